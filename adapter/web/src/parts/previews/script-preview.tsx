/** A script for the call centre or the courier: sentence by sentence, with the second at which each begins. */
import { Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './previews.module.css';
import { pauseSeconds, splitSpoken } from './spoken-sentences.ts';
import { type DisclosureOfText, splitText } from './text-pieces.ts';

interface ScriptPreviewProps {
  readonly text: string;
  readonly disclosures: readonly DisclosureOfText[];
  readonly spokenSeconds: number;
  readonly who: 'call' | 'courier';
}

export function ScriptPreview({ text, disclosures, spokenSeconds, who }: ScriptPreviewProps) {
  const { t, i18n } = useTranslation();
  const added = splitText(text, disclosures).filter(({ disclosure }) => disclosure !== null);
  const isAdded = (start: number) =>
    added.some((piece) => start >= piece.start && start < piece.start + piece.text.length);
  const number = (value: number, digits: number) =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <Paper withBorder p="md" maw={680}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text fw={600}>{t(who === 'call' ? 'previews.callScript' : 'previews.courierScript')}</Text>
        <Text size="sm" c="dimmed">
          {t('previews.spokenFor', { seconds: number(Math.round(spokenSeconds), 0) })}
        </Text>
      </Group>
      <Stack gap={0} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {splitSpoken(text).map((sentence) => (
          <li key={sentence.start} className={styles.sentence}>
            <span className={styles.time}>{formatClock(sentence.beginsAt)}</span>
            <Text {...(isAdded(sentence.start) && { c: 'dimmed' })}>
              {sentence.text}{' '}
              <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {t('previews.sentenceSeconds', { seconds: number(sentence.seconds, 1) })}
              </Text>
            </Text>
          </li>
        ))}
      </Stack>
      <Text size="xs" c="dimmed" mt="xs">
        {t('previews.pauseHint', { seconds: number(pauseSeconds, 1) })}
      </Text>
    </Paper>
  );
}

/** 65.4 → "1:05" */
function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
