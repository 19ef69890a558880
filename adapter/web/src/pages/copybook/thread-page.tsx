import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';

export default function ThreadPage() {
  const { t } = useTranslation();
  return <PageTitle title={t('pages.thread')} />;
}
