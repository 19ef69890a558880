/** A field of terms as a line of text, for tables and differences. */
import type { TFunction } from 'i18next';
import type { TermsContent } from '../../api/catalogue.ts';
import { formatDay } from '../../parts/format-time.ts';

export const termsFields = [
  'legal_name',
  'licence',
  'effective_from',
  'effective_to',
  'rate',
  'rate_min_guaranteed',
  'full_cost_min',
  'full_cost_max',
  'full_terms',
  'url',
  'tails',
  'erids',
  'claims_reviewed',
  'confirmed_claims',
  'denied_claims',
  'provider_outlasts_terms',
  'is_sample',
] as const satisfies readonly (keyof TermsContent)[];
export type TermsField = (typeof termsFields)[number];

/** @returns "" where nothing is said */
export function showTermsField(
  terms: TermsContent,
  field: TermsField,
  channelName: (code: string) => string,
  t: TFunction,
): string {
  const value = terms[field];
  if (typeof value === 'boolean') return t(value ? 'catalogue.versions.yes' : 'catalogue.versions.no');
  if (field === 'effective_from' || field === 'effective_to') {
    return value === null ? t('catalogue.endless') : formatDay(value as string);
  }
  if (value === null || typeof value === 'string') return value ?? '';
  if (Array.isArray(value)) return value.toSorted().join(', ');
  return Object.entries(value)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([channel, text]) => `${channel === '*' ? t('catalogue.everyChannel') : channelName(channel)}: ${text}`)
    .join('; ');
}
