/** The copybook: what is in force, where wording is thin, and every thread, found by what it is for or what it says. */
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSparkles } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { copybookKey, fetchCoverage, listThreads } from '../../api/copybook.ts';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { CandidatesDialog } from './candidates-dialog.tsx';
import { CopybookState, NoThreads } from './copybook-state.tsx';
import { CoverageMatrix } from './coverage-matrix.tsx';
import { newThreadPath } from './new-thread-path.ts';
import { ThreadFilterBar } from './thread-filters.tsx';
import { ThreadsTable } from './threads-table.tsx';
import { type FilterState, toQuery, useThreadFilters } from './use-thread-filters.ts';

const threadsPerPage = 50;

export default function CopybookPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const [isTaking, taking] = useDisclosure(false);
  const filters = useThreadFilters();
  const coverage = useQuery({
    queryKey: [...copybookKey, 'coverage'],
    queryFn: ({ signal }) => fetchCoverage(signal),
  });
  // A first thread of one's own would be the whole copybook: the shipped one is imported first.
  const isImported = coverage.data !== undefined && coverage.data.edition !== null;
  const mayWrite = (role === 'administrator' || role === 'manager') && isImported;
  return (
    <>
      <PageTitle title={t('pages.copybook')} hint={t('copybook.hint')}>
        {mayWrite && (
          <>
            <Button variant="default" leftSection={<IconSparkles size={16} />} onClick={taking.open}>
              {t('copybook.candidates.button')}
            </Button>
            <Button component={Link} to={newThreadPath(filters.filters)} leftSection={<IconPlus size={16} />}>
              {t('copybook.create')}
            </Button>
          </>
        )}
      </PageTitle>
      <Stack>
        {coverage.isPending && <Skeleton h={320} aria-label={t('common.loading')} />}
        {coverage.isError && <ProblemNotice error={coverage.error} onRetry={() => coverage.refetch()} />}
        {coverage.isSuccess && <CopybookState coverage={coverage.data} />}
        {isImported && (
          <>
            <ThreadFilterBar {...filters} />
            <CoverageMatrix coverage={coverage.data} filters={filters} />
            <ThreadList filters={filters} />
          </>
        )}
      </Stack>
      <CandidatesDialog opened={isTaking} onClose={taking.close} />
    </>
  );
}

function ThreadList({ filters: { filters } }: { filters: FilterState }) {
  const { t } = useTranslation();
  const query = toQuery(filters);
  query.set('limit', String(threadsPerPage));
  const pages = useInfiniteQuery({
    queryKey: [...copybookKey, 'threads', String(query)],
    queryFn: ({ pageParam, signal }) => listThreads(`${query}${pageParam}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) =>
      next_cursor === null ? undefined : `&cursor=${encodeURIComponent(next_cursor)}`,
    placeholderData: (before) => before,
  });
  const threads = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {pages.isPending && <Skeleton h={320} aria-label={t('common.loading')} />}
      {pages.isError && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.isSuccess && threads.length === 0 && <NoThreads />}
      {threads.length > 0 && <ThreadsTable threads={threads} />}
      {threads.length > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('copybook.list.shown', { count: threads.length })}
          </Text>
          {pages.hasNextPage && (
            <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
              {t('copybook.list.more')}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
