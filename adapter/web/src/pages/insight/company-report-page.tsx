/** The statements of one company: what they say, what to offer, ratios with their arithmetic, trends. */
import { Alert, Badge, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { type CompanyReportBody, companyReportsKey } from '../../api/insight-reports.ts';
import { formatCount, formatDecimal, formatShare } from '../../parts/format-number.ts';
import { FiguresTable } from './figures-table.tsx';
import { LoadedReport } from './loaded-report.tsx';
import { ReportLayout } from './report-layout.tsx';

type Analysis = CompanyReportBody['analysis'];
type Finding = Analysis['findings'][number];
type Ratio = Analysis['ratios'][number];

const reportsPath = '/v1/insight/reports';
const severityColors = { bad: 'red', attention: 'yellow', chance: 'teal' } as const;
const verdictColors = { good: 'teal', attention: 'yellow', bad: 'red', unknown: 'gray' } as const;

export default function CompanyReportPage() {
  return (
    <LoadedReport<CompanyReportBody> path={reportsPath} queryKey={companyReportsKey}>
      {(report) => <CompanyReport report={report} />}
    </LoadedReport>
  );
}

function CompanyReport({ report: { id, company, problems, analysis } }: { report: CompanyReportBody }) {
  const { t } = useTranslation();
  const { statements, findings, ratios, trends } = analysis;
  return (
    <ReportLayout
      id={id}
      path={`${reportsPath}/${id}`}
      queryKey={companyReportsKey}
      title={company}
      hint={t('companyReports.describe', { periods: statements.periods.join(', ') })}
      backTo="/insight/reports"
      backLabel={t('companyReports.toAll')}
      removeQuestion={t('companyReports.removeQuestion')}
    >
      {problems.length > 0 && (
        <Alert color="yellow" title={t('companyReports.problems')} lang="ru">
          <List size="sm">
            {problems.map(({ message }) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {statements.computed.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('companyReports.computed', { codes: statements.computed.join(', ') })}
        </Text>
      )}
      <section aria-label={t('companyReports.whatToOffer')}>
        <Title order={2} size="h4" mb="xs">
          {t('companyReports.whatToOffer')}
        </Title>
        <Stack>
          {findings.length === 0 && <Alert>{t('companyReports.noFindings')}</Alert>}
          {findings.map((finding) => (
            <FindingCard finding={finding} key={finding.id} />
          ))}
        </Stack>
      </section>
      <Ratios ratios={ratios} periods={statements.periods} />
      {trends.length > 0 && <Trends trends={trends} periods={statements.periods} />}
      <Text size="xs" c="dimmed">
        {t('companyReports.caution')}
      </Text>
    </ReportLayout>
  );
}

function FindingCard({ finding: { severity, title, explanation, offers, warning } }: { finding: Finding }) {
  const { t } = useTranslation();
  return (
    <Card withBorder lang="ru">
      <Group gap="xs" mb="xs">
        <Badge color={severityColors[severity]} variant="light">
          {t(`companyReports.severity.${severity}`)}
        </Badge>
        <Text fw={600}>{title}</Text>
      </Group>
      <Text size="sm">{explanation}</Text>
      {offers.map(({ product, reason, amount, arithmetic }) => (
        <Stack gap={2} mt="sm" key={product}>
          <Text size="sm" fw={600}>
            {product}
            {amount !== null && `: ${t('companyReports.about', { amount: formatRoubles(amount) })}`}
          </Text>
          <Text size="sm">{reason}</Text>
          <Text size="xs" c="dimmed">
            {arithmetic}
          </Text>
        </Stack>
      ))}
      {warning !== '' && (
        <Alert color="yellow" mt="sm" p="xs">
          {warning}
        </Alert>
      )}
    </Card>
  );
}

function Ratios({ ratios, periods }: { ratios: readonly Ratio[]; periods: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <FiguresTable
      title={t('companyReports.ratios')}
      minWidth={900}
      header={[
        { name: t('companyReports.ratio'), isText: true },
        ...periods.map((name) => ({ name })),
        { name: t('companyReports.arithmetic'), isText: true },
        { name: t('companyReports.norm'), isText: true },
        { name: t('companyReports.verdictName'), isText: true },
      ]}
      rows={ratios.map((ratio) => ({
        key: ratio.id,
        cells: [
          ratio.name,
          ...ratio.values.map((value) => (value === null ? '—' : formatRatio(value, ratio.unit))),
          <Text size="xs" key="arithmetic">
            {ratio.formula}
            <br />
            {ratio.arithmetic}
          </Text>,
          <Text size="xs" key="norm">
            {ratio.norm}
          </Text>,
          <Badge color={verdictColors[ratio.verdict]} variant="light" key="verdict" style={{ minWidth: 'max-content' }}>
            {t(`companyReports.verdicts.${ratio.verdict}`)}
          </Badge>,
        ],
      }))}
    />
  );
}

function Trends({ trends, periods }: { trends: Analysis['trends']; periods: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <FiguresTable
      title={t('companyReports.trends')}
      header={[
        { name: t('companyReports.line'), isText: true },
        { name: periods[0] ?? '' },
        { name: periods.at(-1) ?? '' },
        { name: t('companyReports.change') },
      ]}
      rows={trends.map(({ code, name, first, last, change }) => ({
        key: code,
        cells: [
          `${code} ${name}`,
          formatRoubles(first),
          formatRoubles(last),
          change === null ? '—' : `${change > 0 ? '+' : ''}${formatShare(change)}`,
        ],
      }))}
    />
  );
}

function formatRatio(value: number, unit: Ratio['unit']): string {
  if (unit === 'share') return formatShare(value);
  return unit === 'days' ? formatCount(Math.round(value)) : formatDecimal(value);
}

/** Rounded as people say it: kopecks would only look exact. */
function formatRoubles(roubles: number): string {
  const options = { style: 'currency', currency: 'RUB', notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(i18next.language, options).format(roubles);
}
