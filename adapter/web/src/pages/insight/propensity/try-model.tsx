/** A client typed by the model's columns, and what the model says of it. */
import { Alert, Button, List, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ModelBody, predict } from '../../../api/propensity.ts';
import { formatPercent } from '../../../parts/format-number.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';

const valueCharsMax = 200;

export function TryModel({ model }: { model: ModelBody }) {
  const { t, i18n } = useTranslation();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const columns = Object.entries(model.card.schema).filter(([, kind]) => kind === 'numeric' || kind === 'categorical');
  const trying = useMutation({ mutationFn: () => predict(model.id, toFeatures(values)) });
  const found = trying.data?.items[0];
  return (
    <section>
      <Title order={2} size="h4">
        {t('propensity.tryIt')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('propensity.tryHint')}
      </Text>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          trying.mutate();
        }}
      >
        <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs" verticalSpacing="xs">
          {columns.map(([name, kind]) => (
            <TextInput
              key={name}
              size="xs"
              label={name}
              inputMode={kind === 'numeric' ? 'decimal' : 'text'}
              maxLength={valueCharsMax}
              value={values[name] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues((before) => ({ ...before, [name]: value }));
              }}
            />
          ))}
        </SimpleGrid>
        <Button type="submit" variant="default" mt="sm" loading={trying.isPending}>
          {t('propensity.predict')}
        </Button>
      </form>
      {trying.isError && <ProblemNotice error={trying.error} />}
      {found !== undefined && (
        <Alert mt="sm" color="teal" title={t('propensity.predicted', { value: formatPercent(found.probability) })}>
          <Stack gap={4}>
            {found.reasons.length === 0 && <Text size="sm">{t('propensity.noReasons')}</Text>}
            <List size="sm" spacing={2}>
              {found.reasons.map(({ column, text_ru, text_en }) => (
                <List.Item key={column}>{i18n.language === 'en' ? text_en : text_ru}</List.Item>
              ))}
            </List>
            {found.missing_columns.length > 0 && (
              <Text size="xs" c="dimmed">
                {t('propensity.missing', { columns: found.missing_columns.join(', ') })}
              </Text>
            )}
          </Stack>
        </Alert>
      )}
    </section>
  );
}

/** An empty field is no feature. */
function toFeatures(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
}
