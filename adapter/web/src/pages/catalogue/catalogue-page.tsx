/** The offer catalogue: every product with its terms on a day, and what still lacks them. */
import { Alert, Anchor, Button, Group, SegmentedControl, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { catalogueKey, fetchCatalogue, listClaims, type ProductClaims } from '../../api/catalogue.ts';
import { useSession } from '../../api/session.ts';
import { formatDay } from '../../parts/format-time.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useVocabulary } from '../../parts/use-vocabulary.ts';
import { formatValidity } from './format-validity.ts';
import { ImportDialog } from './import-dialog.tsx';
import { SampleBadge, TermsStateBadge } from './terms-badges.tsx';
import { type CatalogueRow, isInState, listRows, type TermsState, termsStates } from './terms-state.ts';

export default function CataloguePage() {
  const { t } = useTranslation();
  const role = useSession().data?.role;
  const { products, productName } = useVocabulary();
  const [on, setOn] = useState<string | null>(null);
  const [state, setState] = useState<TermsState | 'all'>('all');
  const [wanted, setWanted] = useState('');
  const [isImporting, importing] = useDisclosure(false);
  const catalogue = useQuery({
    queryKey: [...catalogueKey, 'on', on],
    queryFn: ({ signal }) => fetchCatalogue(signal, on),
  });
  const claims = useQuery({ queryKey: [...catalogueKey, 'claims'], queryFn: ({ signal }) => listClaims(signal) });
  const codes = products.map(({ code }) => code);
  const rows = catalogue.data === undefined ? [] : listRows(catalogue.data, codes);
  const sought = wanted.trim().toLowerCase();
  const shown = rows.filter(
    (row) => isInState(row, state) && `${row.product} ${productName(row.product)}`.toLowerCase().includes(sought),
  );
  return (
    <>
      <PageTitle title={t('pages.catalogue')} hint={t('catalogue.hint')}>
        {(role === 'administrator' || role === 'compliance') && (
          <Button leftSection={<IconFileImport size={16} />} onClick={importing.open}>
            {t('catalogue.import')}
          </Button>
        )}
      </PageTitle>
      <Stack>
        {rows.some(({ terms }) => terms?.is_sample) && <Alert color="orange">{t('catalogue.sampleNotice')}</Alert>}
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t('catalogue.search')}
            leftSection={<IconSearch size={16} />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <DayPicker value={on} onChange={setOn} />
          <SegmentedControl
            aria-label={t('catalogue.state')}
            value={state}
            onChange={(value) => setState(value as TermsState | 'all')}
            data={(['all', ...termsStates] as const).map((value) => ({
              value,
              label: countLabel(t(`catalogue.states.${value}`), rows, value),
            }))}
            style={{ flexWrap: 'wrap' }}
          />
        </Group>
        {catalogue.isPending && <Skeleton h={420} aria-label={t('common.loading')} />}
        {catalogue.isError && <ProblemNotice error={catalogue.error} onRetry={() => catalogue.refetch()} />}
        {catalogue.isSuccess && shown.length === 0 && <Alert>{t('common.nothingFound')}</Alert>}
        {shown.length > 0 && <CatalogueTable rows={shown} claims={claims.data ?? []} />}
      </Stack>
      <ImportDialog opened={isImporting} onClose={importing.close} />
    </>
  );
}

function countLabel(label: string, rows: readonly CatalogueRow[], state: TermsState | 'all'): string {
  const count = rows.filter((row) => isInState(row, state)).length;
  return `${label} · ${count}`;
}

function DayPicker({ value, onChange }: { value: string | null; onChange: (day: string | null) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <DatePickerInput
      w={170}
      label={t('catalogue.on')}
      placeholder={t('catalogue.today')}
      locale={i18n.language}
      valueFormat="DD.MM.YYYY"
      clearable
      clearButtonProps={{ 'aria-label': t('catalogue.today') }}
      value={value}
      onChange={onChange}
    />
  );
}

function CatalogueTable({ rows, claims }: { rows: readonly CatalogueRow[]; claims: readonly ProductClaims[] }) {
  const { t } = useTranslation();
  const columns = ['product', 'state', 'validity', 'rate', 'terms', 'claims'] as const;
  return (
    <Table.ScrollContainer minWidth={960} type="native" tabIndex={0} role="region" aria-label={t('pages.catalogue')}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name} scope="col" ta={name === 'rate' ? 'right' : undefined}>
                {t(`catalogue.list.${name}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              {t('catalogue.list.version')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <ProductRow key={row.product} row={row} claims={claims.find(({ product }) => product === row.product)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ProductRow({ row, claims }: { row: CatalogueRow; claims: ProductClaims | undefined }) {
  const { t } = useTranslation();
  const { productName } = useVocabulary();
  const { product, state, terms } = row;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/catalogue/${encodeURIComponent(product)}`} fw={600} size="sm">
          {productName(product)}
        </Anchor>
        <Text size="xs" c="dimmed">
          {product}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <TermsStateBadge state={state} />
          {terms?.is_sample && <SampleBadge />}
        </Group>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {terms === null ? '—' : formatValidity(terms, t)}
        {row.upcoming
          .filter(({ version }) => version !== terms?.version)
          .map((next) => (
            <Text key={next.version} size="xs" c="dimmed">
              {t('catalogue.list.next', { version: next.version, from: formatDay(next.effective_from) })}
            </Text>
          ))}
      </Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        {terms === null || terms.rate === '' ? '—' : `${terms.rate} %`}
      </Table.Td>
      <Table.Td maw={180}>
        {terms !== null && t(terms.full_terms === '' ? 'catalogue.list.noTerms' : 'catalogue.list.hasTerms')}
      </Table.Td>
      <Table.Td>
        <ClaimsState claims={claims} />
      </Table.Td>
      <Table.Td ta="right">{terms?.version ?? '—'}</Table.Td>
    </Table.Tr>
  );
}

function ClaimsState({ claims }: { claims: ProductClaims | undefined }) {
  const { t } = useTranslation();
  if (claims === undefined || claims.claims.length === 0) return '—';
  if (!claims.claims_reviewed) return <Text size="sm">{t('catalogue.list.claimsNotReviewed')}</Text>;
  const confirmed = claims.claims.filter(({ status }) => status === 'confirmed').length;
  // A thread may wait for several claims: the largest is certain.
  const waiting = Math.max(...claims.claims.map(({ threads_waiting_count }) => threads_waiting_count));
  return (
    <>
      <Text size="sm">{t('catalogue.list.claimsReviewed', { confirmed, all: claims.claims.length })}</Text>
      {waiting > 0 && (
        <Text size="xs" c="dimmed">
          {t('catalogue.list.waiting', { count: waiting })}
        </Text>
      )}
    </>
  );
}
