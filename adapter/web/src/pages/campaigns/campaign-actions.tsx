/** What can be done with a campaign in its state: one button stands out, the others are beside it. */
import { Button, Group, Menu, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import { actOnCampaign, type Campaign, type CampaignAct, campaignsKey, downloadCampaign } from '../../api/campaigns.ts';
import { useSession } from '../../api/session.ts';
import { notifyDone, notifyProblem, warn } from '../../parts/notify.ts';

const allowed: Readonly<Record<CampaignAct, readonly Campaign['state'][]>> = {
  start: ['draft'],
  pause: ['preparing', 'running'],
  resume: ['paused', 'failed'],
  cancel: ['draft', 'preparing', 'running', 'paused', 'failed'],
};
const icons = { start: IconPlayerPlay, pause: IconPlayerPause, resume: IconPlayerPlay } as const;

export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const queries = useQueryClient();
  const [isCancelling, cancelling] = useDisclosure(false);
  const acting = useMutation({
    mutationFn: (act: CampaignAct) => actOnCampaign(campaign, act),
    onSuccess: (changed, act) => {
      queries.setQueryData([...campaignsKey, 'one', campaign.id], changed);
      notifyDone(t(`campaigns.acted.${act}`));
      cancelling.close();
      return queries.invalidateQueries({ queryKey: [...campaignsKey, 'list'] });
    },
    onError: (error) => {
      const isChanged = error instanceof ApiError && ['campaign_state', 'version_conflict'].includes(error.kind);
      if (isChanged) warn(t('campaigns.changedMeanwhile'));
      else notifyProblem(error);
      cancelling.close();
      return queries.invalidateQueries({ queryKey: [...campaignsKey, 'one', campaign.id] });
    },
  });
  const mayAct = role === 'administrator' || role === 'manager';
  return (
    <>
      {mayAct && campaign.state === 'draft' && (
        <Button
          component={Link}
          to={`/campaigns/${campaign.id}/edit`}
          variant="default"
          leftSection={<IconPencil size={16} />}
        >
          {t('campaigns.edit.button')}
        </Button>
      )}
      {mayAct && allowed.cancel.includes(campaign.state) && (
        <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={cancelling.open}>
          {t('campaigns.acts.cancel')}
        </Button>
      )}
      {mayAct &&
        (['pause', 'resume', 'start'] as const).map((act) => {
          const Icon = icons[act];
          return allowed[act].includes(campaign.state) ? (
            <Button
              key={act}
              leftSection={<Icon size={16} />}
              loading={acting.isPending && acting.variables === act}
              onClick={() => acting.mutate(act)}
            >
              {t(`campaigns.acts.${act}`)}
            </Button>
          ) : null;
        })}
      {campaign.state === 'finished' && (mayAct || role === 'compliance') && <ExportMenu campaign={campaign} />}
      <Modal
        opened={isCancelling}
        onClose={cancelling.close}
        title={t('campaigns.cancelTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text>{t('campaigns.cancelText')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={cancelling.close} data-autofocus>
            {t('campaigns.keepIt')}
          </Button>
          <Button color="red.9" loading={acting.isPending} onClick={() => acting.mutate('cancel')}>
            {t('campaigns.acts.cancel')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function ExportMenu({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const isApproved = campaign.approval.state === 'approved';
  const exporting = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') => downloadCampaign(campaign.id, format),
    onError: (error) => {
      notifyProblem(error);
      return queries.invalidateQueries({ queryKey: [...campaignsKey, 'one', campaign.id] });
    },
  });
  const button = (
    <Button
      leftSection={<IconDownload size={16} />}
      loading={exporting.isPending}
      // Still reached by the keyboard, so that its reason is told.
      data-disabled={!isApproved || undefined}
      aria-disabled={!isApproved}
      onClick={isApproved ? undefined : (event) => event.preventDefault()}
    >
      {t('campaigns.export.button')}
    </Button>
  );
  if (!isApproved) {
    return <Tooltip label={t('campaigns.export.notApproved')}>{button}</Tooltip>;
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label maw={280} style={{ whiteSpace: 'normal' }}>
          {t('campaigns.export.hint')}
        </Menu.Label>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} onClick={() => exporting.mutate(format)}>
            {t(`campaigns.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
