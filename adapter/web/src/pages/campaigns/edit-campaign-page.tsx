/**
 * A draft of a campaign, changed in the same steps that made it. The changes remember the version they began from; when
 * somebody else saved another one meanwhile, the person sees what differs and chooses.
 */
import { Alert, Anchor, Button, Group, Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Campaign, CampaignSettings } from '../../api/campaigns.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { useKeptDraft } from '../../parts/use-kept-draft.ts';
import { type CampaignDraft, type ChangeDraft, toDraft, toSettings } from './campaign-draft.ts';
import { useSettingLines } from './campaign-settings.tsx';
import { CampaignWizard } from './campaign-wizard.tsx';
import { LoadedCampaign } from './loaded-campaign.tsx';

export default function EditCampaignPage() {
  const { t } = useTranslation();
  return (
    <LoadedCampaign title={t('pages.editCampaign')}>
      {(campaign) => <EditCampaign key={campaign.id} campaign={campaign} />}
    </LoadedCampaign>
  );
}

/** What is changed, and the version of the campaign when the changes began. */
interface KeptEdit {
  readonly version: number;
  readonly draft: CampaignDraft;
}

function EditCampaign({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { draft: kept, isRestored, keep, discard } = useKeptDraft<KeptEdit>(`campaign ${campaign.id}`);
  const version = kept?.version ?? campaign.version;
  const draft = kept?.draft ?? toDraft(campaign);
  const change: ChangeDraft = (part) => keep({ version, draft: { ...draft, ...part } });
  if (campaign.state !== 'draft') {
    return (
      <>
        <PageTitle title={t('pages.editCampaign')} />
        <Alert color="orange" role="alert" title={t('campaigns.edit.startedTitle')}>
          <Text size="sm" mb="xs">
            {t('campaigns.edit.startedText')}
          </Text>
          <Anchor component={Link} to={`/campaigns/${campaign.id}`} c="inherit" underline="always">
            {t('campaigns.open')}
          </Anchor>
        </Alert>
      </>
    );
  }
  return (
    <>
      <PageTitle title={t('pages.editCampaign')} hint={t('campaigns.edit.hint', { name: campaign.name })}>
        <Button
          variant="default"
          onClick={() => {
            discard();
            navigate(`/campaigns/${campaign.id}`);
          }}
        >
          {t('campaigns.edit.leave')}
        </Button>
      </PageTitle>
      {isRestored && version === campaign.version && <Alert mb="md">{t('campaigns.edit.restored')}</Alert>}
      {version !== campaign.version && (
        <Conflict
          campaign={campaign}
          mine={draft}
          onTheirs={discard}
          onMine={() => keep({ version: campaign.version, draft })}
        />
      )}
      <CampaignWizard draft={draft} edited={{ ...campaign, version }} onChange={change} onDone={discard} />
    </>
  );
}

interface ConflictProps {
  readonly campaign: Campaign;
  readonly mine: CampaignDraft;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

function Conflict({ campaign, mine, onTheirs, onMine }: ConflictProps) {
  const { t } = useTranslation();
  const mapping = mine.mapping ?? campaign.settings.mapping;
  const lines = useDifferences(campaign, mine.name.trim(), toSettings(mine, mapping));
  // Whoever pressed the button at the end of the page does not see its top.
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <Alert
      ref={notice}
      color="orange"
      role="alert"
      mb="md"
      styles={{ label: { whiteSpace: 'normal' } }}
      title={t('campaigns.edit.conflictTitle', { name: campaign.changed_by ?? campaign.created_by })}
    >
      {lines.length === 0 ? (
        <Text size="sm">{t('campaigns.edit.same')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={300} type="native" tabIndex={0} aria-label={t('campaigns.edit.differences')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('campaigns.edit.what')}</Table.Th>
                <Table.Th scope="col">{t('campaigns.edit.theirs')}</Table.Th>
                <Table.Th scope="col">{t('campaigns.edit.mine')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map(({ label, theirs, own }) => (
                <Table.Tr key={label}>
                  <Table.Th scope="row">{label}</Table.Th>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{theirs}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{own}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Group mt="sm">
        <Button variant="default" onClick={onTheirs}>
          {t('campaigns.edit.takeTheirs')}
        </Button>
        <Button variant="default" onClick={onMine}>
          {t('campaigns.edit.keepMine')}
        </Button>
      </Group>
    </Alert>
  );
}

function useDifferences(campaign: Campaign, name: string, settings: CampaignSettings) {
  const { t } = useTranslation();
  const theirs = useSettingLines(campaign.settings);
  const own = useSettingLines(settings);
  const columnsOf = ({ mapping }: CampaignSettings) => t('campaigns.edit.columns', { count: mapping.columns.length });
  const isMappedAlike = JSON.stringify(campaign.settings.mapping) === JSON.stringify(settings.mapping);
  return [
    { label: t('campaigns.columns.name'), theirs: campaign.name, own: name },
    ...theirs.map(([label, value], place) => ({ label, theirs: value, own: own[place]![1] })),
  ]
    .filter((line) => line.theirs !== line.own)
    .concat(
      isMappedAlike
        ? []
        : [
            {
              label: t('campaigns.wizard.steps.mapping'),
              theirs: columnsOf(campaign.settings),
              own: columnsOf(settings),
            },
          ],
    );
}
