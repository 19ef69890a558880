/** Everything at a glance, who will have to approve it, and the start. */
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  actOnCampaign,
  approvalRulesKey,
  type CampaignFile,
  campaignsKey,
  createCampaign,
  type FileReport,
  fetchApprovalRules,
} from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { notifyDone, warn } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type CampaignDraft, findDraftProblems, toSettings } from './campaign-draft.ts';
import { CampaignSettingsList } from './campaign-settings.tsx';
import { approversInWords } from './campaign-words.ts';

interface ReviewStepProps {
  readonly draft: CampaignDraft;
  readonly file: CampaignFile | undefined;
  readonly report: FileReport | undefined;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function ReviewStep({ draft, file, report, onBack, onDone }: ReviewStepProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: async (isStarted: boolean) => {
      const settings = toSettings(draft, draft.mapping!);
      const created = await createCampaign({ name: draft.name.trim(), file_id: draft.fileId!, settings });
      if (!isStarted) return { id: created.id, hasStarted: null };
      const hasStarted = await actOnCampaign(created.id, 'start').then(
        () => true,
        () => false,
      );
      return { id: created.id, hasStarted };
    },
    onSuccess: async ({ id, hasStarted }) => {
      const name = draft.name.trim();
      if (hasStarted === false) warn(t('campaigns.review.startFailed'));
      else notifyDone(t(hasStarted ? 'campaigns.review.started' : 'campaigns.review.saved', { name }));
      await navigate(`/campaigns/${id}`);
      onDone();
      await queries.invalidateQueries({ queryKey: [...campaignsKey, 'list'] });
    },
  });
  if (draft.mapping === null || file === undefined) return null;
  const problems = findDraftProblems(draft);
  const perClient = draft.mode === 'ranked' ? draft.perClient : draft.products.length * draft.channels.length;
  const clients = report?.rows_good ?? file.rows;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('campaigns.review.hint')}
      </Text>
      <Paper withBorder p="md">
        <CampaignSettingsList
          settings={toSettings(draft, draft.mapping)}
          before={[
            [t('campaigns.columns.name'), draft.name],
            [t('campaigns.settings.file'), file.name],
            [t('campaigns.progress.people'), t('campaigns.review.clients', { count: formatCount(clients) })],
            [t('campaigns.columns.texts'), t('campaigns.review.texts', { count: formatCount(clients * perClient) })],
          ]}
          after={[[t('campaigns.review.approval'), <ApprovalInWords key="approval" reach={clients} />]]}
        />
      </Paper>
      {problems.map((problem) => (
        <Alert key={problem} color="red">
          {t(`campaigns.offers.${problem}`)}
        </Alert>
      ))}
      {making.isError && <ProblemNotice error={making.error} />}
      <Group justify="flex-end">
        <Button variant="default" mr="auto" onClick={onBack}>
          {t('campaigns.wizard.back')}
        </Button>
        <Button
          variant="default"
          disabled={problems.length > 0 || making.isPending}
          onClick={() => making.mutate(false)}
        >
          {t('campaigns.review.draft')}
        </Button>
        <Button disabled={problems.length > 0} loading={making.isPending} onClick={() => making.mutate(true)}>
          {t('campaigns.review.start')}
        </Button>
      </Group>
    </Stack>
  );
}

function ApprovalInWords({ reach }: { reach: number }) {
  const { t } = useTranslation();
  const rules = useQuery({ queryKey: approvalRulesKey, queryFn: ({ signal }) => fetchApprovalRules(signal) });
  const step = rules.data?.steps.find(({ clients_max: max }) => max === null || reach <= max);
  if (step === undefined) return null;
  return t('campaigns.review.approvalFor', { count: formatCount(reach), people: approversInWords(step.approvers, t) });
}
