/** Facts that the threads of a product rely on, what the bank says of each, and the threads that wait for it. */
import { Alert, Anchor, Skeleton, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ClaimOfProduct, catalogueKey, listClaims } from '../../api/catalogue.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';

const colors = { confirmed: 'teal.9', denied: 'red.9', not_reviewed: 'gray.7' } as const;

export function ClaimsTab({ product }: { product: string }) {
  const { t } = useTranslation();
  const claims = useQuery({ queryKey: [...catalogueKey, 'claims'], queryFn: ({ signal }) => listClaims(signal) });
  if (claims.isPending) return <Skeleton h={240} aria-label={t('common.loading')} />;
  if (claims.isError) return <ProblemNotice error={claims.error} onRetry={() => claims.refetch()} />;
  const own = claims.data.find((entry) => entry.product === product);
  if (own === undefined || own.claims.length === 0) return <Alert>{t('catalogue.claims.none')}</Alert>;
  return (
    <Stack maw={920}>
      <Alert>{t(own.claims_reviewed ? 'catalogue.claims.reviewed' : 'catalogue.claims.notReviewed')}</Alert>
      <Table.ScrollContainer
        minWidth={640}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t('catalogue.sections.claims')}
      >
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('catalogue.claims.statement')}</Table.Th>
              <Table.Th scope="col">{t('catalogue.claims.status')}</Table.Th>
              <Table.Th scope="col">{t('catalogue.claims.threads')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('catalogue.claims.waitingThreads')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {own.claims.map((claim) => (
              <ClaimRow key={claim.id} product={product} claim={claim} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function ClaimRow({ product, claim }: { product: string; claim: ClaimOfProduct }) {
  const { t } = useTranslation();
  const query = new URLSearchParams({ product, claim: claim.id });
  return (
    <Table.Tr>
      <Table.Td>{claim.statement}</Table.Td>
      <Table.Td>
        <StateBadge color={colors[claim.status]} label={t(`catalogue.claims.statuses.${claim.status}`)} />
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/copybook?${query}`} size="sm">
          {t('catalogue.claims.show', { count: claim.threads_count })}
        </Anchor>
      </Table.Td>
      <Table.Td ta="right">{claim.threads_waiting_count}</Table.Td>
    </Table.Tr>
  );
}
