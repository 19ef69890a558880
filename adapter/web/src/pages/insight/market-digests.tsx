/** Digests of weeks, and making one. */
import { Alert, Anchor, Button, Group, Skeleton, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { callApi } from '../../api/call-api.ts';
import { type MarketDigests as Digests, digestsKey, type MarketDigestBody } from '../../api/market.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FiguresTable } from './figures-table.tsx';

export function MarketDigests({ mayMake }: { mayMake: boolean }) {
  const { t } = useTranslation();
  const digests = useQuery({
    queryKey: digestsKey,
    queryFn: ({ signal }) => callApi<Digests>('/v1/insight/market/digests', { signal }),
  });
  const items = digests.data?.items;
  return (
    <Stack>
      {mayMake && digests.isSuccess && <MakeDigest lastWeek={digests.data.last_week} />}
      {digests.isError && <ProblemNotice error={digests.error} onRetry={() => digests.refetch()} />}
      {digests.isPending && <Skeleton h={200} aria-label={t('common.loading')} />}
      {items?.length === 0 && <Alert>{t('market.noDigests')}</Alert>}
      {items !== undefined && items.length > 0 && (
        <FiguresTable
          title={t('market.digests')}
          header={[
            { name: t('market.week'), isText: true },
            { name: t('market.itemsCount') },
            { name: t('market.eventsCount') },
            { name: t('market.madeBy'), isText: true },
            { name: t('insight.createdAt'), isText: true },
          ]}
          rows={items.map(({ id, week, items_count, events_count, created_by, created_at }) => ({
            key: id,
            cells: [
              <Anchor component={Link} to={`/insight/market/${id}`} key="link">
                {week}
              </Anchor>,
              formatCount(items_count),
              formatCount(events_count),
              created_by ?? t('market.byCommand'),
              formatTime(created_at),
            ],
          }))}
        />
      )}
    </Stack>
  );
}

function MakeDigest({ lastWeek }: { lastWeek: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [week, setWeek] = useState(lastWeek);
  const making = useMutation({
    mutationFn: () => callApi<MarketDigestBody>('/v1/insight/market/digests', { method: 'POST', body: { week } }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: digestsKey, exact: true });
      navigate(`/insight/market/${id}`);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        making.mutate();
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          w={180}
          label={t('market.week')}
          description={t('market.weekHint')}
          required
          value={week}
          onChange={(event) => setWeek(event.currentTarget.value)}
        />
        <Button type="submit" loading={making.isPending} disabled={!/^\d{4}-W\d{2}$/.test(week)}>
          {t('market.make')}
        </Button>
      </Group>
      {making.isError && <ProblemNotice error={making.error} />}
    </form>
  );
}
