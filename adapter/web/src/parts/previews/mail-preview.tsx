/** A letter in a mail program. The service writes no subject, and none is made up here. */
import { Divider, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './previews.module.css';
import { type DisclosureOfText, splitText } from './text-pieces.ts';

interface MailPreviewProps {
  readonly text: string;
  readonly disclosures: readonly DisclosureOfText[];
}

export function MailPreview({ text, disclosures }: MailPreviewProps) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" maw={720}>
      <Stack gap={2}>
        <Text size="sm">
          <Text span c="dimmed" size="sm">
            {t('previews.mailFrom')}:
          </Text>{' '}
          {t('previews.bank')}
        </Text>
        <Text size="sm">
          <Text span c="dimmed" size="sm">
            {t('previews.mailSubject')}:
          </Text>{' '}
          <Text span size="sm" fs="italic">
            {t('previews.mailNoSubject')}
          </Text>
        </Text>
      </Stack>
      <Divider my="sm" />
      <div className={styles.mailPaper}>
        {splitText(text, disclosures).map((piece) =>
          piece.disclosure === null ? (
            <span key={piece.start}>{piece.text}</span>
          ) : (
            <Text key={piece.start} span size="sm" c="dimmed">
              {piece.text}
            </Text>
          ),
        )}
      </div>
    </Paper>
  );
}
