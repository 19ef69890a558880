import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';

export default function CampaignsPage() {
  const { t } = useTranslation();
  return <PageTitle title={t('pages.campaigns')} />;
}
