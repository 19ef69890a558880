/** Labelling: one text at a time by the keyboard, and what people disagree about. */
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTitle } from '../../parts/page-title.tsx';
import { DisagreementsTab } from './disagreements-tab.tsx';
import { LabellingTab } from './labelling-tab.tsx';

export default function LabellingPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const tab = parameters.get('tab') === 'disagreements' ? 'disagreements' : 'label';
  return (
    <>
      <PageTitle title={t('pages.labelling')} hint={t('history.labelling.hint')} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          setParameters(value === 'label' || value === null ? {} : { tab: value }, { replace: true })
        }
      >
        <Tabs.List mb="md">
          {(['label', 'disagreements'] as const).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`history.labelling.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="label">
          <LabellingTab />
        </Tabs.Panel>
        <Tabs.Panel value="disagreements">
          <DisagreementsTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
