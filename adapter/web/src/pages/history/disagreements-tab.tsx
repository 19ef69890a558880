/** Texts that people judge differently, and how far each two agree beyond chance. */
import {
  Alert,
  Anchor,
  Button,
  Group,
  Paper,
  SegmentedControl,
  Skeleton,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DisagreementsResponse, labelsKey, listDisagreements } from '../../api/labels.ts';
import { formatCount, formatDecimal, formatShare } from '../../parts/format-number.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { LabelEntry } from './label-entry.tsx';
import { RecordDrawer } from './record-drawer.tsx';

const periodDays = { week: 7, month: 30, quarter: 90 } as const;
type Period = keyof typeof periodDays;

/** Ends with the day of the browser, so that the same query stays the same for a day. */
function periodOf(period: Period): { from: Date; to: Date } {
  const now = new Date();
  const midnight = (daysLater: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLater);
  return { from: midnight(1 - periodDays[period]), to: midnight(1) };
}

export function DisagreementsTab() {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<Period>('month');
  const [openId, setOpenId] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: [...labelsKey, 'disagreements', period],
    queryFn: ({ pageParam, signal }) => listDisagreements({ ...periodOf(period), cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <Text size="sm" c="dimmed" maw={640}>
          {t('history.disagreements.hint')}
        </Text>
        <SegmentedControl
          aria-label={t('history.disagreements.period')}
          value={period}
          onChange={(value) => setPeriod(value as Period)}
          data={(Object.keys(periodDays) as Period[]).map((name) => ({
            value: name,
            label: t(`history.disagreements.periods.${name}`),
          }))}
        />
      </Group>
      {pages.isError && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.isPending && <Skeleton h={320} aria-label={t('common.loading')} />}
      {pages.data !== undefined && <Agreement found={pages.data.pages[0]!} />}
      {pages.isSuccess && (
        <Title order={2} size="h4">
          {t('history.disagreements.texts_title')}
        </Title>
      )}
      {pages.isSuccess && items.length === 0 && <Alert>{t('history.disagreements.none')}</Alert>}
      {items.map((item) => (
        <DisputedText key={item.id} item={item} onOpen={setOpenId} />
      ))}
      {pages.hasNextPage && (
        <Group>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {t('history.disagreements.more')}
          </Button>
        </Group>
      )}
      <RecordDrawer id={openId} onClose={() => setOpenId(null)} />
    </Stack>
  );
}

interface DisputedTextProps {
  readonly item: DisagreementsResponse['items'][number];
  readonly onOpen: (id: string) => void;
}

function DisputedText({ item, onOpen }: DisputedTextProps) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" c="dimmed">
          {productName(item.product)} · {channelName(item.channel)}
        </Text>
        <Anchor component="button" type="button" size="sm" onClick={() => onOpen(item.id)}>
          {t('history.disagreements.open')}
        </Anchor>
      </Group>
      <Text mb="sm" maw="72ch" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {item.text}
      </Text>
      <Stack gap="xs">
        {item.labels.map((label) => (
          <LabelEntry key={label.id} label={label} />
        ))}
      </Stack>
    </Paper>
  );
}

function Agreement({ found: { together, pairs } }: { found: DisagreementsResponse }) {
  const { t } = useTranslation();
  if (pairs.length === 0) return <Alert>{t('history.disagreements.noPairs')}</Alert>;
  const rows = [
    ...(pairs.length > 1 ? [{ name: t('history.disagreements.together'), ...together }] : []),
    ...pairs.map((pair) => ({ name: `${pair.one} — ${pair.other}`, ...pair })),
  ];
  return (
    <Table.ScrollContainer
      minWidth={640}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t('history.disagreements.together')}
    >
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('history.disagreements.pair')}</Table.Th>
            {(['texts', 'agreed', 'kappa', 'kappaReasons'] as const).map((name) => (
              <Table.Th key={name} scope="col" ta="right">
                {t(`history.disagreements.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.name}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td ta="right">{formatCount(row.texts)}</Table.Td>
              <Table.Td ta="right">
                {formatCount(row.agreed)} ({formatShare(row.agreed / row.texts)})
              </Table.Td>
              <Table.Td ta="right">
                <Kappa value={row.kappa} />
              </Table.Td>
              <Table.Td ta="right">
                <Kappa value={row.kappa_reasons} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** By the usual steps of Landis and Koch. */
function Kappa({ value }: { value: number | null }) {
  const { t } = useTranslation();
  if (value === null) {
    return (
      <Text span size="sm" c="dimmed">
        {t('history.disagreements.undefined')}
      </Text>
    );
  }
  const step = value > 0.8 ? 'excellent' : value > 0.6 ? 'good' : value > 0.4 ? 'fair' : 'poor';
  return (
    <>
      {formatDecimal(value)}
      <Text size="xs" c="dimmed">
        {t(`history.disagreements.meaning.${step}`)}
      </Text>
    </>
  );
}
