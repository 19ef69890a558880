/** A client on the left, the offers that suit on the right. What was typed stays after errors. */
import { Alert, Button, Card, Grid, MultiSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rankOffers } from '../../../api/propensity.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useVocabulary } from '../../../parts/use-vocabulary.ts';
import { ClientFields } from '../../compose/client-fields.tsx';
import { type ComposeForm, emptyForm } from '../../compose/compose-form.ts';
import { RankedOffers } from './ranked-offers.tsx';

export function OffersTab() {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const [form, setForm] = useState<ComposeForm>(emptyForm);
  const [channels, setChannels] = useState<string[]>([]);
  const [askedFor, setAskedFor] = useState('');
  const ranking = useMutation({ mutationFn: rankOffers });
  const { clientId, features } = form;
  const wish = {
    client: { ...(clientId !== null && { id: clientId }), features },
    ...(channels.length > 0 && { channels }),
  };
  const wished = JSON.stringify(wish);
  const submit = () => {
    setAskedFor(wished);
    ranking.mutate(wish);
  };
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Card withBorder>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              submit();
            }}
          >
            <Stack>
              <Title order={2} size="h4">
                {t('propensity.client')}
              </Title>
              <ClientFields form={form} onChange={setForm} />
              <MultiSelect
                label={t('propensity.channels')}
                placeholder={channels.length === 0 ? t('propensity.channelsAll') : ''}
                data={vocabulary.channels.map(({ code }) => ({ value: code, label: vocabulary.channelName(code) }))}
                value={channels}
                onChange={setChannels}
                clearable
                clearButtonProps={{ 'aria-label': t('propensity.channelsAll') }}
              />
              <Button type="submit" loading={ranking.isPending}>
                {t('propensity.rank')}
              </Button>
            </Stack>
          </form>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }} aria-live="polite">
        <Stack>
          {ranking.isError && <ProblemNotice error={ranking.error} onRetry={submit} />}
          {ranking.isPending && <Skeleton h={320} aria-label={t('common.loading')} />}
          {ranking.isIdle && (
            <Text c="dimmed" maw={520}>
              {t('propensity.rankingEmpty')}
            </Text>
          )}
          {ranking.isSuccess && wished !== askedFor && <Alert color="yellow">{t('propensity.outdated')}</Alert>}
          {ranking.isSuccess && <RankedOffers ranking={ranking.data} />}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
