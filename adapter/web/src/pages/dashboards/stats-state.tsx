/** Waiting, failing, and how fresh the numbers are: alike for every section. */
import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

export interface StatsStateProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

interface Freshness {
  readonly counted_until?: string | null;
  readonly is_complete?: boolean;
}

export function StatsState<Data extends object>({ query, children }: StatsStateProps<Data>) {
  const { t } = useTranslation();
  if (query.isError) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return <Skeleton h={260} aria-label={t('common.loading')} />;
  return (
    <Stack style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }} aria-busy={query.isPlaceholderData}>
      <Fresh {...(query.data as Freshness)} />
      {children(query.data)}
    </Stack>
  );
}

function Fresh({ counted_until: countedUntil, is_complete: isComplete }: Freshness) {
  const { t } = useTranslation();
  if (isComplete === undefined || countedUntil === undefined) return null;
  if (!isComplete) return <Alert color="yellow">{t('dashboards.counting')}</Alert>;
  return (
    <Text size="xs" c="dimmed" ta="right">
      {countedUntil !== null && t('dashboards.countedUntil', { time: formatTime(countedUntil) })}
    </Text>
  );
}
