import { useTranslation } from 'react-i18next';
import type { ThreadStatus } from '../../api/copybook.ts';
import { StateBadge } from '../../parts/state-badge.tsx';

const colors: Readonly<Record<ThreadStatus, string>> = { draft: 'gray.7', approved: 'teal.9', retired: 'red.9' };

export function ThreadStatusBadge({ status }: { status: ThreadStatus }) {
  const { t } = useTranslation();
  return <StateBadge color={colors[status]} label={t(`copybook.statuses.${status}`)} />;
}
