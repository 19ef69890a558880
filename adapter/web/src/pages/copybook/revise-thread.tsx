/**
 * The next revision of a stored thread. The draft remembers the revision it began from; when somebody saved another one
 * meanwhile, both are shown, and the person chooses.
 */
import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { copybookKey, reviseThread, type ThreadContent, type ThreadDetails, threadKey } from '../../api/copybook.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { KeptDraft } from '../../parts/use-kept-draft.ts';
import { ThreadDifferences } from './thread-difference.tsx';
import { ThreadEditor } from './thread-editor.tsx';

export interface EditedThread {
  /** The revision that the edits began from. */
  readonly revision: number;
  readonly content: ThreadContent;
}

interface ReviseThreadProps {
  readonly thread: ThreadDetails;
  readonly kept: KeptDraft<EditedThread>;
  readonly onLeave: () => void;
}

export function ReviseThread({ thread, kept, onLeave }: ReviseThreadProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const edited = kept.draft ?? { revision: thread.revision, content: thread.thread };
  const saving = useMutation({
    mutationFn: (note: string) => reviseThread(edited.content, note, edited.revision),
    onSuccess: ({ changed, thread: current }) => {
      const key = changed ? 'copybook.edit.saved' : 'copybook.edit.unchanged';
      notifyDone(t(key, { revision: current.revision }));
      queries.setQueryData(threadKey(thread.id), current);
      onLeave();
      return queries.invalidateQueries({ queryKey: copybookKey, refetchType: 'none' });
    },
    onError: (error) => {
      const current =
        error instanceof ApiError ? (error.body as { current?: ThreadDetails } | null)?.current : undefined;
      if (current !== undefined) queries.setQueryData(threadKey(thread.id), current);
    },
  });
  const isOutdated = edited.revision !== thread.revision;
  const notices = (
    <Stack gap="sm" mb="md">
      {kept.isRestored && <Alert>{t('copybook.edit.restored')}</Alert>}
      {isOutdated && (
        <Conflict
          thread={thread}
          mine={edited.content}
          onMine={() => {
            saving.reset();
            kept.keep({ ...edited, revision: thread.revision });
          }}
          onTheirs={onLeave}
        />
      )}
      {saving.isError && !isOutdated && <ProblemNotice error={saving.error} />}
    </Stack>
  );
  return (
    <ThreadEditor
      content={edited.content}
      isNew={false}
      isSaving={saving.isPending}
      notices={notices}
      onChange={(content) => kept.keep({ ...edited, content })}
      onSave={(note) => saving.mutate(note)}
      onLeave={onLeave}
    />
  );
}

interface ConflictProps {
  readonly thread: ThreadDetails;
  readonly mine: ThreadContent;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

function Conflict({ thread, mine, onMine, onTheirs }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <Alert
      color="orange"
      role="alert"
      title={t('copybook.conflict.title', { author: thread.revisions[0]?.author ?? '' })}
    >
      <Text size="sm" mb="sm">
        {t('copybook.conflict.text', { revision: thread.revision })}
      </Text>
      <Card withBorder mb="sm">
        <ThreadDifferences before={mine} after={thread.thread} />
      </Card>
      <Group>
        <Button variant="default" onClick={onTheirs}>
          {t('copybook.conflict.theirs')}
        </Button>
        <Button variant="default" onClick={onMine}>
          {t('copybook.conflict.mine')}
        </Button>
      </Group>
    </Alert>
  );
}
