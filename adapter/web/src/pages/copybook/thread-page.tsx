/** One thread: its wording, revisions and what people said of it; or a new one, from scratch or from a copy. */
import { Alert, Anchor, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import { fetchThread, threadKey } from '../../api/copybook.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { NewThread } from './new-thread.tsx';
import { newThreadId } from './new-thread-path.ts';
import { ThreadView } from './thread-view.tsx';

export default function ThreadPage() {
  const { t } = useTranslation();
  const { id = newThreadId } = useParams();
  return (
    <>
      <Anchor component={Link} to="/copybook" size="sm" mb="xs" display="inline-block">
        <IconArrowLeft size={14} style={{ verticalAlign: '-2px', marginRight: 4 }} aria-hidden />
        {t('copybook.thread.back')}
      </Anchor>
      {id === newThreadId ? <NewThread /> : <StoredThread key={id} id={id} />}
    </>
  );
}

function StoredThread({ id }: { id: string }) {
  const { t } = useTranslation();
  const thread = useQuery({ queryKey: threadKey(id), queryFn: ({ signal }) => fetchThread(id, signal) });
  if (thread.isPending) return <Skeleton h={400} aria-label={t('common.loading')} />;
  if (thread.isError) {
    if (thread.error instanceof ApiError && [404, 422].includes(thread.error.status)) {
      return (
        <>
          <PageTitle title={t('pages.thread')} />
          <Alert title={t('copybook.thread.missingTitle')}>{t('copybook.thread.missingText')}</Alert>
        </>
      );
    }
    return <ProblemNotice error={thread.error} onRetry={() => thread.refetch()} />;
  }
  return <ThreadView thread={thread.data} />;
}
