/** Propensity: what to offer a client, the models behind it, what a sale is worth. */
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ModelsTab } from './propensity/models-tab.tsx';
import { OffersTab } from './propensity/offers-tab.tsx';
import { ValuesTab } from './propensity/values-tab.tsx';

const writers: readonly (string | undefined)[] = ['administrator', 'manager'];

export default function PropensityPage() {
  const { t } = useTranslation();
  const mayWrite = writers.includes(useSession().data?.role);
  const [query, setQuery] = useSearchParams();
  const names = mayWrite ? (['offers', 'models', 'values'] as const) : (['models', 'values'] as const);
  const chosen = names.find((name) => name === query.get('tab')) ?? names[0];
  return (
    <>
      <PageTitle title={t('pages.propensity')} hint={t('propensity.hint')} />
      <Tabs value={chosen} onChange={(name) => setQuery({ tab: name ?? names[0] }, { replace: true })}>
        <Tabs.List mb="md">
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`propensity.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {mayWrite && (
          <Tabs.Panel value="offers">
            <OffersTab />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="models">
          <ModelsTab mayWrite={mayWrite} />
        </Tabs.Panel>
        <Tabs.Panel value="values">
          <ValuesTab mayWrite={mayWrite} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
