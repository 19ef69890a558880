/** What a sale of each product is worth to the bank. */
import { Button, Card, Group, NumberInput, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listOfferValues, offerValuesKey, putOfferValue } from '../../../api/propensity.ts';
import { formatTime } from '../../../parts/format-time.ts';
import { notifyDone } from '../../../parts/notify.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { productOptions } from '../../../parts/product-options.ts';
import { useVocabulary } from '../../../parts/use-vocabulary.ts';
import { FiguresTable } from '../figures-table.tsx';
import { formatRoubles } from './format-figures.ts';

const valueMax = 1e9;

export function ValuesTab({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation();
  const { products, productName } = useVocabulary();
  const values = useQuery({ queryKey: offerValuesKey, queryFn: ({ signal }) => listOfferValues(signal) });
  const known = new Map(values.data?.items.map((item) => [item.product, item]));
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={720}>
        {t('propensity.valuesHint')}
      </Text>
      {mayWrite && <ValueForm />}
      {values.isError && <ProblemNotice error={values.error} onRetry={() => values.refetch()} />}
      {values.isPending && <Skeleton h={200} aria-label={t('common.loading')} />}
      {values.isSuccess && (
        <FiguresTable
          title={t('propensity.tabs.values')}
          minWidth={560}
          header={[
            { name: t('propensity.product'), isText: true },
            { name: t('propensity.valueRub') },
            { name: t('propensity.changedAt'), isText: true },
            { name: t('propensity.changedBy'), isText: true },
          ]}
          rows={products.map(({ code }) => {
            const item = known.get(code);
            return {
              key: code,
              cells: [
                productName(code),
                item === undefined ? t('propensity.noValue') : formatRoubles(item.value),
                item === undefined ? '' : formatTime(item.at),
                item?.created_by ?? '',
              ],
            };
          })}
        />
      )}
    </Stack>
  );
}

function ValueForm() {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const client = useQueryClient();
  const [product, setProduct] = useState<string | null>(null);
  const [value, setValue] = useState<number | null>(null);
  const saving = useMutation({
    mutationFn: () => putOfferValue(product!, value!),
    onSuccess: (answer) => {
      client.setQueryData(offerValuesKey, answer);
      notifyDone(t('propensity.valueSaved'));
      setProduct(null);
      setValue(null);
    },
  });
  const isReady = product !== null && value !== null;
  return (
    <Card withBorder>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) saving.mutate();
        }}
      >
        <Group align="flex-end" gap="sm">
          <Select
            w={280}
            label={t('propensity.product')}
            placeholder={t('propensity.chooseProduct')}
            data={productOptions(vocabulary)}
            value={product}
            onChange={setProduct}
            searchable
          />
          <NumberInput
            w={180}
            label={t('propensity.valueRub')}
            value={value ?? ''}
            onChange={(next) => setValue(typeof next === 'number' ? next : null)}
            min={0}
            max={valueMax}
            thousandSeparator=" "
            decimalSeparator=","
            clampBehavior="strict"
            hideControls
          />
          <Button type="submit" disabled={!isReady} loading={saving.isPending}>
            {t('common.save')}
          </Button>
        </Group>
        {saving.isError && <ProblemNotice error={saving.error} />}
      </form>
    </Card>
  );
}
