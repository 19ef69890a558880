/** Everybody of a campaign in the order of the file, filtered; a text opens with its preview, verdict and labels. */
import { Alert, Anchor, Button, Group, Paper, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Campaign,
  type CampaignResult,
  campaignsKey,
  listResults,
  type ResultFilters,
} from '../../api/campaigns.ts';
import { clientProblemInWords } from '../../parts/client-problem-words.ts';
import { formatDecimal } from '../../parts/format-number.ts';
import { OfferRanking } from '../../parts/offer-ranking.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { LabelBadge } from '../history/history-badges.tsx';
import { RecordDrawer } from '../history/record-drawer.tsx';
import { ResultBadge } from './campaign-badges.tsx';
import { reasonInWords } from './campaign-words.ts';
import { ResultFilterBar } from './result-filter-bar.tsx';

const typingPauseMs = 300;
const lookAgainMs = 5000;

export function CampaignResults({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const [filters, setFilters] = useState<ResultFilters>({});
  const [asked] = useDebouncedValue(filters, typingPauseMs);
  const [opened, setOpened] = useState<string | null>(null);
  const isAtWork = campaign.state === 'preparing' || campaign.state === 'running';
  const pages = useInfiniteQuery({
    queryKey: [...campaignsKey, 'results', campaign.id, campaign.state, asked],
    queryFn: ({ pageParam, signal }) => listResults(campaign.id, asked, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
    placeholderData: (before) => before,
    refetchInterval: isAtWork ? lookAgainMs : false,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(asked).length > 0;
  if (campaign.state === 'draft') return null;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t('campaigns.results.title')}
      </Title>
      <Stack>
        <ResultFilterBar campaign={campaign} filters={filters} onChange={setFilters} />
        {pages.isPending && <Skeleton h={280} aria-label={t('common.loading')} />}
        {pages.isError && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
        {pages.isSuccess && items.length === 0 && (
          <Alert>{t(isFiltered ? 'campaigns.results.nothing' : 'campaigns.results.none')}</Alert>
        )}
        {items.length > 0 && (
          <ResultsTable items={items} hasVariants={campaign.settings.variants.length > 1} onOpen={setOpened} />
        )}
        {items.length > 0 && (
          <Group justify="space-between">
            <Text size="sm" c="dimmed" aria-live="polite">
              {t('campaigns.results.shown', { count: items.length })}
            </Text>
            {pages.hasNextPage && (
              <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
                {t('campaigns.results.more')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      <RecordDrawer id={opened} onClose={() => setOpened(null)} />
    </Paper>
  );
}

interface ResultsTableProps {
  readonly items: readonly CampaignResult[];
  readonly hasVariants: boolean;
  readonly onOpen: (id: string) => void;
}

function ResultsTable({ items, hasVariants, onOpen }: ResultsTableProps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer
      minWidth={760}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t('campaigns.results.title')}
    >
      <Table highlightOnHover verticalSpacing={6} style={{ tableLayout: 'fixed' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={100} ta="right">
              {t('campaigns.results.client')}
            </Table.Th>
            <Table.Th scope="col">{t('campaigns.results.text')}</Table.Th>
            <Table.Th scope="col" w={230}>
              {t('campaigns.results.offer')}
            </Table.Th>
            {hasVariants && (
              <Table.Th scope="col" w={90}>
                {t('campaigns.results.variant')}
              </Table.Th>
            )}
            <Table.Th scope="col" w={170}>
              {t('campaigns.results.status')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <ResultRow key={`${item.row}.${item.offer}`} item={item} hasVariants={hasVariants} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface ResultRowProps {
  readonly item: CampaignResult;
  readonly hasVariants: boolean;
  readonly onOpen: (id: string) => void;
}

function ResultRow({ item, hasVariants, onOpen }: ResultRowProps) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  const { answer, answer_id: answerId } = item;
  const text = answer?.text === '' ? null : (answer?.text ?? null);
  const problem = item.error === null ? null : clientProblemInWords(item.error, t);
  const why = item.reason === null ? (answer?.refusal?.reason ?? problem) : null;
  return (
    <Table.Tr>
      <Table.Td ta="right">
        {item.client_id ?? '—'}
        <Text size="xs" c="dimmed">
          {t('campaigns.results.row', { row: item.row })}
        </Text>
      </Table.Td>
      <Table.Td>
        {answerId === null ? (
          <Text size="sm" c="dimmed">
            {item.reason === null ? t('campaigns.results.noText') : reasonInWords(item.reason, t, vocabulary)}
          </Text>
        ) : (
          <Anchor
            component="button"
            type="button"
            size="sm"
            c="inherit"
            ta="left"
            lineClamp={2}
            aria-label={text === null ? t('campaigns.results.open') : undefined}
            onClick={() => onOpen(answerId)}
          >
            {text ?? t('campaigns.results.noText')}
          </Anchor>
        )}
        {why !== null && (
          <Text size="xs" c="dimmed" lineClamp={1}>
            {why}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {item.product !== null && (
          <Text size="sm">
            {vocabulary.productName(item.product)} · {vocabulary.channelName(item.channel ?? '')}
          </Text>
        )}
        {item.ranking !== null && <OfferRanking ranking={item.ranking} isShort />}
        {item.ranking === null && item.score !== null && (
          <Text size="xs" c="dimmed">
            {formatDecimal(item.score)} ·{' '}
            {item.reasons.map((reason) => reasonInWords(reason, t, vocabulary)).join(', ')}
          </Text>
        )}
      </Table.Td>
      {hasVariants && <Table.Td>{item.variant ?? '—'}</Table.Td>}
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <ResultBadge status={item.status} />
          {item.label !== 'none' && <LabelBadge item={{ label: item.label, label_reasons: [] }} />}
          {answer?.source != null && (
            <Text size="xs" c="dimmed">
              {t(`campaigns.results.sources.${answer.source}`)}
            </Text>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}
