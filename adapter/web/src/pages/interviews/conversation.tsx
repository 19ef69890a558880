/** The conversation word for word. Quotes of the result lead here by the number of their turn. */
import { Box, Paper, Stack, Text, Title } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { InterviewTurn } from '../../api/interviews.ts';

export function turnAnchor(number: number): string {
  return `turn-${number}`;
}

export function Conversation({ turns }: { turns: readonly InterviewTurn[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="conversation-title">
      <Title order={2} size="h3" mb="sm" id="conversation-title">
        {t('interviews.conversation')}
      </Title>
      {turns.length === 0 && <Text c="dimmed">{t('interviews.conversationEmpty')}</Text>}
      <Stack gap="xs" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {turns.map((turn) => (
          <TurnBox key={turn.number} turn={turn} />
        ))}
      </Stack>
    </section>
  );
}

function TurnBox({ turn }: { turn: InterviewTurn }) {
  const { t } = useTranslation();
  const isClient = turn.speaker === 'client';
  return (
    <Box component="li" id={turnAnchor(turn.number)} tabIndex={-1} ml={isClient ? 'xl' : 0} mr={isClient ? 0 : 'xl'}>
      <Paper withBorder p="sm" bg={isClient ? 'var(--mantine-color-default-hover)' : undefined}>
        <Text size="xs" c="dimmed">
          {turn.number + 1}. {t(isClient ? 'interviews.client' : 'interviews.interviewer')}
          {!isClient && ` · ${describeChoice(turn, t)}`}
        </Text>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {turn.text.trim() === '' ? t('interviews.silent') : turn.text}
        </Text>
      </Paper>
    </Box>
  );
}

function describeChoice(turn: InterviewTurn, t: TFunction): string {
  const stage = t(`interviews.stages.${turn.stage ?? 'ended'}`);
  const how =
    turn.chooser === 'model'
      ? t('interviews.byModel', { count: turn.eligible_ids?.length ?? 0 })
      : t('interviews.byRules');
  return `${stage} · ${how}`;
}
