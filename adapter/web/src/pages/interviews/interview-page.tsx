/** One interview: its state, what was learned, and every word of the conversation. */
import { Alert, Anchor, Grid, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type CreatedInterview, fetchInterview, type Interview, interviewsKey } from '../../api/interviews.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { ClientLinkDialog } from './client-link-dialog.tsx';
import { Conversation } from './conversation.tsx';
import { InterviewActions } from './interview-actions.tsx';
import { InterviewResult } from './interview-result.tsx';
import { InterviewState } from './interview-state.tsx';

export default function InterviewPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [created, setCreated] = useState<CreatedInterview | null>(null);
  const details = useQuery({
    queryKey: [...interviewsKey, 'one', id],
    queryFn: ({ signal }) => fetchInterview(id, signal),
    // A conversation under way grows while somebody looks.
    refetchInterval: ({ state }) => (state.data?.interview.status === 'active' ? 10_000 : false),
  });
  const back = (
    <Anchor component={Link} to="/insight/interviews" size="sm">
      {t('interviews.back')}
    </Anchor>
  );
  if (details.isPending) return <Skeleton h={400} aria-label={t('common.loading')} />;
  if (details.isError) {
    return (
      <>
        {back}
        <ProblemNotice error={details.error} onRetry={() => details.refetch()} />
      </>
    );
  }
  const { interview, turns, summary } = details.data;
  return (
    <>
      {back}
      <PageTitle title={interview.goal}>
        <InterviewActions interview={interview} onLink={setCreated} />
      </PageTitle>
      <Facts interview={interview} />
      {interview.status === 'deleted' ? (
        <Alert color="gray">
          {t(`interviews.deletedBy.${interview.deleted_by}`, { at: formatTime(interview.deleted_at!) })}
        </Alert>
      ) : (
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Title order={2} size="h3" mb="sm">
              {t('interviews.result')}
            </Title>
            {summary !== null && <InterviewResult summary={summary} />}
            {summary === null && (
              <Text c="dimmed">
                {t(interview.status === 'ended' ? 'interviews.resultMissing' : 'interviews.noResult')}
              </Text>
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Conversation turns={turns} />
          </Grid.Col>
        </Grid>
      )}
      <ClientLinkDialog created={created} onClose={() => setCreated(null)} />
    </>
  );
}

function Facts({ interview }: { interview: Interview }) {
  const { t } = useTranslation();
  const { productName } = useVocabulary();
  const { status, product, channel, consented_at, consent_version, end_reason, link_expires_at } = interview;
  const facts = [
    t(`interviews.subjects.${interview.subject}`),
    product === null ? null : productName(product),
    status === 'invited' ? t('interviews.waitsUntil', { until: formatTime(link_expires_at) }) : null,
    channel === null ? null : t(`interviews.through.${channel}`),
    consented_at === null
      ? null
      : t('interviews.consentGiven', { at: formatTime(consented_at), version: consent_version }),
    end_reason === null ? null : t(`interviews.ends.${end_reason}`),
  ].filter((fact) => fact !== null);
  return (
    <Stack gap={4} mb="lg">
      <Group gap="sm">
        <InterviewState interview={interview} />
        <Text size="sm">{facts.join(' · ')}</Text>
      </Group>
    </Stack>
  );
}
