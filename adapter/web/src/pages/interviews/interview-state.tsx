/** Where an interview stands, in a word. */
import { useTranslation } from 'react-i18next';
import type { Interview, Status } from '../../api/interviews.ts';
import { StateBadge } from '../../parts/state-badge.tsx';

const colours: Readonly<Record<Status, string>> = {
  invited: 'brand.7',
  active: 'orange.9',
  ended: 'teal.9',
  deleted: 'gray.7',
};

export function InterviewState({ interview: { status } }: { interview: Pick<Interview, 'status'> }) {
  const { t } = useTranslation();
  return <StateBadge color={colours[status]} label={t(`interviews.statuses.${status}`)} />;
}
