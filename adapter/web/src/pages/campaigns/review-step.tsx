/** Everything at a glance, who will have to approve it, and the start. */
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/api-error.ts';
import {
  actOnCampaign,
  approvalRulesKey,
  type Campaign,
  type CampaignFile,
  campaignsKey,
  changeCampaign,
  createCampaign,
  type FileReport,
  fetchApprovalRules,
} from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { notifyDone, warn } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { AudiencePanel, useAudienceCount } from './audience-panel.tsx';
import { type CampaignDraft, findDraftProblems, toSettings } from './campaign-draft.ts';
import { CampaignSettingsList } from './campaign-settings.tsx';
import { approversInWords } from './campaign-words.ts';

interface ReviewStepProps {
  readonly draft: CampaignDraft;
  /** The stored draft that is changed; null: a new campaign. */
  readonly edited: Campaign | null;
  readonly file: CampaignFile | undefined;
  readonly report: FileReport | undefined;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

export function ReviewStep({ draft, edited, file, report, onBack, onDone }: ReviewStepProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const problems = findDraftProblems(draft);
  const settings = draft.mapping === null ? null : toSettings(draft, draft.mapping);
  const counted = useAudienceCount(
    { fileId: draft.fileId ?? '', seed: draft.seed, settings: settings! },
    settings !== null && problems.length === 0,
  );
  const making = useMutation({
    mutationFn: async (isStarted: boolean) => {
      const name = draft.name.trim();
      const saved = await (edited === null
        ? createCampaign({ name, file_id: draft.fileId!, seed: draft.seed, settings: settings! })
        : changeCampaign(edited.id, edited.version, { name, settings: settings! }));
      if (!isStarted) return { saved, hasStarted: null };
      return await actOnCampaign(saved, 'start').then(
        (started) => ({ saved: started, hasStarted: true }),
        () => ({ saved, hasStarted: false }),
      );
    },
    onSuccess: async ({ saved, hasStarted }) => {
      const name = draft.name.trim();
      const done = edited === null ? 'campaigns.review.saved' : 'campaigns.edit.saved';
      if (hasStarted === false) warn(t('campaigns.review.startFailed'));
      else notifyDone(t(hasStarted ? 'campaigns.review.started' : done, { name }));
      queries.setQueryData([...campaignsKey, 'one', saved.id], saved);
      onDone();
      await navigate(`/campaigns/${saved.id}`);
      await queries.invalidateQueries({ queryKey: [...campaignsKey, 'list'] });
    },
    // What is there now is read, and stands beside what was chosen (edit-campaign-page.tsx).
    onError: async () => {
      if (edited !== null) await queries.invalidateQueries({ queryKey: [...campaignsKey, 'one', edited.id] });
    },
  });
  if (settings === null || file === undefined) return null;
  const reach = counted.data?.clients ?? report?.rows_good ?? file.rows;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('campaigns.review.hint')}
      </Text>
      <Paper withBorder p="md">
        <CampaignSettingsList
          settings={settings}
          before={[
            [t('campaigns.columns.name'), draft.name],
            [t('campaigns.settings.file'), file.name],
          ]}
          after={[[t('campaigns.review.approval'), <ApprovalInWords key="approval" reach={reach} />]]}
        />
      </Paper>
      {problems.length === 0 && <AudiencePanel counted={counted} />}
      {problems.map((problem) => (
        <Alert key={problem} color="red">
          {t(`campaigns.offers.${problem}`)}
        </Alert>
      ))}
      {making.isError && !isConflict(making.error) && <ProblemNotice error={making.error} />}
      <Group justify="flex-end">
        <Button variant="default" mr="auto" onClick={onBack}>
          {t('campaigns.wizard.back')}
        </Button>
        <Button
          variant="default"
          disabled={problems.length > 0 || making.isPending}
          onClick={() => making.mutate(false)}
        >
          {t(edited === null ? 'campaigns.review.draft' : 'campaigns.edit.save')}
        </Button>
        <Button disabled={problems.length > 0} loading={making.isPending} onClick={() => making.mutate(true)}>
          {t(edited === null ? 'campaigns.review.start' : 'campaigns.edit.saveAndStart')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Told above, with what is there now. */
function isConflict(error: Error): boolean {
  return error instanceof ApiError && error.kind === 'version_conflict';
}

function ApprovalInWords({ reach }: { reach: number }) {
  const { t } = useTranslation();
  const rules = useQuery({ queryKey: approvalRulesKey, queryFn: ({ signal }) => fetchApprovalRules(signal) });
  const step = rules.data?.steps.find(({ clients_max: max }) => max === null || reach <= max);
  if (step === undefined) return null;
  return t('campaigns.review.approvalFor', { count: formatCount(reach), people: approversInWords(step.approvers, t) });
}
