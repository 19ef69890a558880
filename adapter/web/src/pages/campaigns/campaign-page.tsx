/** One campaign: how far it has come, what can be done now, its approval, its texts. Looks again while it is at work. */
import { Alert, Box, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/campaigns.ts';
import { useSession } from '../../api/session.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { AudiencePanel, useAudienceCount } from './audience-panel.tsx';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignApprovalPanel } from './campaign-approval.tsx';
import { ApprovalBadge, CampaignStateBadge } from './campaign-badges.tsx';
import { CampaignCells } from './campaign-cells.tsx';
import { CampaignProgressPanel } from './campaign-progress.tsx';
import { CampaignResults } from './campaign-results.tsx';
import { CampaignSettingsList } from './campaign-settings.tsx';
import { LoadedCampaign } from './loaded-campaign.tsx';
import { RankedByList } from './ranked-by-list.tsx';

const lookAgainMs = 1000;

export default function CampaignPage() {
  const { t } = useTranslation();
  return (
    <LoadedCampaign title={t('pages.campaign')} lookAgainMs={(campaign) => (isAtWork(campaign) ? lookAgainMs : false)}>
      {(campaign) => <CampaignView campaign={campaign} />}
    </LoadedCampaign>
  );
}

function isAtWork(campaign: Campaign | undefined): boolean {
  return campaign?.state === 'preparing' || campaign?.state === 'running';
}

function CampaignView({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { file } = campaign;
  return (
    <>
      <PageTitle title={campaign.name}>
        <CampaignActions campaign={campaign} />
      </PageTitle>
      <Stack>
        <Group gap="xs">
          <CampaignStateBadge state={campaign.state} />
          {campaign.approval.state !== 'not_ready' && <ApprovalBadge state={campaign.approval.state} />}
          <Text size="sm" c="dimmed">
            {campaign.created_by} · {formatTime(campaign.created_at)}
            {campaign.changed_at !== null &&
              ` · ${t('campaigns.edit.changed', { name: campaign.changed_by, time: formatTime(campaign.changed_at) })}`}
          </Text>
        </Group>
        <CampaignNotices campaign={campaign} />
        {campaign.state === 'draft' ? (
          <DraftAudience campaign={campaign} />
        ) : (
          <CampaignProgressPanel campaign={campaign} />
        )}
        <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: 'start' }}>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="sm">
              {t('campaigns.settings.title')}
            </Title>
            <CampaignSettingsList
              settings={campaign.settings}
              before={[
                [
                  t('campaigns.settings.file'),
                  `${file.name} (${t('campaigns.settings.rows', { count: formatCount(file.rows) })})`,
                ],
              ]}
              after={[[t('campaigns.settings.seed'), String(campaign.seed)]]}
            />
            {campaign.ranked_by !== null && (
              <Box mt="md">
                <RankedByList rankedBy={campaign.ranked_by} />
              </Box>
            )}
          </Paper>
          <CampaignApprovalPanel campaign={campaign} />
        </SimpleGrid>
        {campaign.cells.length > 0 && <CampaignCells campaign={campaign} />}
        <CampaignResults campaign={campaign} />
      </Stack>
    </>
  );
}

/** For those who may start it: what would come. */
function DraftAudience({ campaign: { file, seed, settings } }: { campaign: Campaign }) {
  const role = useSession().data?.role;
  const mayCount = role === 'administrator' || role === 'manager';
  const counted = useAudienceCount({ fileId: file.id, seed, settings }, mayCount);
  return mayCount ? <AudiencePanel counted={counted} /> : null;
}

const knownFailures: readonly string[] = ['engine_not_ready', 'no_terms_in_force'];

function CampaignNotices({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { failure, waiting_for: waitingFor } = campaign;
  return (
    <>
      {failure !== null && (
        <Alert color="red" role="alert" title={t('campaigns.states.failed')}>
          <Text>
            {knownFailures.includes(failure.kind)
              ? t(`campaigns.failures.${failure.kind}`)
              : `${t(`problems.${failure.kind}`, { defaultValue: '' })} ${t('campaigns.failures.other')}`}
          </Text>
          <Text size="xs" c="dimmed" mt={4} lang="en">
            {failure.message}
          </Text>
        </Alert>
      )}
      {waitingFor !== null && isAtWork(campaign) && (
        <Alert color="orange">{t(`campaigns.waitingFor.${waitingFor}`, { defaultValue: waitingFor })}</Alert>
      )}
    </>
  );
}
