/** Who has approved the texts, who still must, and the decision of whoever looks at the page. */
import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Campaign, campaignsKey, decideOnCampaign } from '../../api/campaigns.ts';
import { useSession } from '../../api/session.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { notifyDone } from '../../parts/notify.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { approversInWords } from './campaign-words.ts';

const commentCharsMax = 1000;
const approverRoles: readonly string[] = ['administrator', 'manager', 'compliance'];

export function CampaignApprovalPanel({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const session = useSession().data;
  const { approval } = campaign;
  const isAuthor = session?.name === campaign.created_by;
  const mayDecide = approverRoles.includes(session?.role ?? '');
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t('campaigns.approval.title')}
      </Title>
      <Stack gap="sm">
        <Text size="sm">{t(`campaigns.approval.${approval.state === 'not_ready' ? 'notReady' : approval.state}`)}</Text>
        {campaign.reach !== null && (
          <Text size="sm">
            <Text span c="dimmed">
              {t('campaigns.approval.needed', { reach: formatCount(campaign.reach) })}:{' '}
            </Text>
            {approversInWords(approval.needed, t)}
          </Text>
        )}
        {approval.state === 'waiting' && (
          <Text size="sm">
            <Text span c="dimmed">
              {t('campaigns.approval.missing')}:{' '}
            </Text>
            <Text span fw={600}>
              {approversInWords(approval.missing, t)}
            </Text>
          </Text>
        )}
        <Decisions campaign={campaign} />
        {campaign.state === 'finished' && <Deciding campaign={campaign} isAuthor={isAuthor} mayDecide={mayDecide} />}
      </Stack>
    </Paper>
  );
}

function Decisions({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { decisions } = campaign.approval;
  if (decisions.length === 0) return null;
  return (
    <Stack
      gap={6}
      component="ul"
      m={0}
      p={0}
      style={{ listStyle: 'none' }}
      aria-label={t('campaigns.approval.decisions')}
    >
      {decisions.map((one) => (
        <li key={`${one.at} ${one.user}`}>
          <Text size="sm" td={one.counts ? undefined : 'line-through'}>
            <Text span fw={600}>
              {one.user}
            </Text>{' '}
            ({t(`roles.${one.role}`)}) —{' '}
            {t(one.decision === 'approve' ? 'campaigns.approval.approvedBy' : 'campaigns.approval.rejectedBy')},{' '}
            {formatTime(one.at)}
          </Text>
          {!one.counts && (
            <Text size="xs" c="dimmed">
              {t('campaigns.approval.replaced')}
            </Text>
          )}
          {one.comment !== '' && (
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {one.comment}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}

interface DecidingProps {
  readonly campaign: Campaign;
  readonly isAuthor: boolean;
  readonly mayDecide: boolean;
}

function Deciding({ campaign, isAuthor, mayDecide }: DecidingProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const [isCommentMissing, setCommentMissing] = useState(false);
  const deciding = useMutation({
    mutationFn: (decision: 'approve' | 'reject') =>
      decideOnCampaign(campaign.id, { decision, comment: comment.trim() }),
    onSuccess: (_, decision) => {
      setComment('');
      notifyDone(t(`campaigns.approval.done.${decision}`));
      return queries.invalidateQueries({ queryKey: campaignsKey });
    },
  });
  if (!mayDecide || isAuthor) {
    return (
      <Text size="sm" c="dimmed">
        {t(isAuthor ? 'campaigns.approval.own' : 'campaigns.approval.noRole')}
      </Text>
    );
  }
  const decide = (decision: 'approve' | 'reject') => {
    const isMissing = decision === 'reject' && comment.trim() === '';
    setCommentMissing(isMissing);
    if (!isMissing) deciding.mutate(decision);
  };
  return (
    <Stack gap="sm">
      <Textarea
        label={t('campaigns.approval.comment')}
        description={t('campaigns.approval.commentHint')}
        autosize
        minRows={2}
        maxLength={commentCharsMax}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        error={isCommentMissing ? t('campaigns.approval.commentNeeded') : null}
      />
      {deciding.isError && <ProblemNotice error={deciding.error} />}
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconX size={16} />}
          loading={deciding.isPending && deciding.variables === 'reject'}
          onClick={() => decide('reject')}
        >
          {t('campaigns.approval.reject')}
        </Button>
        <Button
          leftSection={<IconCheck size={16} />}
          loading={deciding.isPending && deciding.variables === 'approve'}
          onClick={() => decide('approve')}
        >
          {t('campaigns.approval.approve')}
        </Button>
      </Group>
    </Stack>
  );
}
