/** A new thread: blank, begun from what the list was narrowed to, or a copy of another one. */
import { Alert, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import {
  copybookKey,
  createThread,
  fetchThread,
  type Need,
  needs,
  type ThreadContent,
  threadKey,
} from '../../api/copybook.ts';
import { notifyDone } from '../../parts/notify.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useKeptDraft } from '../../parts/use-kept-draft.ts';
import { ThreadEditor } from './thread-editor.tsx';

const emptyThread: ThreadContent = {
  id: '',
  product: '',
  channel: '',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: '',
  claims: [],
  positions: [[''], ['']],
};

export function NewThread() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const from = parameters.get('from');
  const original = useQuery({
    queryKey: threadKey(from ?? ''),
    queryFn: ({ signal }) => fetchThread(from ?? '', signal),
    enabled: from !== null,
  });
  if (from === null) return <NewThreadForm key="blank" name="new thread" begin={beginFrom(parameters)} from={null} />;
  if (original.isPending) return <Skeleton h={400} aria-label={t('common.loading')} />;
  if (original.isError) return <ProblemNotice error={original.error} onRetry={() => original.refetch()} />;
  const copy = { ...original.data.thread, id: '' };
  return <NewThreadForm key={from} name={`copy of ${from}`} begin={copy} from={from} />;
}

function beginFrom(parameters: URLSearchParams): ThreadContent {
  const need = needs.find((name) => name === parameters.get('need')) ?? 'finance';
  const signal = parameters.get('signal');
  return {
    ...emptyThread,
    product: parameters.get('product') ?? '',
    channel: parameters.get('channel') ?? '',
    need: need satisfies Need,
    signals: signal === null ? [] : [signal],
  };
}

interface NewThreadFormProps {
  readonly name: string;
  readonly begin: ThreadContent;
  readonly from: string | null;
}

function NewThreadForm({ name, begin, from }: NewThreadFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const kept = useKeptDraft<ThreadContent>(name);
  const content = kept.draft ?? begin;
  const leave = () => {
    kept.discard();
    navigate(from === null ? '/copybook' : `/copybook/${encodeURIComponent(from)}`);
  };
  const creating = useMutation({
    mutationFn: (note: string) => createThread(content, note),
    onSuccess: ({ thread }) => {
      notifyDone(t('copybook.edit.saved', { revision: thread.revision }));
      kept.discard();
      queries.setQueryData(threadKey(thread.id), thread);
      navigate(`/copybook/${encodeURIComponent(thread.id)}`, { replace: true });
      return queries.invalidateQueries({ queryKey: copybookKey, refetchType: 'none' });
    },
  });
  const isTaken = creating.error instanceof ApiError && creating.error.kind === 'thread_exists';
  const notices = (
    <Stack gap="sm" mb="md">
      {kept.isRestored && <Alert>{t('copybook.edit.restored')}</Alert>}
      {isTaken && <Alert color="red">{t('copybook.edit.taken')}</Alert>}
      {creating.isError && !isTaken && <ProblemNotice error={creating.error} />}
    </Stack>
  );
  return (
    <>
      <PageTitle title={from === null ? t('copybook.edit.newTitle') : t('copybook.edit.copyTitle', { id: from })} />
      <ThreadEditor
        content={content}
        isNew
        isSaving={creating.isPending}
        notices={notices}
        onChange={kept.keep}
        onSave={(note) => creating.mutate(note)}
        onLeave={leave}
      />
    </>
  );
}
