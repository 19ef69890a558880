import { Card, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ThreadRevision } from '../../api/copybook.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ThreadDifferences } from './thread-difference.tsx';

/** What each revision changed, the newest first. */
export function RevisionsTab({ revisions }: { revisions: readonly ThreadRevision[] }) {
  const { t } = useTranslation();
  return (
    <Stack>
      {revisions.map((revision, index) => {
        const before = revisions[index + 1];
        const author = revision.origin === 'import' ? t('copybook.revisions.commandLine') : revision.author;
        return (
          <Card key={revision.revision} withBorder>
            <Text component="h2" fw={600}>
              {t('copybook.revisions.title', { revision: revision.revision })}
            </Text>
            <Text size="sm" c="dimmed" mb="sm">
              {t('copybook.revisions.by', { author, when: formatTime(revision.created_at) })}
              {revision.origin !== 'import' && revision.note !== '' && ` — ${revision.note}`}
            </Text>
            {before === undefined ? (
              <Text size="sm">{t('copybook.revisions.first')}</Text>
            ) : (
              <ThreadDifferences before={before.thread} after={revision.thread} />
            )}
          </Card>
        );
      })}
    </Stack>
  );
}
