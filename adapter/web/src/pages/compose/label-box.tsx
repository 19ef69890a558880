/** Good or wrong, by whoever wrote the text; in the label, and so in what the service learns from. */
import { Button, Group, Menu, Text } from '@mantine/core';
import { IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/call-api.ts';
import { type AnswerLabels, labelsKey, type NewLabel, postLabel, reasons } from '../../api/labels.ts';
import { useSession } from '../../api/session.ts';
import { notifyProblem } from '../../parts/notify.ts';

export function LabelBox({ answerId }: { answerId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const name = useSession().data?.name;
  const key = [...labelsKey, 'answer', answerId];
  const labels = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi<AnswerLabels>(`/v1/answers/${answerId}/labels`, { signal }),
  });
  const labelling = useMutation({
    mutationFn: (label: NewLabel) => postLabel(answerId, label),
    onSuccess: (saved) => queries.setQueryData(key, saved),
    onError: notifyProblem,
  });
  const mine = labels.data?.items.find(({ user, current }) => user === name && current);
  return (
    <Group gap="xs" role="group" aria-label={t('compose.label.title')}>
      <Text size="sm" fw={500}>
        {t('compose.label.title')}
      </Text>
      <Button
        size="compact-sm"
        variant={mine?.mark === 'good' ? 'filled' : 'default'}
        color="teal.9"
        aria-pressed={mine?.mark === 'good'}
        leftSection={<IconThumbUp size={15} />}
        disabled={labelling.isPending}
        onClick={() => labelling.mutate({ mark: mine?.mark === 'good' ? 'withdrawn' : 'good' })}
      >
        {t('compose.label.good')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant={mine?.mark === 'wrong' ? 'filled' : 'default'}
            color="red.9"
            leftSection={<IconThumbDown size={15} />}
            disabled={labelling.isPending}
          >
            {t('compose.label.wrong')}
            {mine?.mark === 'wrong' && mine.reason !== null && `: ${t(`compose.label.reasons.${mine.reason}`)}`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {reasons.map((reason) => (
            <Menu.Item key={reason} onClick={() => labelling.mutate({ mark: 'wrong', reason })}>
              {t(`compose.label.reasons.${reason}`)}
            </Menu.Item>
          ))}
          {mine?.mark === 'wrong' && (
            <Menu.Item onClick={() => labelling.mutate({ mark: 'withdrawn' })}>{t('compose.label.withdraw')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
