/** States of an entry in a word and a colour. */
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistoryItem } from '../../api/history.ts';
import { StateBadge } from '../../parts/state-badge.tsx';

const statusColors: Readonly<Record<HistoryItem['status'], string>> = {
  sendable: 'teal.9',
  not_sendable: 'orange.9',
  refused: 'gray.7',
  error: 'red.9',
  unanswered: 'gray.7',
};

export function StatusBadge({ status }: { status: HistoryItem['status'] }) {
  const { t } = useTranslation();
  return <StateBadge color={statusColors[status]} label={t(`history.statuses.${status}`)} />;
}

const labelColors: Readonly<Record<HistoryItem['label'], string>> = {
  none: 'gray.7',
  good: 'teal.9',
  wrong: 'red.9',
  disputed: 'orange.9',
};

/** Nothing where nobody has said anything. */
export function LabelBadge({ item }: { item: Pick<HistoryItem, 'label' | 'label_reasons'> }) {
  const { t } = useTranslation();
  if (item.label === 'none') return <Text c="dimmed">—</Text>;
  return (
    <Group gap={6} wrap="nowrap">
      <StateBadge color={labelColors[item.label]} label={t(`history.labels.${item.label}`)} />
      {item.label_reasons.length > 0 && (
        <Text size="xs">{item.label_reasons.map((reason) => t(`history.reasons.${reason}`)).join(', ')}</Text>
      )}
    </Group>
  );
}
