/** Texts composed from the draft on the spot, drawn by a seed: the same seed gives the same texts. */
import { ActionIcon, Card, Group, NumberInput, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copybookKey, type ThreadContent } from '../../api/copybook.ts';
import { composeDraft, type DraftExample } from '../../api/copybook-drafts.ts';
import type { Profile } from '../../api/rules.ts';
import { TextPreview } from '../../parts/previews/text-preview.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

const examplesCount = 3;
const seedMax = 4_294_967_295;
const typingPauseMs = 400;

interface DraftExamplesProps {
  readonly content: ThreadContent;
  readonly profile: Profile;
  readonly isReady: boolean;
}

export function DraftExamples({ content, profile, isReady }: DraftExamplesProps) {
  const { t, i18n } = useTranslation();
  const [seed, setSeed] = useState<number | string>(1);
  const [settled] = useDebouncedValue({ content, seed: Number(seed) || 0 }, typingPauseMs);
  const composed = useQuery({
    queryKey: [...copybookKey, 'compose', settled, profile, i18n.language],
    queryFn: ({ signal }) =>
      composeDraft(
        { thread: settled.content, profile, language: i18n.language, count: examplesCount, seed: settled.seed },
        signal,
      ),
    enabled: isReady,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const examples = composed.data?.examples ?? [];
  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm" align="flex-end">
        <Text component="h2" fw={600}>
          {t('copybook.examples.title')}
        </Text>
        <Group gap="xs" align="flex-end">
          <NumberInput
            size="xs"
            w={150}
            label={t('copybook.examples.seed')}
            min={0}
            max={seedMax}
            allowDecimal={false}
            value={seed}
            onChange={setSeed}
          />
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('copybook.examples.another')}
            title={t('copybook.examples.another')}
            onClick={() => setSeed((before) => (Number(before) || 0) + 1)}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {isReady || examples.length > 0 ? t('copybook.examples.hint') : t('copybook.examples.none')}
      </Text>
      {composed.isError && <ProblemNotice error={composed.error} onRetry={() => composed.refetch()} />}
      {isReady && composed.isPending && <Skeleton h={160} aria-label={t('common.loading')} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {examples.map((example) => (
          <Example key={example.variants.join('-')} example={example} channel={settled.content.channel} />
        ))}
      </SimpleGrid>
    </Card>
  );
}

/** As its reader meets it; what law added stands before and after the body. */
function Example({ example: { text, body, refusal }, channel }: { example: DraftExample; channel: string }) {
  const { t } = useTranslation();
  if (text === '')
    return (
      <Text c="var(--mantine-color-error)">{t('copybook.examples.refused', { reason: refusal?.reason ?? '' })}</Text>
    );
  const at = text.indexOf(body);
  const added = at < 0 ? [] : [text.slice(0, at).trim(), text.slice(at + body.length).trim()];
  const disclosures = added
    .filter((one) => one !== '')
    .map((one, index) => ({ id: `added-${index}`, text: one, rule_id: '' }));
  return <TextPreview channel={channel} text={text} disclosures={disclosures} />;
}
