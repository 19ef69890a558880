/** The campaign that the address names: while it loads, when there is none, when it cannot be had, and then what is made of it. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import { type Campaign, campaignsKey, fetchCampaign } from '../../api/campaigns.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { NotFoundPage } from '../not-found-page.tsx';

interface LoadedCampaignProps {
  /** Of the page, until the campaign is there. */
  readonly title: string;
  /** How soon to look again; absent: not by itself. */
  readonly lookAgainMs?: (campaign: Campaign | undefined) => number | false;
  readonly children: (campaign: Campaign) => ReactNode;
}

export function LoadedCampaign({ title, lookAgainMs, children }: LoadedCampaignProps) {
  const { t } = useTranslation();
  const id = useParams().id ?? '';
  const campaign = useQuery({
    queryKey: [...campaignsKey, 'one', id],
    queryFn: ({ signal }) => fetchCampaign(id, signal),
    refetchInterval: ({ state }) => lookAgainMs?.(state.data) ?? false,
  });
  if (campaign.data !== undefined) return children(campaign.data);
  if (campaign.isPending) {
    return (
      <>
        <PageTitle title={title} />
        <Skeleton h={420} aria-label={t('common.loading')} />
      </>
    );
  }
  const isMissing =
    campaign.error instanceof ApiError && (campaign.error.status === 404 || campaign.error.status === 422);
  if (isMissing) return <NotFoundPage />;
  return <ProblemNotice error={campaign.error} onRetry={() => campaign.refetch()} />;
}
