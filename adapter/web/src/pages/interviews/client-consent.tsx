import { Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClientInterview, giveConsent } from '../../api/interviews.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

interface ClientConsentProps {
  readonly token: string;
  readonly consent: NonNullable<ClientInterview['consent']>;
  readonly onState: (state: ClientInterview) => void;
}

/** The text that the client agrees to, in the version that is sent back. */
export function ClientConsent({ token, consent, onState }: ClientConsentProps) {
  const { t } = useTranslation();
  const [hasAgreed, setAgreed] = useState(false);
  const agreeing = useMutation({ mutationFn: () => giveConsent(token, consent.version), onSuccess: onState });
  return (
    <Stack>
      <Title order={2} size="h3" lang="ru">
        {consent.title}
      </Title>
      <Stack gap="xs" lang="ru">
        {consent.paragraphs.map((paragraph) => (
          <Text key={paragraph}>{paragraph}</Text>
        ))}
      </Stack>
      <Checkbox
        label={t('clientInterview.agree')}
        checked={hasAgreed}
        onChange={(event) => setAgreed(event.currentTarget.checked)}
      />
      {agreeing.isError && <ProblemNotice error={agreeing.error} onRetry={() => agreeing.mutate()} />}
      <Button disabled={!hasAgreed} loading={agreeing.isPending} onClick={() => agreeing.mutate()}>
        {t('clientInterview.start')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('clientInterview.decline')}
      </Text>
    </Stack>
  );
}
