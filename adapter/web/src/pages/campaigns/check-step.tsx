/** What the campaign would find in the file: good rows, rows with errors by kind, minors, what is missing. */
import { Alert, Badge, Group, Loader, Paper, Progress, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FileReport, OpenedFile } from '../../api/campaigns.ts';
import { useFeatures } from '../../api/features.ts';
import { formatCount, formatShare } from '../../parts/format-number.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { TableCard } from './table-card.tsx';

interface CheckStepProps {
  readonly report: UseQueryResult<FileReport>;
  readonly opened: OpenedFile | undefined;
}

export function CheckStep({ report, opened }: CheckStepProps) {
  const { t } = useTranslation();
  if (report.isError) return <ProblemNotice error={report.error} onRetry={() => report.refetch()} />;
  if (report.isPending) {
    return (
      <Group gap="sm" role="status">
        <Loader size="sm" />
        <Text>{t('campaigns.check.checking')}</Text>
      </Group>
    );
  }
  return <Report report={report.data} columns={opened?.file.columns ?? []} />;
}

function Report({ report, columns }: { report: FileReport; columns: readonly string[] }) {
  const { t } = useTranslation();
  const words = useFeatureWords();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label={t('campaigns.check.good')} count={report.rows_good} color="teal" />
        <Figure label={t('campaigns.check.bad')} count={report.rows - report.rows_good} color="red" />
        <Figure
          label={t('campaigns.check.minors')}
          count={report.minors}
          color="orange"
          hint={t('campaigns.check.minorsHint')}
        />
      </SimpleGrid>
      {report.rows_good === 0 && <Alert color="red">{t('campaigns.check.noGood')}</Alert>}
      {report.problems.length === 0 ? (
        <Alert color="teal">{t('campaigns.check.allGood')}</Alert>
      ) : (
        <Problems problems={report.problems} words={words} />
      )}
      {report.missing.length > 0 && (
        <Paper withBorder p="md">
          <Title order={2} size="h5">
            {t('campaigns.check.missing')}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t('campaigns.check.missingHint')}
          </Text>
          <Names names={report.missing.map(words)} />
        </Paper>
      )}
      {report.unmapped.length > 0 && (
        <Paper withBorder p="md">
          <Title order={2} size="h5" mb="xs">
            {t('campaigns.check.unmapped')}
          </Title>
          <Names
            names={report.unmapped.map(
              (column) => columns[column] || t('campaigns.mapping.unnamed', { number: column + 1 }),
            )}
          />
        </Paper>
      )}
      <Fill report={report} words={words} />
    </Stack>
  );
}

interface FigureProps {
  readonly label: string;
  readonly count: number;
  readonly color: string;
  readonly hint?: string;
}

function Figure({ label, count, color, hint }: FigureProps) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text
        fz={28}
        fw={700}
        c={count === 0 ? undefined : `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-4))`}
      >
        {formatCount(count)}
      </Text>
      {hint !== undefined && count > 0 && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Paper>
  );
}

type Words = (name: string) => string;

function Problems({ problems, words }: { problems: FileReport['problems']; words: Words }) {
  const { t } = useTranslation();
  const limitOf = useLimitWords();
  return (
    <TableCard
      title={t('campaigns.check.problemsTitle')}
      size="h5"
      mb="xs"
      minWidth={640}
      header={
        <>
          <Table.Th scope="col">{t('campaigns.check.kind')}</Table.Th>
          <Table.Th scope="col">{t('campaigns.check.field')}</Table.Th>
          <Table.Th scope="col">{t('campaigns.check.limit')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('campaigns.check.count')}
          </Table.Th>
          <Table.Th scope="col">{t('campaigns.check.rows')}</Table.Th>
        </>
      }
      rows={problems.map(({ kind, field, limit, count, rows }) => (
        <Table.Tr key={`${kind} ${field}`}>
          <Table.Td>{t(`campaigns.reasons.${kind}`, { defaultValue: kind })}</Table.Td>
          <Table.Td>{words(field)}</Table.Td>
          <Table.Td>
            <Text size="sm" c="dimmed">
              {limitOf(kind, field, limit)}
            </Text>
          </Table.Td>
          <Table.Td ta="right">{formatCount(count)}</Table.Td>
          <Table.Td>
            {rows.map((row) => formatCount(row)).join(', ')}
            {count > rows.length && ` ${t('campaigns.check.more', { count: formatCount(count - rows.length) })}`}
          </Table.Td>
        </Table.Tr>
      ))}
    />
  );
}

/** What was expected, in the language of the page; as the service says it where it is something new. */
function useLimitWords() {
  const { t } = useTranslation();
  const features = useFeatures();
  return (kind: string, field: string, limit: string): string => {
    const feature = features.data?.find(({ name }) => name === field);
    if (kind !== 'invalid_features' || feature === undefined) {
      return t(`campaigns.check.limits.${kind}`, { defaultValue: limit });
    }
    if (feature.kind === 'text') return t('campaigns.check.limits.text', { count: feature.text_chars_max });
    if (feature.kind === 'flag') return t('campaigns.check.limits.flag');
    return t('campaigns.check.limits.number', { min: formatCount(feature.min), max: formatCount(feature.max) });
  };
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <Group gap={6}>
      {names.map((name) => (
        <Badge key={name} variant="default" tt="none" fw={400} maw="100%">
          {name}
        </Badge>
      ))}
    </Group>
  );
}

function Fill({ report, words }: { report: FileReport; words: Words }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {t('campaigns.check.fill')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing={6}>
        {report.fill.map(({ target, known }) => {
          const share = report.rows_good === 0 ? 0 : known / report.rows_good;
          return (
            <div key={target}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text size="sm" truncate>
                  {words(target)}
                </Text>
                <Text size="sm" c="dimmed">
                  {formatShare(share)}
                </Text>
              </Group>
              <Progress value={share * 100} size="xs" aria-label={words(target)} />
            </div>
          );
        })}
      </SimpleGrid>
    </Paper>
  );
}

function useFeatureWords(): Words {
  const { t, i18n } = useTranslation();
  const features = useFeatures();
  const language = i18n.language === 'en' ? 'en' : 'ru';
  return (name) => {
    const found = features.data?.find((feature) => feature.name === name);
    if (found !== undefined) return found.words[language];
    return t([`campaigns.mapping.contact.${name}`, `campaigns.mapping.words.${name}`], { defaultValue: name });
  };
}
