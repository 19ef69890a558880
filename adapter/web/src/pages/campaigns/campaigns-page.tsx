/** Campaigns, the newest first, with how far each has come and whether somebody waits for an approval. */
import { Alert, Anchor, Button, Group, Progress, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type CampaignItem, campaignsKey, listCampaigns } from '../../api/campaigns.ts';
import { useSession } from '../../api/session.ts';
import { formatCount } from '../../parts/format-number.ts';
import { formatTime } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary, type Vocabulary } from '../../parts/use-vocabulary.ts';
import { ApprovalRulesDialog } from './approval-rules-dialog.tsx';
import { ApprovalBadge, CampaignStateBadge } from './campaign-badges.tsx';

const lookAgainMs = 2000;

export default function CampaignsPage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const [areRulesOpen, rules] = useDisclosure(false);
  const pages = useInfiniteQuery({
    queryKey: [...campaignsKey, 'list'],
    queryFn: ({ pageParam, signal }) => listCampaigns(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
    refetchInterval: ({ state }) =>
      isAnyAtWork(state.data?.pages.flatMap(({ items }) => items)) ? lookAgainMs : false,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const mayCreate = role === 'administrator' || role === 'manager';
  return (
    <>
      <PageTitle title={t('pages.campaigns')} hint={t('campaigns.hint')}>
        <Button variant="default" leftSection={<IconChecklist size={16} />} onClick={rules.open}>
          {t('campaigns.rules.button')}
        </Button>
        {mayCreate && (
          <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={16} />}>
            {t('campaigns.create')}
          </Button>
        )}
      </PageTitle>
      <Stack>
        {pages.isPending && <Skeleton h={280} aria-label={t('common.loading')} />}
        {pages.isError && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
        {pages.isSuccess && items.length === 0 && (
          <Alert title={t('campaigns.empty')}>{mayCreate ? t('campaigns.emptyHint') : null}</Alert>
        )}
        {items.length > 0 && <CampaignsTable items={items} />}
        {pages.hasNextPage && (
          <Group>
            <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
              {t('campaigns.more')}
            </Button>
          </Group>
        )}
      </Stack>
      <ApprovalRulesDialog opened={areRulesOpen} onClose={rules.close} />
    </>
  );
}

function isAnyAtWork(items: readonly CampaignItem[] = []): boolean {
  return items.some(({ state }) => state === 'preparing' || state === 'running');
}

function CampaignsTable({ items }: { items: readonly CampaignItem[] }) {
  const { t } = useTranslation();
  const vocabulary = useVocabulary();
  return (
    <Table.ScrollContainer minWidth={820} type="native" tabIndex={0} role="region" aria-label={t('pages.campaigns')}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('campaigns.columns.name')}</Table.Th>
            <Table.Th scope="col">{t('campaigns.columns.state')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('campaigns.columns.texts')}
            </Table.Th>
            <Table.Th scope="col">{t('campaigns.columns.offers')}</Table.Th>
            <Table.Th scope="col">{t('campaigns.columns.created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <CampaignRow key={item.id} item={item} vocabulary={vocabulary} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function CampaignRow({ item, vocabulary }: { item: CampaignItem; vocabulary: Vocabulary }) {
  const { t } = useTranslation();
  const isShown = item.planned > 0;
  const done = formatCount(item.done);
  return (
    <Table.Tr>
      <Table.Td maw={300}>
        <Anchor component={Link} to={`/campaigns/${item.id}`} fw={600} style={{ overflowWrap: 'anywhere' }}>
          {item.name}
        </Anchor>
        <Text size="xs" c="dimmed" truncate>
          {item.file_name}
        </Text>
      </Table.Td>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          <CampaignStateBadge state={item.state} />
          {item.approval !== 'not_ready' && <ApprovalBadge state={item.approval} />}
        </Stack>
      </Table.Td>
      <Table.Td ta="right" miw={130}>
        {isShown ? t('campaigns.textsOf', { done, planned: formatCount(item.planned) }) : t('campaigns.notDivided')}
        {isShown && item.state !== 'finished' && (
          <Progress
            value={(item.done / item.planned) * 100}
            size="sm"
            mt={4}
            aria-label={t('campaigns.progress.title')}
          />
        )}
      </Table.Td>
      <Table.Td maw={320}>
        <Text size="sm">{shorten(item.products.map(vocabulary.productName))}</Text>
        <Text size="xs" c="dimmed">
          {shorten(item.channels.map(vocabulary.channelName))}
        </Text>
      </Table.Td>
      <Table.Td>
        {formatTime(item.created_at)}
        <Text size="xs" c="dimmed">
          {item.created_by}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

const namesShown = 3;

function shorten(names: readonly string[]): string {
  const rest = names.length - namesShown;
  return rest > 0 ? `${names.slice(0, namesShown).join(', ')} +${formatCount(rest)}` : names.join(', ');
}
