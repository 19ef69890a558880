import { Group, Paper, Text } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelTask } from '../../api/labels.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { MarkedText } from '../../parts/verdict/marked-text.tsx';
import styles from './history.module.css';

interface TaskCardProps {
  readonly task: LabelTask;
  readonly cardRef: RefObject<HTMLDivElement | null>;
}

/** The text to judge, large; what it is for, and what counted about the client. */
export function TaskCard({ task, cardRef }: TaskCardProps) {
  const { t } = useTranslation();
  const { productName, channelName, signalName } = useVocabulary();
  const { answer } = task;
  const issues = answer.verdict?.results.filter(({ outcome }) => outcome === 'warned' || outcome === 'blocked') ?? [];
  return (
    <Paper withBorder p="lg" ref={cardRef} tabIndex={-1} role="region" aria-label={t('history.labelling.text')}>
      <Group justify="space-between" gap="xs" mb="sm">
        <Text fw={600}>
          {task.product === '' ? t('history.describedProduct') : productName(task.product)} ·{' '}
          {task.channel === '' ? t('history.describedProduct') : channelName(task.channel)}
        </Text>
        <Text size="sm" c="dimmed">
          {answer.concern !== null && `${t(`history.concerns.${answer.concern}`)} · `}
          {answer.source !== null && `${t(`history.sources.${answer.source}`)} · `}
          {formatDecimal(answer.confidence)}
        </Text>
      </Group>
      <div className={styles.large}>
        <MarkedText text={answer.text} disclosures={answer.disclosures} results={issues} />
      </div>
      <Text size="sm" c="dimmed" mt="md">
        {t('history.record.signals')}:{' '}
        {answer.signals.length === 0 ? t('history.record.noSignals') : answer.signals.map(signalName).join('; ')}
      </Text>
    </Paper>
  );
}
