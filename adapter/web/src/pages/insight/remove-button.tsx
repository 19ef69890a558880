/** Deletes what was uploaded, after a question. */
import { Button, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import { notifyDone, notifyProblem } from '../../parts/notify.ts';

export interface RemoveButtonProps {
  /** Of the API. */
  readonly path: string;
  readonly queryKey: readonly string[];
  readonly backTo: string;
  readonly question: string;
}

export function RemoveButton({ path, queryKey, backTo, question }: RemoveButtonProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => callApi(path, { method: 'DELETE' }),
    onError: notifyProblem,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey, exact: true });
      notifyDone(t('insight.removed'));
      navigate(backTo);
    },
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t('insight.remove'),
      children: <Text>{question}</Text>,
      labels: { confirm: t('insight.remove'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => removing.mutate(),
    });
  return (
    <Button variant="default" leftSection={<IconTrash size={16} />} loading={removing.isPending} onClick={ask}>
      {t('insight.remove')}
    </Button>
  );
}
