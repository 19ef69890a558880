import { useTranslation } from 'react-i18next';
import type { CreatedInterview } from '../../api/interviews.ts';
import { formatTime } from '../../parts/format-time.ts';
import { LinkOnceDialog } from '../../parts/link-once-dialog.tsx';

/** The client's link, shown this once. */
export function ClientLinkDialog({ created, onClose }: { created: CreatedInterview | null; onClose: () => void }) {
  const { t } = useTranslation();
  if (created === null) return null;
  return (
    <LinkOnceDialog
      title={t('interviews.linkTitle')}
      note={t('interviews.linkOnce', { until: formatTime(created.link.expires_at) })}
      path={created.link.path}
      words="interviews"
      onClose={onClose}
    />
  );
}
