/** A page of the history: cards on a phone, a table elsewhere. The text opens the entry; so does the rest of the row. */
import { Anchor, Group, Paper, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '../../api/history.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
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

function Rows({ items, onOpen }: HistoryTableProps) {
  const { t } = useTranslation();
  const columns = ['asked', 'text', 'where', 'client', 'source'] as const;
  return (
    <Table.ScrollContainer minWidth={900} type="native" tabIndex={0} role="region" aria-label={t('pages.history')}>
      <Table highlightOnHover verticalSpacing={6} style={{ tableLayout: 'fixed' }}>
        <colgroup>
          {[118, undefined, 170, 100, 90, 96, 140, 150].map((width, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
            <col key={place} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name} scope="col" ta={name === 'client' ? 'right' : undefined}>
                {t(`history.columns.${name}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              {t('history.columns.confidence')}
            </Table.Th>
            <Table.Th scope="col">{t('history.columns.status')}</Table.Th>
            <Table.Th scope="col">{t('history.columns.label')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id} className={styles.row} onClick={() => onOpen(item.id)}>
              <Table.Td>
                <Text size="sm">{formatTime(item.asked_at)}</Text>
              </Table.Td>
              <Table.Td>
                <OpenLink item={item} onOpen={onOpen} />
              </Table.Td>
              <Table.Td>
                <Where item={item} />
              </Table.Td>
              <Table.Td ta="right">{item.client_id ?? '—'}</Table.Td>
              <Table.Td>{item.answer?.source ? t(`history.sources.${item.answer.source}`) : '—'}</Table.Td>
              <Table.Td ta="right">{confidenceOf(item)}</Table.Td>
              <Table.Td>
                <StatusBadge status={item.status} />
              </Table.Td>
              <Table.Td>
                <LabelBadge item={item} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Cards({ items, onOpen }: HistoryTableProps) {
  return (
    <Stack gap="xs">
      {items.map((item) => (
        <Paper key={item.id} withBorder p="sm" className={styles.row} onClick={() => onOpen(item.id)}>
          <Group justify="space-between" gap="xs" mb={4}>
            <Text size="xs" c="dimmed">
              {formatTime(item.asked_at)} · {item.client_id ?? '—'}
            </Text>
            <StatusBadge status={item.status} />
          </Group>
          <OpenLink item={item} onOpen={onOpen} />
          <Group justify="space-between" gap="xs" mt={4}>
            <Where item={item} />
            {item.label !== 'none' && <LabelBadge item={item} />}
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function OpenLink({ item, onOpen }: { item: HistoryItem; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const text = item.answer?.text || (item.answer?.refusal?.reason ?? item.error?.message ?? t('history.noText'));
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
      <span className={styles.excerpt}>{text}</span>
    </Anchor>
  );
}

function Where({ item }: { item: HistoryItem }) {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  return (
    <div>
      <Text size="sm">{item.product === '' ? t('history.describedProduct') : productName(item.product)}</Text>
      <Text size="xs" c="dimmed">
        {item.channel === '' ? t('history.describedProduct') : channelName(item.channel)}
      </Text>
    </div>
  );
}

const confidenceOf = ({ answer }: HistoryItem) =>
  answer === null || answer.status === 'refused' ? '—' : formatDecimal(answer.confidence);
