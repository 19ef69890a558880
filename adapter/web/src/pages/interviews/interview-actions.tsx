/** What may be done with an interview by its state and by the role: a new link, an end, files, deletion. */
import { Button, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDownload, IconFlagCheck, IconLink, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type CreatedInterview,
  deleteInterview,
  downloadResult,
  finishInterview,
  type Interview,
  interviewsKey,
  renewLink,
} from '../../api/interviews.ts';
import { useSession } from '../../api/session.ts';
import { notifyDone, notifyProblem } from '../../parts/notify.ts';

interface InterviewActionsProps {
  readonly interview: Interview;
  readonly onLink: (created: CreatedInterview) => void;
}

export function InterviewActions({ interview: { id, status }, onLink }: InterviewActionsProps) {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: interviewsKey });
  const isAsker = role === 'administrator' || role === 'manager';
  const linking = useMutation({ mutationFn: renewLink, onSuccess: onLink, onError: notifyProblem, onSettled: refresh });
  const finishing = useMutation({
    mutationFn: finishInterview,
    onSuccess: () => notifyDone(t('interviews.finished')),
    onError: notifyProblem,
    onSettled: refresh,
  });
  const deleting = useMutation({
    mutationFn: deleteInterview,
    onSuccess: () => notifyDone(t('interviews.deleted')),
    onError: notifyProblem,
    onSettled: refresh,
  });
  if (status === 'deleted') return null;
  const confirm = (name: 'finish' | 'delete', onConfirm: () => void) =>
    modals.openConfirmModal({
      title: t(`interviews.${name}Title`),
      children: <Text size="sm">{t(`interviews.${name}Text`)}</Text>,
      labels: { confirm: t(`interviews.${name}`), cancel: t('common.cancel') },
      confirmProps: name === 'delete' ? { color: 'red' } : {},
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm,
    });
  return (
    <>
      {status === 'invited' && isAsker && (
        <Button
          variant="default"
          leftSection={<IconLink size={16} />}
          loading={linking.isPending}
          onClick={() => linking.mutate(id)}
        >
          {t('interviews.newLink')}
        </Button>
      )}
      {status === 'active' && isAsker && (
        <Button
          variant="default"
          leftSection={<IconFlagCheck size={16} />}
          loading={finishing.isPending}
          onClick={() => confirm('finish', () => finishing.mutate(id))}
        >
          {t('interviews.finish')}
        </Button>
      )}
      {status === 'ended' && <DownloadMenu id={id} />}
      {(isAsker || role === 'compliance') && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          loading={deleting.isPending}
          onClick={() => confirm('delete', () => deleting.mutate(id))}
        >
          {t('interviews.delete')}
        </Button>
      )}
    </>
  );
}

function DownloadMenu({ id }: { id: string }) {
  const { t } = useTranslation();
  const downloading = useMutation({
    mutationFn: (format: 'md' | 'docx') => downloadResult(id, format),
    onError: notifyProblem,
  });
  return (
    <Menu>
      <Menu.Target>
        <Button leftSection={<IconDownload size={16} />} loading={downloading.isPending}>
          {t('interviews.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => downloading.mutate('docx')}>{t('interviews.exportDocx')}</Menu.Item>
        <Menu.Item onClick={() => downloading.mutate('md')}>{t('interviews.exportMarkdown')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
