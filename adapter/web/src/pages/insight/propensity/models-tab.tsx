/** Uploaded models: which of them is in force, how good it is; a row opens its card. */
import { Alert, Anchor, Badge, Button, Card, FileButton, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listModels, modelsKey, uploadModel } from '../../../api/propensity.ts';
import { formatDecimal } from '../../../parts/format-number.ts';
import { formatTime } from '../../../parts/format-time.ts';
import { notifyDone } from '../../../parts/notify.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useVocabulary } from '../../../parts/use-vocabulary.ts';
import { FiguresTable } from '../figures-table.tsx';
import { ModelDrawer } from './model-drawer.tsx';

const fileBytesMax = 1_000_000;

export function ModelsTab({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation();
  const { productName } = useVocabulary();
  const [openId, setOpenId] = useState<string | null>(null);
  const models = useQuery({ queryKey: modelsKey, queryFn: ({ signal }) => listModels(signal) });
  const items = models.data?.items;
  return (
    <Stack>
      {mayWrite && <Upload onUploaded={setOpenId} />}
      {models.isError && <ProblemNotice error={models.error} onRetry={() => models.refetch()} />}
      {models.isPending && <Skeleton h={160} aria-label={t('common.loading')} />}
      {items?.length === 0 && <Alert>{t('propensity.noModels')}</Alert>}
      {items !== undefined && items.length > 0 && (
        <FiguresTable
          title={t('propensity.models')}
          minWidth={820}
          header={[
            { name: t('propensity.title'), isText: true },
            { name: t('propensity.product'), isText: true },
            { name: t('propensity.kind'), isText: true },
            { name: t('propensity.measures.auc') },
            { name: t('propensity.measures.ece') },
            { name: t('propensity.trainedAt'), isText: true },
            { name: t('propensity.createdBy'), isText: true },
          ]}
          rows={items.map((model) => ({
            key: model.id,
            cells: [
              <Group key="title" gap="xs">
                <Anchor component="button" type="button" ta="left" fw={600} onClick={() => setOpenId(model.id)}>
                  {model.title}
                </Anchor>
                {model.active && (
                  <Badge color="brand.7" variant="filled" tt="none">
                    {t('propensity.active')}
                  </Badge>
                )}
              </Group>,
              model.product === null ? t('propensity.noProduct') : productName(model.product),
              t(`propensity.kinds.${model.kind}`),
              model.measures === null ? '—' : formatDecimal(model.measures.auc, 3),
              model.measures === null ? '—' : formatDecimal(model.measures.ece, 3),
              formatTime(model.trained_at),
              model.created_by,
            ],
          }))}
        />
      )}
      <ModelDrawer id={openId} mayWrite={mayWrite} onClose={() => setOpenId(null)} />
    </Stack>
  );
}

function Upload({ onUploaded }: { onUploaded: (id: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const uploading = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > fileBytesMax) throw new Error(t('propensity.tooBig'));
      return await uploadModel(await file.text());
    },
    onSuccess: async ({ id }) => {
      notifyDone(t('propensity.uploaded'));
      await client.invalidateQueries({ queryKey: modelsKey });
      onUploaded(id);
    },
  });
  return (
    <Card withBorder>
      <Group gap="sm">
        <FileButton accept=".json,application/json" onChange={(file) => file && uploading.mutate(file)}>
          {(button) => (
            <Button {...button} loading={uploading.isPending} leftSection={<IconUpload size={16} />}>
              {t('propensity.upload')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t('propensity.uploadHint')}
        </Text>
      </Group>
      {uploading.isError && <ProblemNotice error={uploading.error} />}
    </Card>
  );
}
