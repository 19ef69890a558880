import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Label } from '../../api/labels.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { CorrectionVerdict } from './correction-verdict.tsx';

const colors = { good: 'teal.9', wrong: 'red.9', withdrawn: 'gray.7' } as const;

/** One label: who, what, when, why; a replaced one pale. */
export function LabelEntry({ label, isOwn = false }: { label: Label; isOwn?: boolean }) {
  const { t } = useTranslation();
  const seconds = label.seconds_taken;
  return (
    <Paper withBorder p="xs">
      <Stack gap={4}>
        <Group gap="xs">
          <Badge color={label.current ? colors[label.mark] : 'gray.7'} variant="filled" tt="none" fw={500}>
            {t(`history.labels.${label.mark}`)}
            {label.reason !== null && `: ${t(`history.reasons.${label.reason}`)}`}
          </Badge>
          <Text size="sm" fw={600}>
            {label.user}
          </Text>
          <Text size="xs" c="dimmed">
            {formatTime(label.labelled_at)}
            {seconds !== null && ` · ${t('history.box.seconds', { value: formatDecimal(seconds, 1) })}`}
            {isOwn && label.current && ` · ${t('history.box.mine')}`}
            {!label.current && label.mark !== 'withdrawn' && ` · ${t('history.box.replaced')}`}
          </Text>
        </Group>
        {label.comment !== '' && (
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {label.comment}
          </Text>
        )}
        {label.correction !== '' && <CorrectionVerdict text={label.correction} verdict={label.correction_verdict} />}
      </Stack>
    </Paper>
  );
}
