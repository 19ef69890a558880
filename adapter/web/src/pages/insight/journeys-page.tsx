/** Client journeys: what was uploaded, and a new event log. */
import { Alert, Anchor, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import { type JourneyBody, type JourneyItem, journeysKey, uploadTable } from '../../api/insight-reports.ts';
import { useSession } from '../../api/session.ts';
import { formatCount, formatShare } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FiguresTable } from './figures-table.tsx';
import { UploadPanel } from './upload-panel.tsx';

const uploaders: readonly (string | undefined)[] = ['administrator', 'manager', 'compliance'];

export default function JourneysPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const journeys = useQuery({
    queryKey: journeysKey,
    queryFn: ({ signal }) => callApi<{ items: readonly JourneyItem[] }>('/v1/insight/journeys', { signal }),
  });
  const items = journeys.data?.items;
  return (
    <>
      <PageTitle title={t('pages.journeys')} hint={t('journeys.hint')} />
      <Stack>
        {uploaders.includes(role) && <JourneyUpload />}
        {journeys.isError && <ProblemNotice error={journeys.error} onRetry={() => journeys.refetch()} />}
        {journeys.isPending && <Skeleton h={200} aria-label={t('common.loading')} />}
        {items?.length === 0 && <Alert>{t('journeys.none')}</Alert>}
        {items !== undefined && items.length > 0 && (
          <FiguresTable
            title={t('journeys.uploaded')}
            header={[
              { name: t('journeys.process'), isText: true },
              { name: t('journeys.cases') },
              { name: t('journeys.reached') },
              { name: t('insight.createdBy'), isText: true },
              { name: t('insight.createdAt'), isText: true },
            ]}
            rows={items.map(({ id, process, cases, reached, created_by, created_at }) => ({
              key: id,
              cells: [
                <Anchor component={Link} to={`/insight/journeys/${id}`} key="link">
                  {process}
                </Anchor>,
                formatCount(cases),
                formatShare(reached / cases),
                created_by,
                formatTime(created_at),
              ],
            }))}
          />
        )}
      </Stack>
    </>
  );
}

function JourneyUpload() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [process, setProcess] = useState('');
  const [goals, setGoals] = useState('');
  const upload = async (file: File) => {
    const query = new URLSearchParams({ process });
    for (const goal of goals.split(';').map((one) => one.trim())) if (goal !== '') query.append('goal', goal);
    const { id } = await uploadTable<JourneyBody>(`/v1/insight/journeys?${query}`, file);
    await client.invalidateQueries({ queryKey: journeysKey, exact: true });
    navigate(`/insight/journeys/${id}`);
  };
  return (
    <UploadPanel hint={t('journeys.fileHint')} upload={upload} isReady={process.trim() !== ''}>
      <TextInput
        w={260}
        label={t('journeys.process')}
        description={t('journeys.processHint')}
        maxLength={200}
        required
        value={process}
        onChange={(event) => setProcess(event.currentTarget.value)}
      />
      <TextInput
        w={300}
        label={t('journeys.goals')}
        description={t('journeys.goalsHint')}
        value={goals}
        onChange={(event) => setGoals(event.currentTarget.value)}
      />
    </UploadPanel>
  );
}
