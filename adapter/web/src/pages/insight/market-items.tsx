/** Items of the market, newest first, by kind and competitor. */
import { Alert, Badge, Button, Group, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/call-api.ts';
import { itemKinds, type MarketItemBody, marketItemsKey } from '../../api/market.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { formatDay } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FiguresTable } from './figures-table.tsx';

interface Page {
  readonly items: readonly MarketItemBody[];
  readonly next_cursor: string | null;
}

export function MarketItems() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<string | null>(null);
  const [competitor, setCompetitor] = useState('');
  const [settled] = useDebouncedValue(competitor.trim(), 300);
  const query = new URLSearchParams();
  if (kind !== null) query.set('kind', kind);
  if (settled !== '') query.set('competitor', settled);
  const pages = useInfiniteQuery({
    queryKey: [...marketItemsKey, query.toString()],
    queryFn: ({ pageParam, signal }) => callApi<Page>(`/v1/insight/market/items?${query}${pageParam}`, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => (next_cursor === null ? undefined : `&cursor=${next_cursor}`),
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Group align="flex-end" gap="sm">
        <Select
          label={t('market.kind')}
          placeholder={t('market.allKinds')}
          clearable
          clearButtonProps={{ 'aria-label': t('market.allKinds') }}
          data={itemKinds.map((value) => ({ value, label: t(`market.kinds.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          label={t('market.competitor')}
          placeholder={t('market.competitorHint')}
          maxLength={100}
          value={competitor}
          onChange={(event) => setCompetitor(event.currentTarget.value)}
        />
      </Group>
      {pages.isError && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
      {pages.isPending && <Skeleton h={240} aria-label={t('common.loading')} />}
      {pages.isSuccess && items.length === 0 && <Alert>{t('common.nothingFound')}</Alert>}
      {items.length > 0 && <ItemsTable items={items} />}
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t('market.moreItems')}
        </Button>
      )}
    </Stack>
  );
}

function ItemsTable({ items }: { items: readonly MarketItemBody[] }) {
  const { t } = useTranslation();
  return (
    <FiguresTable
      title={t('market.items')}
      minWidth={760}
      header={[
        { name: t('market.day'), isText: true },
        { name: t('market.kind'), isText: true },
        { name: t('market.competitor'), isText: true },
        { name: t('market.what'), isText: true },
        { name: t('market.source'), isText: true },
        { name: t('market.value') },
      ]}
      rows={items.map(({ id, published_at, kind, competitor, title, text, source, value, story_id }) => ({
        key: id,
        cells: [
          formatDay(published_at),
          t(`market.kinds.${kind}`),
          competitor,
          <Text size="sm" lineClamp={2} key="what">
            {title === '' ? text : title}{' '}
            {story_id !== id && (
              <Badge size="xs" variant="light">
                {t('market.retold')}
              </Badge>
            )}
          </Text>,
          source,
          value === null ? '' : formatDecimal(value, 1),
        ],
      }))}
    />
  );
}
