/** A new campaign step by step. What is entered stays in this tab until the campaign is made. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';
import { useKeptDraft } from '../../parts/use-kept-draft.ts';
import { type CampaignDraft, type ChangeDraft, emptyDraft } from './campaign-draft.ts';
import { CampaignWizard } from './campaign-wizard.tsx';

export default function NewCampaignPage() {
  const { t } = useTranslation();
  const { draft: kept, keep, discard } = useKeptDraft<CampaignDraft>('campaign');
  const [empty] = useState(() => emptyDraft(t('campaigns.offers.firstVariant')));
  const draft = kept ?? empty;
  const change: ChangeDraft = (part) => keep({ ...draft, ...part });
  return (
    <>
      <PageTitle title={t('campaigns.wizard.title')} hint={t('campaigns.wizard.hint')}>
        {kept !== null && (
          <Button variant="default" onClick={discard}>
            {t('campaigns.wizard.startOver')}
          </Button>
        )}
      </PageTitle>
      <CampaignWizard draft={draft} edited={null} onChange={change} onDone={discard} />
    </>
  );
}
