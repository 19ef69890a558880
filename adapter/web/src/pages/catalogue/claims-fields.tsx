/** What the bank says of each fact that threads of the product rely on. */
import { Checkbox, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ClaimOfProduct, catalogueKey, listClaims, type TermsContent } from '../../api/catalogue.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { TermsFieldsProps } from './terms-fields.tsx';

type Status = ClaimOfProduct['status'];
const statuses: readonly Status[] = ['confirmed', 'denied', 'not_reviewed'];

export function ClaimsFields({ product, terms, onChange }: TermsFieldsProps & { readonly product: string }) {
  const { t } = useTranslation();
  const claims = useQuery({ queryKey: [...catalogueKey, 'claims'], queryFn: ({ signal }) => listClaims(signal) });
  if (claims.isPending) return <Skeleton h={160} aria-label={t('common.loading')} />;
  if (claims.isError) return <ProblemNotice error={claims.error} onRetry={() => claims.refetch()} />;
  const own = claims.data.find((entry) => entry.product === product)?.claims ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(own.length === 0 ? 'catalogue.claims.none' : 'catalogue.claims.intro')}
      </Text>
      <Checkbox
        label={t('catalogue.fields.claims_reviewed')}
        description={t('catalogue.hints.claims_reviewed')}
        checked={terms.claims_reviewed}
        onChange={(event) => onChange({ claims_reviewed: event.currentTarget.checked })}
      />
      {own.map((claim) => (
        <ClaimField
          key={claim.id}
          claim={claim}
          status={statusOf(terms, claim.id)}
          onChange={(status) => onChange(withStatus(terms, claim.id, status))}
        />
      ))}
    </Stack>
  );
}

function statusOf({ confirmed_claims, denied_claims }: TermsContent, id: string): Status {
  if (confirmed_claims.includes(id)) return 'confirmed';
  return denied_claims.includes(id) ? 'denied' : 'not_reviewed';
}

function withStatus({ confirmed_claims, denied_claims }: TermsContent, id: string, status: Status) {
  const without = (ids: readonly string[]) => ids.filter((other) => other !== id);
  return {
    confirmed_claims: [...without(confirmed_claims), ...(status === 'confirmed' ? [id] : [])],
    denied_claims: [...without(denied_claims), ...(status === 'denied' ? [id] : [])],
  };
}

interface ClaimFieldProps {
  readonly claim: ClaimOfProduct;
  readonly status: Status;
  readonly onChange: (status: Status) => void;
}

function ClaimField({ claim, status, onChange }: ClaimFieldProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" maw={620}>
        {claim.statement}{' '}
        <Text span size="xs" c="dimmed">
          {t('catalogue.claims.threads')}: {claim.threads_count}
        </Text>
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={claim.statement}
        value={status}
        onChange={(value) => onChange(value as Status)}
        data={statuses.map((value) => ({ value, label: t(`catalogue.claims.statuses.${value}`) }))}
      />
    </Group>
  );
}
