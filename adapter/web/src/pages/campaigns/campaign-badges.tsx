/** States of a campaign and of its clients in a word and a colour. */
import { useTranslation } from 'react-i18next';
import type { CampaignApproval, CampaignResult, CampaignState } from '../../api/campaigns.ts';
import { StateBadge } from '../../parts/state-badge.tsx';

/** Dark enough for white words in small print; the palette's own orange is not. */
const warning = '#a83e0a';

const stateColors: Readonly<Record<CampaignState, string>> = {
  draft: 'gray.7',
  preparing: 'brand.7',
  running: 'brand.7',
  paused: warning,
  finished: 'teal.9',
  cancelled: 'gray.7',
  failed: 'red.9',
};

export function CampaignStateBadge({ state }: { state: CampaignState }) {
  const { t } = useTranslation();
  return <StateBadge color={stateColors[state]} label={t(`campaigns.states.${state}`)} />;
}

const approvalColors: Readonly<Record<CampaignApproval['state'], string>> = {
  not_ready: 'gray.7',
  waiting: warning,
  approved: 'teal.9',
  rejected: 'red.9',
};

export function ApprovalBadge({ state }: { state: CampaignApproval['state'] }) {
  const { t } = useTranslation();
  return <StateBadge color={approvalColors[state]} label={t(`campaigns.approvals.${state}`)} />;
}

const resultColors: Readonly<Record<CampaignResult['status'], string>> = {
  sendable: 'teal.9',
  not_sendable: warning,
  refused: 'gray.7',
  error: 'red.9',
  waiting: 'gray.7',
  control: 'brand.7',
  excluded: 'gray.7',
  problem: 'red.9',
};

export function ResultBadge({ status }: { status: CampaignResult['status'] }) {
  const { t } = useTranslation();
  return <StateBadge color={resultColors[status]} label={t(`campaigns.results.statuses.${status}`)} />;
}
