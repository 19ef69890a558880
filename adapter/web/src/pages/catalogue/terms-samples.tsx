/** A text for every channel, composed with the terms: stored ones, or those that are being written. */
import { Alert, Card, SegmentedControl, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CatalogueTerms, catalogueKey, checkTerms, type TermsSample } from '../../api/catalogue.ts';
import { type Profile, profiles } from '../../api/rules.ts';
import { TextPreview } from '../../parts/previews/text-preview.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { contentOf } from './terms-content.ts';

interface StoredSamplesProps {
  readonly product: string;
  readonly terms: CatalogueTerms;
  readonly mayCheck: boolean;
}

export function StoredSamples({ product, terms, mayCheck }: StoredSamplesProps) {
  const { t } = useTranslation();
  const check = useQuery({
    queryKey: [...catalogueKey, 'samples', product, terms.version],
    queryFn: ({ signal }) => checkTerms(product, contentOf(terms), signal),
    enabled: mayCheck,
  });
  if (!mayCheck) return <Alert>{t('catalogue.samples.viewer')}</Alert>;
  if (check.isPending) return <Skeleton h={320} aria-label={t('common.loading')} />;
  if (check.isError) return <ProblemNotice error={check.error} onRetry={() => check.refetch()} />;
  return <TermsSamples checks={check.data.checks} />;
}

export function TermsSamples({ checks }: { checks: readonly TermsSample[] | null }) {
  const { t } = useTranslation();
  const [profile, setProfile] = useState<Profile>('strict');
  if (checks === null) return <Alert>{t('catalogue.samples.unknownProduct')}</Alert>;
  const offered = profiles.filter((name) => checks.some((check) => check.profile === name));
  const shown = offered.includes(profile) ? profile : (offered[0] ?? 'strict');
  return (
    <Stack>
      <div>
        <Text component="h2" fw={600}>
          {t('catalogue.samples.title')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('catalogue.samples.hint')}
        </Text>
      </div>
      {offered.length > 1 && (
        <SegmentedControl
          aria-label={t('copybook.check.profile')}
          w="fit-content"
          value={shown}
          onChange={(value) => setProfile(value as Profile)}
          data={offered.map((value) => ({ value, label: t(`copybook.check.profiles.${value}`) }))}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {checks
          .filter((check) => check.profile === shown)
          .map((check) => (
            <Sample key={check.channel} sample={check} />
          ))}
      </SimpleGrid>
    </Stack>
  );
}

function Sample({ sample: { channel, text, rule_id, reason } }: { sample: TermsSample }) {
  const { t } = useTranslation();
  const { channelName } = useVocabulary();
  return (
    <Card withBorder padding="sm">
      <Text component="h3" size="sm" fw={600} mb="xs">
        {channelName(channel)}
      </Text>
      {text === '' ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {rule_id.startsWith('copybook.')
            ? t('catalogue.samples.noCopybook')
            : t('catalogue.samples.refused', { reason })}
        </Text>
      ) : (
        <TextPreview channel={channel} text={text} />
      )}
    </Card>
  );
}
