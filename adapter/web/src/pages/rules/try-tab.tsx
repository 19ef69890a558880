/** Any text against the rules: what each finds and where, and how to mend it. */
import { Alert, Button, Card, Group, SegmentedControl, Select, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CheckedText, type CheckWish, checkText, type Profile, profiles } from '../../api/rules.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { productOptions } from '../../parts/product-options.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { MarkedText } from '../../parts/verdict/marked-text.tsx';
import { VerdictList } from '../../parts/verdict/verdict-list.tsx';

const textCharsMax = 10_000;

export interface TriedText {
  readonly text: string;
  /** "": not chosen yet. */
  readonly product: string;
  readonly channel: string;
  readonly profile: Profile;
}

export function TryTab({ tried, onChange }: { tried: TriedText; onChange: (tried: TriedText) => void }) {
  const { t, i18n } = useTranslation();
  const checking = useMutation({ mutationFn: (wish: CheckWish) => checkText(wish) });
  const isReady = tried.text.trim() !== '' && tried.product !== '' && tried.channel !== '';
  const checkedWish = checking.variables;
  const isOutdated = checkedWish !== undefined && !isSame(checkedWish, tried);
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) checking.mutate({ ...tried, language: i18n.language });
        }}
      >
        <Stack>
          <PlaceFields tried={tried} onChange={onChange} />
          <Textarea
            label={t('rules.try.text')}
            description={t('rules.try.textHint')}
            autosize
            minRows={5}
            maxLength={textCharsMax}
            value={tried.text}
            onChange={(event) => onChange({ ...tried, text: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
          <Group>
            <Button type="submit" loading={checking.isPending} disabled={!isReady}>
              {t('rules.try.check')}
            </Button>
            {!isReady && (
              <Text size="sm" c="dimmed">
                {t('rules.try.needed')}
              </Text>
            )}
          </Group>
          {checking.isError && <ProblemNotice error={checking.error} />}
        </Stack>
      </form>
      <section aria-live="polite" aria-label={t('rules.try.before')}>
        {checking.data === undefined || checkedWish === undefined ? (
          <Text c="dimmed">{t('rules.try.before')}</Text>
        ) : (
          <Stack>
            {isOutdated && <Alert color="orange">{t('rules.try.outdated')}</Alert>}
            <Findings text={checkedWish.text} checked={checking.data} />
          </Stack>
        )}
      </section>
    </SimpleGrid>
  );
}

function isSame(one: TriedText, other: TriedText): boolean {
  return (['text', 'product', 'channel', 'profile'] as const).every((name) => one[name] === other[name]);
}

function PlaceFields({ tried, onChange }: { tried: TriedText; onChange: (tried: TriedText) => void }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  return (
    <>
      <Group grow>
        <Select
          label={t('rules.product')}
          searchable
          allowDeselect={false}
          data={productOptions(vocabulary)}
          value={tried.product || null}
          onChange={(product) => onChange({ ...tried, product: product ?? '' })}
        />
        <Select
          label={t('rules.channel')}
          allowDeselect={false}
          data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
          value={tried.channel || null}
          onChange={(channel) => onChange({ ...tried, channel: channel ?? '' })}
        />
      </Group>
      <SegmentedControl
        aria-label={t('rules.try.profile')}
        value={tried.profile}
        onChange={(profile) => onChange({ ...tried, profile: profile as Profile })}
        data={profiles.map((value) => ({ value, label: t(`copybook.check.profiles.${value}`) }))}
      />
    </>
  );
}

function Findings({ text, checked }: { text: string; checked: CheckedText }) {
  const { t, i18n } = useTranslation();
  const [active, setActive] = useState<string | null>(null);
  const { verdict, measures, terms_version, sample_terms } = checked;
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const Icon = verdict.passed ? IconCircleCheck : IconAlertTriangle;
  const sizes = [
    t('rules.try.measures', { characters: number.format(measures.characters) }),
    ...(measures.sms_segments > 0 ? [t('rules.try.segments', { count: measures.sms_segments })] : []),
    ...(measures.spoken_seconds > 0 ? [t('rules.try.spoken', { count: Math.round(measures.spoken_seconds) })] : []),
  ];
  return (
    <>
      <Group gap={8}>
        <Icon size={22} color={`var(--mantine-color-${verdict.passed ? 'teal' : 'red'}-6)`} aria-hidden />
        <Text fw={600}>{t(verdict.passed ? 'rules.try.passed' : 'rules.try.failed')}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t('rules.try.scores', {
          law: share.format(verdict.law_score),
          voice: share.format(verdict.brand_voice_score),
          fit: share.format(verdict.fit_score),
        })}
        {' · '}
        {sizes.join(' · ')}
      </Text>
      {sample_terms && <Alert color="orange">{t('rules.try.sample')}</Alert>}
      {terms_version === '' && <Alert>{t('rules.try.noTerms')}</Alert>}
      <Card withBorder>
        <MarkedText text={text} results={verdict.results.map(mutable)} activeRule={active} />
      </Card>
      <VerdictList results={verdict.results.map(mutable)} onActive={setActive} />
    </>
  );
}

/** The shared parts take results as the API's own types have them. */
const mutable = (result: CheckedText['verdict']['results'][number]) => ({ ...result, spans: [...result.spans] });
