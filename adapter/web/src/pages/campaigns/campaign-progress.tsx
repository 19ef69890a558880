/** How far a campaign has come: texts, pace, time left, who wrote them, and what became of everybody else of the file. */
import { Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/campaigns.ts';
import { formatCount, formatDecimal } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { reasonInWords, timeLeft } from './campaign-words.ts';

export function CampaignProgressPanel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { progress, state } = campaign;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t('campaigns.progress.title')}
      </Title>
      <Stack gap="md">
        {progress.planned === 0 && state === 'preparing' ? (
          <Preparing campaign={campaign} />
        ) : (
          <Texts campaign={campaign} />
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Mix campaign={campaign} />
          <People campaign={campaign} />
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}

function Preparing({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { progress, file } = campaign;
  const label = t('campaigns.progress.preparing', {
    done: formatCount(progress.rows_prepared),
    all: formatCount(file.rows),
  });
  return (
    <div>
      <Text size="sm" mb={4}>
        {label}
      </Text>
      <Progress
        value={Math.min(100, (progress.rows_prepared / file.rows) * 100)}
        size="lg"
        animated
        aria-label={t('campaigns.progress.title')}
      />
    </div>
  );
}

function Texts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { progress, state } = campaign;
  const { planned, done, texts_per_minute: pace, seconds_left: secondsLeft } = progress;
  const notes = [
    pace === null ? null : t('campaigns.progress.pace', { count: formatDecimal(pace, pace < 10 ? 1 : 0) }),
    secondsLeft === null ? null : t('campaigns.progress.left', { time: timeLeft(secondsLeft, t) }),
  ].filter((note) => note !== null);
  return (
    <div>
      <Group justify="space-between" mb={4} gap="xs">
        <Text size="sm" fw={600}>
          {t('campaigns.progress.done', { done: formatCount(done), planned: formatCount(planned) })}
        </Text>
        <Text size="sm" c="dimmed">
          {notes.join(' · ')}
        </Text>
      </Group>
      <Progress
        value={planned === 0 ? 0 : (done / planned) * 100}
        size="lg"
        animated={state === 'running'}
        color={state === 'finished' ? 'teal.7' : undefined}
        aria-label={t('campaigns.progress.title')}
      />
    </div>
  );
}

function Mix({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { progress } = campaign;
  const errors = progress.errors.reduce((sum, { count }) => sum + count, 0);
  const rows: readonly (readonly [string, number])[] = [
    [t('campaigns.progress.model'), progress.model],
    [t('campaigns.progress.rules'), progress.rules],
    [t('campaigns.progress.notSendable'), progress.not_sendable],
    [t('campaigns.progress.refused'), progress.refused],
    [t('campaigns.progress.errors'), errors],
  ];
  return (
    <Stack gap={6}>
      <Figures title={t('campaigns.progress.mix')} rows={rows} />
      {progress.errors.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('campaigns.progress.errorKinds')}:{' '}
          {progress.errors
            .map(
              ({ kind, count }) =>
                `${t(`dashboards.errorKinds.${kind}`, { defaultValue: kind })} ${formatCount(count)}`,
            )
            .join(', ')}
        </Text>
      )}
    </Stack>
  );
}

function People({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const { progress, reach } = campaign;
  const excluded = progress.excluded.reduce((sum, { count }) => sum + count, 0);
  const rows: readonly (readonly [string, number])[] = [
    [t('campaigns.progress.reach'), reach ?? 0],
    [t('campaigns.progress.control'), progress.control],
    [t('campaigns.progress.excluded'), excluded],
    [t('campaigns.progress.problems'), progress.problems],
  ];
  return (
    <Stack gap={6}>
      <Figures title={t('campaigns.progress.people')} rows={rows} />
      {progress.excluded.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('campaigns.progress.whyExcluded')}:{' '}
          {progress.excluded
            .map(({ reason, count }) => `${reasonInWords(reason, t, vocabulary)} — ${formatCount(count)}`)
            .join('; ')}
        </Text>
      )}
    </Stack>
  );
}

function Figures({ title, rows }: { title: string; rows: readonly (readonly [string, number])[] }) {
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {title}
      </Text>
      <Stack gap={2} component="dl" m={0}>
        {rows.map(([label, count]) => (
          <Group key={label} justify="space-between" gap="xs" wrap="nowrap" maw={360}>
            <Text component="dt" size="sm">
              {label}
            </Text>
            <Text component="dd" size="sm" fw={600} m={0} style={{ fontVariantNumeric: 'tabular-nums' }}>
              {formatCount(count)}
            </Text>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
