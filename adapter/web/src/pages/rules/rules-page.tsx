/** The law in the service: its rules, any text against them, old texts against new rules, and the contact policy. */
import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ContactPolicyTab } from './contact-policy-tab.tsx';
import { ReplayTab } from './replay-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { type TriedText, TryTab } from './try-tab.tsx';

const tabs = ['rules', 'try', 'replay', 'contacts'] as const;
type TabName = (typeof tabs)[number];

export default function RulesPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const [parameters, setParameters] = useSearchParams();
  const mayReplay = role === 'administrator' || role === 'compliance';
  const open = tabs.filter((name) => name !== 'replay' || mayReplay);
  const asked = open.find((name) => name === parameters.get('tab')) ?? 'rules';
  // Texts that people try stay in memory: they are in no address.
  const [tried, setTried] = useState<TriedText>({ text: '', product: '', channel: '', profile: 'strict' });
  const show = (name: TabName) => setParameters(name === 'rules' ? {} : { tab: name }, { replace: true });
  return (
    <>
      <PageTitle title={t('pages.rules')} hint={t('rules.hint')} />
      <Tabs value={asked} onChange={(name) => show((name ?? 'rules') as TabName)} keepMounted={false}>
        <Tabs.List mb="md">
          {open.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`rules.tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="rules">
          <RulesTab
            onTry={(example) => {
              setTried(example);
              show('try');
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="try">
          <TryTab tried={tried} onChange={setTried} />
        </Tabs.Panel>
        {mayReplay && (
          <Tabs.Panel value="replay">
            <ReplayTab />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="contacts">
          <ContactPolicyTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
