/** The conversation of a client: what was said, one field for the answer, an end at any time, deletion at any time. */
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { type ClientInterview, deleteAnswers, sendAnswer, stopInterview } from '../../api/interviews.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { AnswerForm } from './answer-form.tsx';

interface ClientChatProps {
  readonly token: string;
  readonly interview: ClientInterview;
  readonly onState: (state: ClientInterview) => void;
  readonly onDeleted: () => void;
}

export function ClientChat({ token, interview, onState, onDeleted }: ClientChatProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isElsewhere, setElsewhere] = useState(false);
  const { turns, status } = interview;
  const takeConflict = (error: unknown) => {
    const current = conflictOf(error);
    if (current === null) return;
    setElsewhere(true);
    onState(current);
  };
  const answering = useMutation({
    mutationFn: (given: string | null) => sendAnswer(token, turns.length, given),
    onSuccess: (state, given) => {
      // A skipped question leaves what was typed where it is.
      if (given === text) setText('');
      setElsewhere(false);
      onState(state);
    },
    onError: takeConflict,
  });
  const stopping = useMutation({ mutationFn: () => stopInterview(token), onSuccess: onState, onError: takeConflict });
  const deleting = useMutation({ mutationFn: () => deleteAnswers(token), onSuccess: onDeleted });
  const isBusy = answering.isPending || stopping.isPending;
  const isClientsTurn = status === 'active' && turns.length % 2 === 1;
  const problem = [answering, stopping, deleting].find(({ error }) => error !== null && conflictOf(error) === null);
  const confirm = (name: 'stop' | 'delete', onConfirm: () => void) =>
    modals.openConfirmModal({
      title: t(`clientInterview.${name}Title`),
      children: <Text size="sm">{t(`clientInterview.${name}Text`)}</Text>,
      labels: { confirm: t(`clientInterview.${name}`), cancel: t('common.cancel') },
      confirmProps: name === 'delete' ? { color: 'red' } : {},
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm,
    });
  return (
    <Stack>
      <Turns turns={turns} pendingText={answering.isPending ? answering.variables : null} />
      {isElsewhere && <Alert color="orange">{t('clientInterview.elsewhere')}</Alert>}
      {problem !== undefined && <ProblemNotice error={problem.error} />}
      {status === 'active' && !isClientsTurn && !isBusy && (
        <Alert color="orange">
          <Text>{t('clientInterview.missing')}</Text>
          <Button size="xs" variant="default" mt="xs" onClick={() => answering.mutate(null)}>
            {t('clientInterview.again')}
          </Button>
        </Alert>
      )}
      {isClientsTurn && (
        <AnswerForm text={text} onText={setText} isBusy={isBusy} onAnswer={(given) => answering.mutate(given)} />
      )}
      {status === 'ended' && <Alert color="teal">{t('clientInterview.ended')}</Alert>}
      <Group justify="space-between" gap="xs">
        {status === 'active' ? (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlayerStop size={14} />}
            disabled={isBusy}
            onClick={() => confirm('stop', () => stopping.mutate())}
          >
            {t('clientInterview.stop')}
          </Button>
        ) : (
          <span />
        )}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconTrash size={14} />}
          loading={deleting.isPending}
          onClick={() => confirm('delete', () => deleting.mutate())}
        >
          {t('clientInterview.delete')}
        </Button>
      </Group>
    </Stack>
  );
}

interface TurnsProps {
  readonly turns: ClientInterview['turns'];
  /** What is on its way: shown at once. */
  readonly pendingText: string | null | undefined;
}

/** The newest is brought into sight, and read out by screen readers. */
function Turns({ turns, pendingText }: TurnsProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const count = turns.length;
  useEffect(() => {
    if (count > 1) end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  return (
    <Stack gap="xs" role="log" aria-live="polite" aria-label={t('clientInterview.conversation')}>
      {turns.map(({ number, speaker, text }) => (
        <Bubble key={number} isOwn={speaker === 'client'} text={text} />
      ))}
      {pendingText != null && <Bubble isOwn text={pendingText} />}
      {pendingText !== null && pendingText !== undefined && (
        <Text size="sm" c="dimmed">
          {t('clientInterview.thinking')}
        </Text>
      )}
      <div ref={end} />
    </Stack>
  );
}

function Bubble({ isOwn, text }: { isOwn: boolean; text: string }) {
  const { t } = useTranslation();
  return (
    <Paper
      withBorder
      p="sm"
      radius="lg"
      maw="88%"
      style={{ alignSelf: isOwn ? 'flex-end' : 'flex-start' }}
      bg={isOwn ? 'var(--mantine-primary-color-light)' : undefined}
    >
      <Text size="xs" c="dimmed">
        {t(isOwn ? 'clientInterview.you' : 'clientInterview.bank')}
      </Text>
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} lang="ru">
        {text}
      </Text>
    </Paper>
  );
}

/** What is there now, when another window has answered. */
function conflictOf(error: unknown): ClientInterview | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.body as { current?: ClientInterview } | null)?.current ?? null;
}
