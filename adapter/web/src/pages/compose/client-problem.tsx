/** Why the service wrote nothing for this client: a field with a value that cannot be, in the words of the form. */
import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FailedClient } from '../../api/compose.ts';
import { useFeatures } from '../../api/features.ts';
import { clientProblemInWords } from '../../parts/client-problem-words.ts';

export function ClientProblem({ error }: { error: FailedClient['error'] }) {
  const { t, i18n } = useTranslation();
  const features = useFeatures();
  const name = /features\.(\w+)$/.exec(error.field)?.[1];
  const feature = features.data?.find((one) => one.name === name);
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Alert color="red" role="alert" title={t('compose.clientError')}>
      {feature === undefined ? (
        <Text size="sm">{clientProblemInWords(error, t)}</Text>
      ) : (
        <Text size="sm">
          «{feature.words[i18n.language === 'en' ? 'en' : 'ru']}»:{' '}
          {t(`compose.valueLimits.${limitKey(feature.kind)}`, {
            min: number(feature.min),
            max: number(feature.max),
            chars: number(feature.text_chars_max),
          })}
        </Text>
      )}
    </Alert>
  );
}

function limitKey(kind: string): 'text' | 'flag' | 'number' {
  return kind === 'text' || kind === 'flag' ? kind : 'number';
}
