/** A corrected text with what the check said of it. */
import { Alert, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Label } from '../../api/labels.ts';
import { MarkedText } from '../../parts/verdict/marked-text.tsx';
import { VerdictList } from '../../parts/verdict/verdict-list.tsx';

interface CorrectionVerdictProps {
  readonly text: string;
  readonly verdict: Label['correction_verdict'];
}

export function CorrectionVerdict({ text, verdict }: CorrectionVerdictProps) {
  const { t } = useTranslation();
  const results = verdict?.results.filter(({ outcome }) => outcome === 'blocked' || outcome === 'warned') ?? [];
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed">
        {t('history.box.correction')}
      </Text>
      <MarkedText text={text} results={results} />
      {verdict !== null && (
        <Alert color={verdict.passed ? 'teal' : 'red'} p="xs">
          <Text size="sm">{t(verdict.passed ? 'history.box.correctionPassed' : 'history.box.correctionFailed')}</Text>
          {results.length > 0 && <VerdictList results={results} />}
        </Alert>
      )}
    </Stack>
  );
}
