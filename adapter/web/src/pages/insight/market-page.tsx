/** Market watch: digests of weeks, the items they are made from, and taking items from files. */
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { MarketDigests } from './market-digests.tsx';
import { MarketInbox } from './market-inbox.tsx';
import { MarketItems } from './market-items.tsx';
import { MarketUpload } from './market-upload.tsx';

export default function MarketPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const mayTake = role === 'administrator' || role === 'manager' || role === 'compliance';
  return (
    <>
      <PageTitle title={t('pages.market')} hint={t('market.hint')} />
      <Tabs defaultValue="digests" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="digests">{t('market.digests')}</Tabs.Tab>
          <Tabs.Tab value="items">{t('market.items')}</Tabs.Tab>
          {mayTake && <Tabs.Tab value="upload">{t('market.take')}</Tabs.Tab>}
          <Tabs.Tab value="inbox">{t('market.inbox.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="digests">
          <MarketDigests mayMake={mayTake} />
        </Tabs.Panel>
        <Tabs.Panel value="items">
          <MarketItems />
        </Tabs.Panel>
        <Tabs.Panel value="upload">
          <MarketUpload />
        </Tabs.Panel>
        <Tabs.Panel value="inbox">
          <MarketInbox mayLook={mayTake} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
