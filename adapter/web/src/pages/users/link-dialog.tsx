import { useTranslation } from 'react-i18next';
import type { Invited } from '../../api/users.ts';
import { formatTime } from '../../parts/format-time.ts';
import { LinkOnceDialog } from '../../parts/link-once-dialog.tsx';

/** The link of an invitation, shown this once. */
export function LinkDialog({ invited, onClose }: { invited: Invited | null; onClose: () => void }) {
  const { t } = useTranslation();
  if (invited === null) return null;
  const { user, invitation } = invited;
  return (
    <LinkOnceDialog
      title={t('users.linkTitle', { name: user.name })}
      note={t('users.linkOnce', { until: formatTime(invitation.expires_at) })}
      path={invitation.path}
      words="users"
      onClose={onClose}
    />
  );
}
