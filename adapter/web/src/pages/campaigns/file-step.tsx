/** The file of clients: dropped, chosen, or one that was uploaded before. */
import { Alert, Button, Group, Paper, Progress, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { type CampaignFile, campaignsKey, listFiles, uploadFile } from '../../api/campaigns.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { CampaignDraft, ChangeDraft } from './campaign-draft.ts';

const bytesMax = 128 * 1024 * 1024;
const filesKey = [...campaignsKey, 'files'] as const;

export function FileStep({ draft, onChange }: { draft: CampaignDraft; onChange: ChangeDraft }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<'wrongType' | 'tooBig' | null>(null);
  const uploading = useMutation({
    mutationFn: uploadFile,
    onSuccess: (opened) => {
      queries.setQueryData([...campaignsKey, 'file', opened.file.id], opened);
      onChange({ fileId: opened.file.id, mapping: opened.suggested, step: 1 });
      return queries.invalidateQueries({ queryKey: filesKey });
    },
  });
  const take = (files: readonly File[]) => {
    const [file] = files;
    setRefused(null);
    if (file === undefined) return;
    if (!/\.(csv|xlsx)$/i.test(file.name)) return setRefused('wrongType');
    if (file.size > bytesMax) return setRefused('tooBig');
    uploading.mutate(file);
  };
  return (
    <Stack>
      <Dropzone onDrop={take} multiple={false} loading={uploading.isPending} aria-label={t('campaigns.file.drop')}>
        <Group justify="center" gap="md" mih={110} wrap="nowrap" style={{ pointerEvents: 'none' }}>
          <IconUpload size={36} stroke={1.5} aria-hidden />
          <div>
            <Text fw={600}>{t('campaigns.file.drop')}</Text>
            <Text size="sm" c="dimmed" maw={560}>
              {t('campaigns.file.limits')}
            </Text>
          </div>
        </Group>
      </Dropzone>
      <div aria-live="polite">
        {uploading.isPending && (
          <Stack gap={4}>
            <Text size="sm">{t('campaigns.file.uploading')}</Text>
            <Progress value={100} animated aria-label={t('campaigns.file.uploading')} />
          </Stack>
        )}
      </div>
      {refused !== null && (
        <Alert color="red" role="alert" title={t('campaigns.file.problemTitle')}>
          {t(`campaigns.file.${refused}`)}
        </Alert>
      )}
      {uploading.isError && refused === null && <UploadProblem error={uploading.error} />}
      <RecentFiles draft={draft} onChange={onChange} />
    </Stack>
  );
}

function UploadProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const isOfFile = error instanceof ApiError && error.kind === 'wrong_clients_file';
  if (!isOfFile) return <ProblemNotice error={error} />;
  const body = error.body as { error?: { given?: string } } | null;
  const known = t(`campaigns.file.problems.${body?.error?.given ?? ''}`, { defaultValue: '' });
  return (
    <Alert color="red" role="alert" title={t('campaigns.file.problemTitle')}>
      <Text>{known === '' ? t('campaigns.file.problems.another file') : known}</Text>
      <Text size="xs" c="dimmed" mt={4} lang="en">
        {error.message}
      </Text>
    </Alert>
  );
}

function RecentFiles({ draft, onChange }: { draft: CampaignDraft; onChange: ChangeDraft }) {
  const { t } = useTranslation();
  const files = useQuery({ queryKey: filesKey, queryFn: ({ signal }) => listFiles(signal) });
  const use = ({ id }: CampaignFile) => {
    if (draft.fileId === id) onChange({ step: 1 });
    else onChange({ fileId: id, mapping: null, regions: [], step: 1 });
  };
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        {t('campaigns.file.recent')}
      </Title>
      {files.isPending && <Skeleton h={120} aria-label={t('common.loading')} />}
      {files.isError && <ProblemNotice error={files.error} onRetry={() => files.refetch()} />}
      {files.data?.length === 0 && <Text c="dimmed">{t('campaigns.file.noRecent')}</Text>}
      {files.data !== undefined && files.data.length > 0 && (
        <Table.ScrollContainer
          minWidth={560}
          type="native"
          tabIndex={0}
          role="region"
          aria-label={t('campaigns.file.recent')}
        >
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('campaigns.file.name')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('campaigns.file.rows')}
                </Table.Th>
                <Table.Th scope="col">{t('campaigns.file.uploaded')}</Table.Th>
                <Table.Th aria-label={t('campaigns.file.use')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {files.data.map((file) => (
                <Table.Tr key={file.id}>
                  <Table.Td maw={320}>
                    <Group gap={6} wrap="nowrap">
                      <IconFileSpreadsheet size={16} aria-hidden />
                      <Text size="sm" truncate>
                        {file.name}
                      </Text>
                    </Group>
                  </Table.Td>
                  <Table.Td ta="right">{formatCount(file.rows)}</Table.Td>
                  <Table.Td>
                    {formatTime(file.uploaded_at)} · {file.uploaded_by}
                  </Table.Td>
                  <Table.Td ta="right">
                    <Button
                      size="compact-sm"
                      variant={draft.fileId === file.id ? 'light' : 'default'}
                      aria-label={`${t('campaigns.file.use')}: ${file.name}`}
                      onClick={() => use(file)}
                    >
                      {t(draft.fileId === file.id ? 'campaigns.file.used' : 'campaigns.file.use')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}
