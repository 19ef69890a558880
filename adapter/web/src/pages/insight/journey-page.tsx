/** One client journey: the map, what to improve, steps, moves and ways. */
import {
  Alert,
  Anchor,
  Badge,
  Button,
  Card,
  Group,
  List,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import { type JourneyBody, journeysKey } from '../../api/insight-reports.ts';
import { useSession } from '../../api/session.ts';
import { formatCount, formatShare } from '../../parts/format-number.ts';
import { formatDay } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FiguresTable } from './figures-table.tsx';
import { formatWait } from './format-wait.ts';
import { RemoveButton } from './remove-button.tsx';

export default function JourneyPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const journey = useQuery({
    queryKey: [...journeysKey, id],
    queryFn: ({ signal }) => callApi<JourneyBody>(`/v1/insight/journeys/${id}`, { signal }),
  });
  if (journey.isPending) return <Skeleton h={480} aria-label={t('common.loading')} />;
  if (journey.isError) return <ProblemNotice error={journey.error} onRetry={() => journey.refetch()} />;
  return <Journey journey={journey.data} />;
}

function Journey({ journey }: { journey: JourneyBody }) {
  const { t } = useTranslation();
  const { id, process, analysis, problems } = journey;
  const path = `/v1/insight/journeys/${id}`;
  const role = useSession().data?.role;
  const mayRemove = role === 'administrator' || role === 'manager';
  return (
    <>
      <PageTitle title={process} hint={describe(journey, t)}>
        <Button component="a" href={`${path}/report.md`} download={`${id}.md`} leftSection={<IconDownload size={16} />}>
          {t('insight.downloadReport')}
        </Button>
        {mayRemove && (
          <RemoveButton
            path={path}
            queryKey={journeysKey}
            backTo="/insight/journeys"
            question={t('journeys.removeQuestion')}
          />
        )}
      </PageTitle>
      <Stack gap="lg">
        <Anchor component={Link} to="/insight/journeys">
          {t('journeys.toAll')}
        </Anchor>
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
      </Stack>
    </>
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
