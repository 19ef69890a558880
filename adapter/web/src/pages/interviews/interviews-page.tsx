/** All interviews, newest first, and a new one with the link to give to the client. */
import { Alert, Anchor, Button, SegmentedControl, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  type CreatedInterview,
  type Interview,
  interviewsKey,
  listInterviews,
  type Status,
} from '../../api/interviews.ts';
import { useSession } from '../../api/session.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { ClientLinkDialog } from './client-link-dialog.tsx';
import { CreateInterviewDialog } from './create-interview-dialog.tsx';
import { InterviewState } from './interview-state.tsx';

const statuses = ['invited', 'active', 'ended', 'deleted'] as const;

export default function InterviewsPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const [status, setStatus] = useState<Status | null>(null);
  const [isCreating, creating] = useDisclosure(false);
  const [created, setCreated] = useState<CreatedInterview | null>(null);
  const interviews = useInfiniteQuery({
    queryKey: [...interviewsKey, status],
    queryFn: ({ pageParam, signal }) => listInterviews(status, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const items = interviews.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageTitle title={t('pages.interviews')} hint={t('interviews.hint')}>
        {(role === 'administrator' || role === 'manager') && (
          <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
            {t('interviews.create')}
          </Button>
        )}
      </PageTitle>
      <Stack>
        <StatusFilter status={status} onChange={setStatus} />
        {interviews.isError && <ProblemNotice error={interviews.error} onRetry={() => interviews.refetch()} />}
        {interviews.isPending && <Skeleton h={200} aria-label={t('common.loading')} />}
        {items?.length === 0 && <Alert>{t(status === null ? 'interviews.none' : 'interviews.noneOfStatus')}</Alert>}
        {items !== undefined && items.length > 0 && <InterviewsTable items={items} />}
        {interviews.hasNextPage && (
          <Button
            variant="default"
            loading={interviews.isFetchingNextPage}
            onClick={() => interviews.fetchNextPage()}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('interviews.more')}
          </Button>
        )}
      </Stack>
      <CreateInterviewDialog opened={isCreating} onClose={creating.close} onCreated={setCreated} />
      <ClientLinkDialog created={created} onClose={() => setCreated(null)} />
    </>
  );
}

function StatusFilter({ status, onChange }: { status: Status | null; onChange: (status: Status | null) => void }) {
  const { t } = useTranslation();
  return (
    <div style={{ overflowX: 'auto' }}>
      <SegmentedControl
        size="xs"
        aria-label={t('interviews.status')}
        value={status ?? ''}
        onChange={(value) => onChange(value === '' ? null : (value as Status))}
        data={[
          { value: '', label: t('interviews.anyStatus') },
          ...statuses.map((value) => ({ value, label: t(`interviews.statuses.${value}`) })),
        ]}
      />
    </div>
  );
}

function InterviewsTable({ items }: { items: readonly Interview[] }) {
  const { t } = useTranslation();
  const { productName } = useVocabulary();
  return (
    <Table.ScrollContainer minWidth={820} type="native" tabIndex={0} role="region" aria-label={t('pages.interviews')}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('interviews.goal')}</Table.Th>
            <Table.Th scope="col">{t('interviews.subject')}</Table.Th>
            <Table.Th scope="col">{t('interviews.status')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('interviews.answers')}
            </Table.Th>
            <Table.Th scope="col">{t('interviews.strength')}</Table.Th>
            <Table.Th scope="col">{t('interviews.created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((interview) => (
            <Table.Tr key={interview.id}>
              <Table.Td maw={340}>
                <Anchor component={Link} to={`/insight/interviews/${interview.id}`} lineClamp={2}>
                  {interview.goal}
                </Anchor>
              </Table.Td>
              <Table.Td>
                {t(`interviews.subjects.${interview.subject}`)}
                {interview.product !== null && (
                  <Text size="xs" c="dimmed">
                    {productName(interview.product)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <InterviewState interview={interview} />
              </Table.Td>
              <Table.Td ta="right">{formatCount(interview.answers_count)}</Table.Td>
              <Table.Td>{interview.strength !== null && t(`interviews.strengths.${interview.strength}`)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                {formatTime(interview.created_at)}
                <Text size="xs" c="dimmed">
                  {interview.created_by}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
