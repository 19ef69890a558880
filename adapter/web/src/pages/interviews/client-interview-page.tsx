/**
 * Where a client's link leads: the consent first, then one question at a time. Nobody needs to be signed in. What is
 * typed stays in the field until the service has it; nothing of it is kept in the browser.
 */
import { Alert, Box, Card, Center, Group, Loader, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { type ClientInterview, openLink } from '../../api/interviews.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Preferences } from '../../shell/preferences.tsx';
import { ClientChat } from './client-chat.tsx';
import { ClientConsent } from './client-consent.tsx';

export default function ClientInterviewPage({ token }: { token: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isDeleted, setDeleted] = useState(false);
  const queryKey = ['client-interview', token];
  const interview = useQuery({
    queryKey,
    queryFn: ({ signal }) => openLink(token, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: !isDeleted,
  });
  useEffect(() => {
    document.title = t('clientInterview.title');
  }, [t]);
  const update = (state: ClientInterview) => queries.setQueryData(queryKey, state);
  const onDeleted = () => {
    setDeleted(true);
    queries.removeQueries({ queryKey });
  };
  return (
    <Center mih="100dvh" p="md" component="main" style={{ alignItems: 'flex-start' }}>
      <Box w="100%" maw={640} mt={{ base: 'xs', sm: 'xl' }}>
        <Group justify="space-between" mb="md" gap="sm">
          <Title order={1} size="h3">
            {t('clientInterview.title')}
          </Title>
          <Preferences />
        </Group>
        <Card withBorder padding="md" shadow="sm">
          {isDeleted && <Alert title={t('clientInterview.deleted')}>{t('clientInterview.deletedText')}</Alert>}
          {!isDeleted && interview.isPending && <Loader aria-label={t('common.loading')} />}
          {!isDeleted && interview.isError && isOver(interview.error) && (
            <Alert title={t('clientInterview.over')}>{t('clientInterview.overText')}</Alert>
          )}
          {!isDeleted && interview.isError && !isOver(interview.error) && (
            <ProblemNotice error={interview.error} onRetry={() => interview.refetch()} />
          )}
          {!isDeleted && interview.isSuccess && interview.data.consent !== null && (
            <ClientConsent token={token} consent={interview.data.consent} onState={update} />
          )}
          {!isDeleted && interview.isSuccess && interview.data.consent === null && (
            <ClientChat token={token} interview={interview.data} onState={update} onDeleted={onDeleted} />
          )}
        </Card>
      </Box>
    </Center>
  );
}

function isOver(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 422);
}
