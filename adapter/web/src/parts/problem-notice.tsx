/** What went wrong, in the language of the page, with the number to tell support; and a way to try again. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { describeField } from './describe-field.ts';

export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const detail = detailOf(error);
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t('common.failed')} role="alert" m="sm">
      <Text>{describeProblem(error, t)}</Text>
      {detail !== null && (
        <Text size="xs" c="dimmed" mt={4} lang="en" style={{ overflowWrap: 'anywhere' }}>
          {detail}
        </Text>
      )}
      {error instanceof ApiError && error.requestId !== null && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('common.requestNumber')}: {error.requestId}
        </Text>
      )}
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

type Translate = (key: string, values: Record<string, string>) => string;

/** A sentence for every kind of refusal; what is wrong with a field is told of the field. */
export function describeProblem(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t('common.unreachable', {});
  const words = t(`problems.${error.kind}`, {});
  if (words === `problems.${error.kind}`) return t('common.unknownProblem', { kind: error.kind });
  const { field, limit } = error;
  return error.kind === 'invalid_request' && field !== null ? `${words} ${describeField(field, limit, t)}` : words;
}

/** Kinds whose sentence is not all: which field, row or rule it was stands in the service's own message. */
const detailedKinds: readonly string[] = [
  'invalid_request',
  'invalid_import',
  'unlawful_terms',
  'invalid_thread',
  'wrong_clients_file',
  'refused_by_engine',
  'unsupported_media_type',
];

function detailOf(error: unknown): string | null {
  return error instanceof ApiError && detailedKinds.includes(error.kind) ? error.message : null;
}
