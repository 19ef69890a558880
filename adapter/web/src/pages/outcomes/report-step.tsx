/** What a check found, or a load has stored: counts, opt-outs, and the rows that do not fit. */
import { Alert, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OutcomeProblem, OutcomesReport } from '../../api/outcomes.ts';
import { formatCount } from '../../parts/format-number.ts';
import { textColumn } from '../dashboards/columns.tsx';
import { FigureCards } from '../dashboards/figure-cards.tsx';
import { saveCsv } from '../dashboards/save-csv.ts';

interface ReportStepProps {
  readonly report: OutcomesReport;
  readonly isLoading: boolean;
  readonly onImport: () => void;
  readonly onBack: () => void;
  readonly onRestart: () => void;
}

export function ReportStep({ report, isLoading, onImport, onBack, onRestart }: ReportStepProps) {
  const { t } = useTranslation();
  const { dry_run: isDryRun, opted_out_count: optedOutCount } = report;
  const hasWork = report.stored_count > 0 || optedOutCount > 0;
  return (
    <Stack>
      <Title order={2} size="h4" aria-live="polite">
        {t(isDryRun ? 'outcomes.checkTitle' : 'outcomes.doneTitle')}
      </Title>
      <FigureCards figures={figuresOf(report, t)} />
      {optedOutCount > 0 && (
        <Alert color="orange">
          {t(isDryRun ? 'outcomes.stopNotice' : 'outcomes.stoppedNotice', { count: optedOutCount })}
        </Alert>
      )}
      {isDryRun && !hasWork && <Alert color="yellow">{t('outcomes.nothingToImport')}</Alert>}
      <Problems report={report} />
      <Group>
        {isDryRun ? (
          <>
            <Button loading={isLoading} disabled={!hasWork} onClick={onImport}>
              {t('outcomes.import')}
            </Button>
            <Button variant="default" disabled={isLoading} onClick={onBack}>
              {t('outcomes.backToMapping')}
            </Button>
          </>
        ) : (
          <>
            <Button component={Link} to="/dashboards?tab=results">
              {t('outcomes.toDashboard')}
            </Button>
            <Button variant="default" onClick={onRestart}>
              {t('outcomes.another')}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}

function figuresOf(report: OutcomesReport, t: TFunction) {
  const figure = (name: string, count: number, isBad = false) => ({
    title: t(`outcomes.report.${name}`),
    value: formatCount(count),
    isBad,
  });
  return [
    figure('rows', report.rows_count),
    figure(report.dry_run ? 'willStore' : 'stored', report.stored_count),
    figure('repeated', report.repeated_count),
    figure('unmatched', report.unmatched_count, report.unmatched_count > 0),
    figure('invalid', report.invalid_count, report.invalid_count > 0),
    figure('optedOut', report.opted_out_count),
    figure('control', report.control_count),
  ];
}

function Problems({
  report: { problems, dry_run: isDryRun, invalid_count: invalid, unmatched_count: unmatched },
}: {
  report: OutcomesReport;
}) {
  const { t } = useTranslation();
  if (problems.length === 0) return <Text c="dimmed">{t('outcomes.noProblems')}</Text>;
  const title = t(isDryRun ? 'outcomes.problems' : 'outcomes.problemsDone');
  const columns = [
    textColumn<OutcomeProblem>(t('outcomes.row'), ({ row }) => String(row)),
    textColumn<OutcomeProblem>(t('outcomes.problem'), (problem) => describe(problem, t)),
  ];
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          {title}
        </Title>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          onClick={() => saveCsv('offerwright-outcome-rows', columns, problems)}
        >
          {t('outcomes.saveProblems')}
        </Button>
      </Group>
      <Table.ScrollContainer minWidth={360} mah={360} type="native" tabIndex={0} role="region" aria-label={title}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" ta="right" w={90}>
                {t('outcomes.row')}
              </Table.Th>
              <Table.Th scope="col">{t('outcomes.problem')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map((problem) => (
              <Table.Tr key={`${problem.row} ${problem.kind}`}>
                <Table.Td ta="right">{formatCount(problem.row)}</Table.Td>
                <Table.Td>{describe(problem, t)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {invalid + unmatched > problems.length && (
        <Text size="sm" c="dimmed">
          {t('outcomes.problemsMore', { shown: formatCount(problems.length), all: formatCount(invalid + unmatched) })}
        </Text>
      )}
    </section>
  );
}

function describe({ kind, field, limit, given }: OutcomeProblem, t: TFunction): string {
  if (kind !== 'invalid') return t(`outcomes.kinds.${kind}`);
  const inWords = t(`outcomes.invalid.${field || 'row'}`, { defaultValue: '' });
  return inWords === '' ? t('outcomes.kinds.invalid', { field, limit, given }) : inWords;
}
