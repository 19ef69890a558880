/** A card for the manager in the branch: what to say, and the question to end with. */
import { Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './previews.module.css';
import { findClosingQuestion } from './spoken-sentences.ts';
import { type DisclosureOfText, splitText } from './text-pieces.ts';

interface OfficePreviewProps {
  readonly text: string;
  readonly disclosures: readonly DisclosureOfText[];
  readonly spokenSeconds: number;
}

export function OfficePreview({ text, disclosures, spokenSeconds }: OfficePreviewProps) {
  const { t, i18n } = useTranslation();
  const question = findClosingQuestion(text);
  const said = question === null ? text : text.slice(0, question.start);
  return (
    <Paper withBorder p="md" maw={560} shadow="xs">
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t('previews.officeHint', { seconds: Math.round(spokenSeconds).toLocaleString(i18n.language) })}
        </Text>
        <Text size="md" style={{ overflowWrap: 'anywhere' }}>
          {splitText(said.trimEnd(), disclosures).map((piece) => (
            <Text key={piece.start} span {...(piece.disclosure !== null && { c: 'dimmed', size: 'sm' })}>
              {piece.text}
            </Text>
          ))}
        </Text>
        {question !== null && (
          <div className={styles.question}>
            <Text size="xs" c="dimmed">
              {t('previews.askClient')}
            </Text>
            <Text fw={600}>{question.text}</Text>
          </div>
        )}
      </Stack>
    </Paper>
  );
}
