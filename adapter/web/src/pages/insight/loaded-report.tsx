/** One report by the id in the page's address: waiting, failing, and then what it says. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

export interface LoadedReportProps<Body> {
  /** Of the API, without the id. */
  readonly path: string;
  /** Of the list that the report is in. */
  readonly queryKey: readonly string[];
  readonly children: (body: Body) => ReactNode;
}

export function LoadedReport<Body>({ path, queryKey, children }: LoadedReportProps<Body>) {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const report = useQuery({
    queryKey: [...queryKey, id],
    queryFn: ({ signal }) => callApi<Body>(`${path}/${id}`, { signal }),
  });
  if (report.isPending) return <Skeleton h={480} aria-label={t('common.loading')} />;
  if (report.isError) return <ProblemNotice error={report.error} onRetry={() => report.refetch()} />;
  return children(report.data);
}
