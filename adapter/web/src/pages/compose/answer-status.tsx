/** May it be sent, who chose the words and how sure: the first line of an answer. */
import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnsweredClient } from '../../api/compose.ts';
import { warningColor } from '../../parts/verdict/verdict-types.ts';

const colors = { sendable: 'teal.9', not_sendable: warningColor, refused: 'red.9' } as const;

interface AnswerStatusProps {
  readonly answer: AnsweredClient;
  /** The terms of the catalogue are a sample: nothing may be sent with them. */
  readonly sampleTerms: boolean;
}

export function AnswerStatus({ answer, sampleTerms }: AnswerStatusProps) {
  const { t, i18n } = useTranslation();
  const { status, source, rules_reason: reason, confidence, repaired, refusal } = answer;
  const isSample = sampleTerms && status === 'sendable';
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Badge size="lg" color={isSample ? warningColor : colors[status]} variant="filled" tt="none" fw={600}>
          {t(isSample ? 'compose.sampleStatus' : `compose.statuses.${status}`)}
        </Badge>
        {source !== null && (
          <Text size="sm">
            {t(`compose.sources.${source}`)}
            {reason !== null && `: ${t(`compose.rulesReasons.${reason}`)}`}
          </Text>
        )}
        {source !== null && (
          <Text size="sm" c="dimmed">
            {t('compose.confidence')}{' '}
            {confidence.toLocaleString(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
          </Text>
        )}
      </Group>
      {refusal !== null && (
        <Alert color={status === 'refused' ? 'red' : 'orange'} p="xs">
          <Text size="sm">{refusal.reason}</Text>
          <Text size="xs" c="dimmed">
            {refusal.rule_id}
          </Text>
        </Alert>
      )}
      {repaired && (
        <Text size="sm" c="dimmed">
          {t('compose.repaired')}
        </Text>
      )}
      {isSample && (
        <Text size="sm" c="dimmed">
          {t('compose.sampleTerms')}
        </Text>
      )}
    </Stack>
  );
}
