/** The history: search, counts by facet that narrow it, a table by pages, the whole entry beside it. */
import { Alert, Box, Button, Drawer, Flex, Group, Menu, NumberInput, Skeleton, Stack, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconDownload, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { keepPreviousData, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import {
  countHistory,
  downloadHistory,
  type ExportFormat,
  type HistoryFilters,
  type HistoryPage as HistoryPageOfItems,
  historyKey,
  listHistory,
  type PagePlace,
} from '../../api/history.ts';
import { useSession } from '../../api/session.ts';
import { notifyProblem } from '../../parts/notify.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { FacetList, TotalCount } from './facet-list.tsx';
import { HistoryTable } from './history-table.tsx';
import { RecordDrawer } from './record-drawer.tsx';
import { useFacetWords } from './use-facet-words.ts';
import { type FilterControl, facetNames, useHistoryFilters } from './use-history-filters.ts';

export default function HistoryPage() {
  const { t } = useTranslation();
  const [place, setPlace] = useState<PagePlace>({});
  const filters = useHistoryFilters(() => setPlace({}));
  const { settled } = filters;
  const [areFacetsOpen, facetsDrawer] = useDisclosure(false);
  const [parameters, setParameters] = useSearchParams();
  const page = useQuery({
    queryKey: [...historyKey, 'list', settled, place],
    queryFn: ({ signal }) => listHistory(settled, place, signal),
    placeholderData: keepPreviousData,
  });
  const counted = useQuery({
    queryKey: [...historyKey, 'facets', settled],
    queryFn: ({ signal }) => countHistory(settled, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const open = (id: string | null) =>
    setParameters((before) => {
      if (id === null) before.delete('entry');
      else before.set('entry', id);
      return before;
    });
  const facets = <FacetList counted={counted.data} filters={filters} />;
  return (
    <>
      <PageTitle title={t('pages.history')} hint={t('history.hint')}>
        <ExportMenu filters={settled} />
      </PageTitle>
      <Flex gap="lg" align="flex-start">
        <Box w={216} flex="0 0 auto" visibleFrom="lg">
          {counted.isError ? <ProblemNotice error={counted.error} onRetry={() => counted.refetch()} /> : facets}
        </Box>
        <Box flex={1} miw={0}>
          <Stack gap="sm">
            <SearchRow filters={filters} />
            <Group gap="xs">
              <Button
                hiddenFrom="lg"
                variant="default"
                size="xs"
                leftSection={<IconFilter size={14} />}
                onClick={facetsDrawer.open}
              >
                {t('history.showFilters', { count: facetNames.filter((name) => name in filters.typed).length })}
              </Button>
              {!counted.isError && <TotalCount counted={counted.isPlaceholderData ? undefined : counted.data} />}
              <ChosenFilters filters={filters} counted={counted.data?.facets} />
            </Group>
            <HistoryRows page={page} isNarrowed={Object.keys(settled).length > 0} onOpen={open} />
            {page.isSuccess && <Pager page={page.data} place={place} onGo={setPlace} />}
          </Stack>
        </Box>
      </Flex>
      <Drawer
        opened={areFacetsOpen}
        onClose={facetsDrawer.close}
        title={t('history.filters')}
        size="sm"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {facets}
      </Drawer>
      <RecordDrawer id={parameters.get('entry')} onClose={() => open(null)} />
    </>
  );
}

interface HistoryRowsProps {
  readonly page: UseQueryResult<HistoryPageOfItems>;
  readonly isNarrowed: boolean;
  readonly onOpen: (id: string) => void;
}

function HistoryRows({ page, isNarrowed, onOpen }: HistoryRowsProps) {
  const { t } = useTranslation();
  if (page.isError) return <ProblemNotice error={page.error} onRetry={() => page.refetch()} />;
  if (page.isPending) return <Skeleton h={420} aria-label={t('common.loading')} />;
  if (page.data.items.length === 0) return <Alert>{t(isNarrowed ? 'history.nothing' : 'history.empty')}</Alert>;
  return (
    <div style={{ opacity: page.isPlaceholderData ? 0.6 : 1 }} aria-busy={page.isPlaceholderData}>
      <HistoryTable items={page.data.items} onOpen={onOpen} />
    </div>
  );
}

function SearchRow({ filters }: { filters: FilterControl }) {
  const { t, i18n } = useTranslation();
  const { typed, set } = filters;
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        flex="1 1 260px"
        type="search"
        label={t('history.searchLabel')}
        placeholder={t('history.searchPlaceholder')}
        leftSection={<IconSearch size={16} />}
        maxLength={200}
        value={typed.q ?? ''}
        onChange={(event) => set('q', event.currentTarget.value)}
      />
      <NumberInput
        flex="1 1 130px"
        maw={180}
        label={t('history.client')}
        hideControls
        allowDecimal={false}
        maxLength={15}
        value={typed.client_id ?? ''}
        onChange={(value) => set('client_id', String(value))}
      />
      {(['from', 'to'] as const).map((side) => (
        <DatePickerInput
          key={side}
          flex="1 1 130px"
          maw={180}
          label={t(side === 'from' ? 'history.fromDay' : 'history.toDay')}
          locale={i18n.language}
          valueFormat="DD.MM.YYYY"
          clearable
          clearButtonProps={{ 'aria-label': t('history.removeFilter', { name: t(`history.${side}Day`) }) }}
          value={typed[side] ?? null}
          onChange={(day) => set(side, day)}
        />
      ))}
    </Group>
  );
}

type Counted = Awaited<ReturnType<typeof countHistory>>['facets'];

/** What narrows the history now; each can be taken back. */
function ChosenFilters({ filters, counted }: { filters: FilterControl; counted: Counted | undefined }) {
  const { t } = useTranslation();
  const wordsOf = useFacetWords();
  const chosen = facetNames.filter((name) => filters.typed[name] !== undefined);
  if (Object.values(filters.typed).every((value) => value === '')) return null;
  return (
    <>
      {chosen.map((name) => {
        const value = filters.typed[name]!;
        const words = wordsOf(name, value, counted?.[name].find((one) => one.value === value)?.name ?? null);
        return (
          <Button
            key={name}
            variant="light"
            size="compact-sm"
            fw={500}
            rightSection={<IconX size={14} />}
            aria-label={t('history.removeFilter', { name: `${t(`history.facets.${name}`)}: ${words}` })}
            onClick={() => filters.set(name, null)}
          >
            {words}
          </Button>
        );
      })}
      <Button variant="subtle" size="compact-sm" onClick={filters.clear}>
        {t('history.clear')}
      </Button>
    </>
  );
}

interface PagerProps {
  readonly page: HistoryPageOfItems;
  readonly place: PagePlace;
  readonly onGo: (place: PagePlace) => void;
}

function Pager({ page, place, onGo }: PagerProps) {
  const { t } = useTranslation();
  const isFirst = Object.keys(place).length === 0;
  if (isFirst && page.next_cursor === null) return null;
  const { next_cursor: next, previous_cursor: previous } = page;
  return (
    <Group justify="space-between" component="nav" aria-label={t('history.pages')}>
      <Button variant="subtle" disabled={isFirst} onClick={() => onGo({})}>
        {t('history.toNewest')}
      </Button>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconChevronLeft size={16} />}
          disabled={previous === null}
          onClick={() => onGo({ after: previous! })}
        >
          {t('history.newer')}
        </Button>
        <Button
          variant="default"
          rightSection={<IconChevronRight size={16} />}
          disabled={next === null}
          onClick={() => onGo({ cursor: next! })}
        >
          {t('history.older')}
        </Button>
      </Group>
    </Group>
  );
}

const exporters = ['administrator', 'compliance', 'manager'];
const formats: readonly ExportFormat[] = ['xlsx', 'csv', 'jsonl'];

function ExportMenu({ filters }: { filters: HistoryFilters }) {
  const { t } = useTranslation();
  const role = useSession().data?.role ?? '';
  const exporting = useMutation({
    mutationFn: (format: ExportFormat) => downloadHistory(filters, format),
    onError: notifyProblem,
  });
  if (!exporters.includes(role)) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconDownload size={16} />} loading={exporting.isPending}>
          {t('history.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('history.exportHint')}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => exporting.mutate(format)}>
            {t(`history.exports.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
