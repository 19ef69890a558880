/** What went wrong, in the words of the service, with the number to tell support; and a way to try again. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';

export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t('common.failed')} role="alert" m="sm">
      <Text>{describeProblem(error, t)}</Text>
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

export function describeProblem(error: unknown, t: (key: string) => string): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t('common.unreachable');
  if (error.kind === 'forbidden') return t('common.forbidden');
  const words = t(`problems.${error.kind}`);
  if (words !== `problems.${error.kind}`) return words;
  // Most messages begin with the field.
  const isNamed = error.field === null || error.message.startsWith(error.field);
  return isNamed ? error.message : `${error.field}: ${error.message}`;
}
