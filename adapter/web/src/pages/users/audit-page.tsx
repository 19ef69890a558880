/** The audit trail: filters, more on demand, all of it as CSV. */
import { Alert, Button, Group, Select, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, openApi } from '../../api/call-api.ts';
import { formatTime } from '../../parts/format-time.ts';
import { notifyProblem } from '../../parts/notify.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

interface AuditItem {
  readonly id: number;
  readonly at: string;
  readonly user: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface AuditPageOfItems {
  readonly items: readonly AuditItem[];
  readonly next_cursor: number | null;
}

interface Filters {
  readonly action: string | null;
  readonly user: string;
  /** Days, as the pickers give them: "2026-11-25". */
  readonly from: string | null;
  readonly to: string | null;
}

const areas = [
  'session',
  'users',
  'catalogue',
  'contact-policy',
  'copybook',
  'campaigns',
  'labels',
  'outcomes',
  'rules',
  'history',
  'audit',
] as const;
const noFilters: Filters = { action: null, user: '', from: null, to: null };

export default function AuditPage() {
  const { t } = useTranslation();
  const [filters, setFilters] = useState(noFilters);
  const [settled] = useDebouncedValue(filters, 300);
  const query = toQuery(settled);
  const pages = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam, signal }) => callApi<AuditPageOfItems>(`/v1/audit?${query}${pageParam}`, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => (next_cursor === null ? undefined : `&cursor=${next_cursor}`),
  });
  const exporting = useMutation({ mutationFn: () => download(query), onError: notifyProblem });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageTitle title={t('pages.audit')} hint={t('audit.hint')}>
        <Button
          leftSection={<IconDownload size={16} />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {t('audit.export')}
        </Button>
      </PageTitle>
      <Stack>
        <AuditFilters filters={filters} onChange={setFilters} />
        {pages.isError && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
        {pages.isPending && <Skeleton h={320} aria-label={t('common.loading')} />}
        {pages.isSuccess && items.length === 0 && <Alert>{t('common.nothingFound')}</Alert>}
        {items.length > 0 && <AuditTable items={items} />}
        {items.length > 0 && (
          <Group justify="space-between">
            <Text size="sm" c="dimmed" aria-live="polite">
              {t('audit.shown', { count: items.length })}
            </Text>
            {pages.hasNextPage && (
              <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
                {t('audit.more')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </>
  );
}

function AuditFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('audit.area')}
        placeholder={t('audit.allAreas')}
        clearable
        clearButtonProps={{ 'aria-label': t('audit.allAreas') }}
        data={areas.map((area) => ({ value: area, label: t(`audit.areas.${area}`) }))}
        value={filters.action}
        onChange={(action) => onChange({ ...filters, action })}
      />
      <TextInput
        label={t('audit.user')}
        placeholder={t('audit.userHint')}
        maxLength={100}
        value={filters.user}
        onChange={(event) => onChange({ ...filters, user: event.currentTarget.value })}
      />
      {(['from', 'to'] as const).map((side) => (
        <DatePickerInput
          key={side}
          w={170}
          label={t(side === 'from' ? 'audit.fromDay' : 'audit.toDay')}
          locale={i18n.language}
          valueFormat="DD.MM.YYYY"
          clearable
          clearButtonProps={{ 'aria-label': t('common.close') }}
          value={filters[side]}
          onChange={(day) => onChange({ ...filters, [side]: day })}
        />
      ))}
    </Group>
  );
}

function AuditTable({ items }: { items: readonly AuditItem[] }) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={820} type="native" tabIndex={0} role="region" aria-label={t('pages.audit')}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('audit.when')}</Table.Th>
            <Table.Th scope="col">{t('audit.who')}</Table.Th>
            <Table.Th scope="col">{t('audit.what')}</Table.Th>
            <Table.Th scope="col">{t('audit.subject')}</Table.Th>
            <Table.Th scope="col">{t('audit.details')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ id, at, user, action, subject, details }) => (
            <Table.Tr key={id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatTime(at)}</Table.Td>
              <Table.Td>{user ?? <Text c="dimmed">{t('audit.nobody')}</Text>}</Table.Td>
              <Table.Td>{t(`audit.actions.${action.replaceAll('.', '-')}`, { defaultValue: action })}</Table.Td>
              <Table.Td>{subject}</Table.Td>
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {describeDetails(details, t)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function describeDetails(details: AuditItem['details'], t: TFunction): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => {
      const text = String(value);
      const role = t(`roles.${text}`, { defaultValue: text });
      const shown = t(`audit.detailValues.${text}`, { defaultValue: role });
      return `${t(`audit.detailNames.${name}`, { defaultValue: name })}: ${typeof value === 'string' ? shown : text}`;
    })
    .join(' · ');
}

/** Days begin at midnight where the browser is; the last day counts whole. */
function toQuery({ action, user, from, to }: Filters): string {
  const query = new URLSearchParams();
  if (action !== null) query.set('action', action);
  if (user.trim() !== '') query.set('user', user.trim());
  if (from !== null) query.set('from', startOf(from, 0));
  if (to !== null) query.set('to', startOf(to, 1));
  return query.toString();
}

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

/** Over fetch, not a link: a refusal is shown on the page, and an expired session asks to sign in again. */
async function download(query: string): Promise<void> {
  const response = await openApi(`/v1/audit.csv?${query}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = 'offerwright-audit.csv';
  link.click();
  URL.revokeObjectURL(url);
}
