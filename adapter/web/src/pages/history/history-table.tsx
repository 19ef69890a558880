/** A page of the history: cards on a phone, a table elsewhere. The text opens the entry; so does the rest of the row. */
import { Anchor, Group, Paper, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '../../api/history.ts';
import { clientProblemInWords } from '../../parts/client-problem-words.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { OfferRanking } from '../../parts/offer-ranking.tsx';
import { TextWithHits } from '../../parts/text-with-hits.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { formatShortTime } from './format-short-time.ts';
import styles from './history.module.css';
import { LabelBadge, StatusBadge } from './history-badges.tsx';

interface HistoryTableProps {
  readonly items: readonly HistoryItem[];
  readonly onOpen: (id: string) => void;
}

export function HistoryTable({ items, onOpen }: HistoryTableProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)');
  return isNarrow ? <Cards items={items} onOpen={onOpen} /> : <Rows items={items} onOpen={onOpen} />;
}

/** Characters of two lines in a narrow column; how many are shown before a hit beyond them. */
const hitShownWithin = 90;
const hitContext = 40;

const columnWidths = { asked: 104, text: undefined, client: 84, source: 104, status: 172 } as const;

function Rows({ items, onOpen }: HistoryTableProps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={720} type="native" tabIndex={0} role="region" aria-label={t('pages.history')}>
      <Table highlightOnHover verticalSpacing={6} style={{ tableLayout: 'fixed' }}>
        <Table.Thead>
          <Table.Tr>
            {Object.entries(columnWidths).map(([name, width]) => (
              <Table.Th key={name} scope="col" w={width} ta={name === 'client' ? 'right' : undefined}>
                {t(`history.columns.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Row key={item.id} item={item} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ item, onOpen }: { item: HistoryItem; onOpen: (id: string) => void }) {
  return (
    <Table.Tr className={styles.row} onClick={() => onOpen(item.id)}>
      <Table.Td>
        <Text size="sm">{formatShortTime(item.asked_at)}</Text>
      </Table.Td>
      <Table.Td>
        <OpenLink item={item} onOpen={onOpen} />
        <Where item={item} />
        {item.offer !== null && <OfferRanking ranking={item.offer} isShort />}
      </Table.Td>
      <Table.Td ta="right">{item.client_id ?? '—'}</Table.Td>
      <Table.Td>
        <Source item={item} />
      </Table.Td>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          <StatusBadge status={item.status} />
          {item.label !== 'none' && <LabelBadge item={item} />}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}

function Cards({ items, onOpen }: HistoryTableProps) {
  return (
    <Stack gap="xs">
      {items.map((item) => (
        <Paper key={item.id} withBorder p="sm" className={styles.row} onClick={() => onOpen(item.id)}>
          <Group justify="space-between" gap="xs" mb={4}>
            <Text size="xs" c="dimmed">
              {formatShortTime(item.asked_at)} · {item.client_id ?? '—'}
            </Text>
            <StatusBadge status={item.status} />
          </Group>
          <OpenLink item={item} onOpen={onOpen} />
          <Group justify="space-between" gap="xs" mt={4}>
            <Where item={item} />
            {item.label !== 'none' && <LabelBadge item={item} />}
          </Group>
          {item.offer !== null && <OfferRanking ranking={item.offer} isShort />}
        </Paper>
      ))}
    </Stack>
  );
}

function OpenLink({ item, onOpen }: { item: HistoryItem; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const problem = item.error === null ? t('history.noText') : clientProblemInWords(item.error, t);
  const text = item.answer?.text || (item.answer?.refusal?.reason ?? problem);
  return (
    <Anchor
      component="button"
      type="button"
      ta="left"
      size="sm"
      c="inherit"
      onClick={(event) => {
        event.stopPropagation();
        onOpen(item.id);
      }}
    >
      <VisuallyHidden>{t('history.open')}: </VisuallyHidden>
      <span className={styles.excerpt}>
        {item.answer?.text ? <TextWithHits {...excerptOf(item.answer.text, item.hits)} /> : text}
      </span>
    </Anchor>
  );
}

/** Two lines are shown: where the first hit would be below them, they begin shortly before it. */
function excerptOf(text: string, hits: HistoryItem['hits']): Pick<HistoryItem, 'hits'> & { readonly text: string } {
  const first = hits[0]?.start ?? 0;
  if (first < hitShownWithin) return { text, hits };
  const from = text.indexOf(' ', first - hitContext) + 1;
  const shift = from - 1;
  return {
    text: `…${text.slice(from)}`,
    hits: hits.map(({ start, end }) => ({ start: start - shift, end: end - shift })),
  };
}

function Where({ item }: { item: HistoryItem }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  return (
    <Text size="xs" c="dimmed">
      {item.product === '' ? t('history.describedProduct') : productName(item.product)} ·{' '}
      {item.channel === '' ? t('history.describedProduct') : channelName(item.channel)}
    </Text>
  );
}

function Source({ item: { answer } }: { item: HistoryItem }) {
  const { t } = useTranslation();
  if (answer === null || answer.source === null) return '—';
  return (
    <>
      <Text size="sm">{t(`history.sources.${answer.source}`)}</Text>
      <Text size="xs" c="dimmed" title={t('history.columns.confidence')}>
        {formatDecimal(answer.confidence)}
      </Text>
    </>
  );
}
