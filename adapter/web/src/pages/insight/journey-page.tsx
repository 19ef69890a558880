/** One client journey: the map, what to improve, steps, moves and ways. */
import { Alert, Badge, Card, Group, List, SimpleGrid, Text, Title } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type JourneyBody, journeysKey } from '../../api/insight-reports.ts';
import { formatCount, formatShare } from '../../parts/format-number.ts';
import { formatDay } from '../../parts/format-time.ts';
import { FiguresTable } from './figures-table.tsx';
import { formatWait } from './format-wait.ts';
import { LoadedReport } from './loaded-report.tsx';
import { ReportLayout } from './report-layout.tsx';

const journeysPath = '/v1/insight/journeys';

export default function JourneyPage() {
  return (
    <LoadedReport<JourneyBody> path={journeysPath} queryKey={journeysKey}>
      {(journey) => <Journey journey={journey} />}
    </LoadedReport>
  );
}

function Journey({ journey }: { journey: JourneyBody }) {
  const { t } = useTranslation();
  const { id, process, analysis, problems } = journey;
  const path = `${journeysPath}/${id}`;
  return (
    <ReportLayout
      id={id}
      path={path}
      queryKey={journeysKey}
      title={process}
      hint={describe(journey, t)}
      backTo="/insight/journeys"
      backLabel={t('journeys.toAll')}
      removeQuestion={t('journeys.removeQuestion')}
    >
      {problems.length > 0 && <Problems problems={problems} />}
      <Totals analysis={analysis} />
      <Improvements improvements={analysis.improvements} />
      <section aria-label={t('journeys.map')}>
        <Title order={2} size="h4" mb="xs">
          {t('journeys.map')}
        </Title>
        <Card withBorder bg="white" p="sm" style={{ overflowX: 'auto' }} tabIndex={0}>
          <img
            src={`${path}/map.svg`}
            alt={t('journeys.mapAlt', { process })}
            style={{ maxWidth: 760, height: 'auto' }}
          />
        </Card>
      </section>
      <Steps steps={analysis.steps} />
      <Moves moves={analysis.moves} />
      <Ways variants={analysis.variants} count={analysis.variantsCount} />
    </ReportLayout>
  );
}

function describe({ analysis }: JourneyBody, t: TFunction): string {
  const { goals, areGoalsInferred, totals } = analysis;
  const day = (ms: number) => formatDay(new Date(ms).toISOString());
  const words = { goals: goals.join(', '), from: day(totals.fromMs), to: day(totals.toMs) };
  return t(areGoalsInferred ? 'journeys.describeInferred' : 'journeys.describe', words);
}

function Problems({ problems }: { problems: JourneyBody['problems'] }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" title={t('journeys.problems')}>
      <List size="sm">
        {problems.map(({ kind, count, rows }) => (
          <List.Item key={kind}>
            {t(`journeys.problem.${kind}`)}: {formatCount(count)} ({t('journeys.rows', { rows: rows.join(', ') })})
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Totals({ analysis: { totals } }: { analysis: JourneyBody['analysis'] }) {
  const { t } = useTranslation();
  const figures = [
    [t('journeys.cases'), formatCount(totals.cases)],
    [t('journeys.reached'), `${formatCount(totals.reached)} · ${formatShare(totals.reached / totals.cases)}`],
    [t('journeys.lost'), formatCount(totals.lost)],
    [t('journeys.open'), formatCount(totals.open)],
    [t('journeys.medianTime'), totals.medianMs === null ? '—' : formatWait(totals.medianMs)],
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }}>
      {figures.map(([name, value]) => (
        <Card withBorder padding="sm" key={name}>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Text fw={600}>{value}</Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}

function Improvements({ improvements }: { improvements: JourneyBody['analysis']['improvements'] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('journeys.improvements')}>
      <Title order={2} size="h4" mb="xs">
        {t('journeys.improvements')}
      </Title>
      {improvements.length === 0 && <Alert>{t('journeys.noImprovements')}</Alert>}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {improvements.map(({ title, observation, proposal, arithmetic, casesGained, hoursSaved }) => (
          <Card withBorder key={title} lang="ru">
            <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
              <Text fw={600}>{title}</Text>
              <Badge color="teal" variant="light" style={{ flexShrink: 0 }}>
                {casesGained === null
                  ? t('journeys.hoursSaved', { hours: formatCount(Math.round(hoursSaved ?? 0)) })
                  : t('journeys.casesGained', { cases: formatCount(Math.round(casesGained.expected)) })}
              </Badge>
            </Group>
            <Text size="sm">{observation}</Text>
            <Text size="sm" fw={500} my="xs">
              {proposal}
            </Text>
            <Text size="xs" c="dimmed">
              {arithmetic}
              {casesGained !== null &&
                ` ${t('journeys.interval', { low: formatCount(Math.round(casesGained.low)), high: formatCount(Math.round(casesGained.high)) })}`}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
      {improvements.length > 0 && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('journeys.caution')}
        </Text>
      )}
    </section>
  );
}

function Steps({ steps }: { steps: JourneyBody['analysis']['steps'] }) {
  const { t } = useTranslation();
  return (
    <FiguresTable
      title={t('journeys.steps')}
      header={[
        { name: t('journeys.step'), isText: true },
        { name: t('journeys.came') },
        { name: t('journeys.share') },
        { name: t('journeys.repeated') },
        { name: t('journeys.lostHere') },
        { name: t('journeys.lossShare') },
        { name: t('journeys.open') },
      ]}
      rows={steps.map((step) => ({
        key: step.step,
        cells: [
          step.isGoal ? `${step.step} (${t('journeys.goal')})` : step.step,
          formatCount(step.cases),
          formatShare(step.share),
          formatCount(step.repeated),
          formatCount(step.lost),
          step.lossShare === null ? '—' : formatShare(step.lossShare),
          formatCount(step.open),
        ],
      }))}
    />
  );
}

function Moves({ moves }: { moves: JourneyBody['analysis']['moves'] }) {
  const { t } = useTranslation();
  return (
    <FiguresTable
      title={t('journeys.moves')}
      header={[
        { name: t('journeys.from'), isText: true },
        { name: t('journeys.to'), isText: true },
        { name: t('journeys.times') },
        { name: t('journeys.median') },
        { name: t('journeys.slowTenth') },
      ]}
      rows={moves.slice(0, 30).map(({ from, to, moves: count, medianMs, p90Ms }) => ({
        key: JSON.stringify([from, to]),
        cells: [from, to, formatCount(count), formatWait(medianMs ?? 0), formatWait(p90Ms ?? 0)],
      }))}
    />
  );
}

function Ways({ variants, count }: { variants: JourneyBody['analysis']['variants']; count: number }) {
  const { t } = useTranslation();
  return (
    <FiguresTable
      title={t('journeys.ways', { count })}
      header={[
        { name: t('journeys.way'), isText: true },
        { name: t('journeys.cases') },
        { name: t('journeys.reached') },
        { name: t('journeys.median') },
      ]}
      rows={variants.map(({ steps, cases, reached, medianMs }) => ({
        key: JSON.stringify(steps),
        cells: [
          steps.join(' → '),
          formatCount(cases),
          formatShare(reached / cases),
          medianMs === null ? '—' : formatWait(medianMs),
        ],
      }))}
    />
  );
}
