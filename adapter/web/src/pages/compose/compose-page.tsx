import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';

export default function ComposePage() {
  const { t } = useTranslation();
  return <PageTitle title={t('pages.compose')} />;
}
