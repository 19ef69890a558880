/** Days in words. `effective_to` is the day after the last one; people name the last. */
import type { TFunction } from 'i18next';
import type { TermsContent } from '../../api/catalogue.ts';
import { formatDay } from '../../parts/format-time.ts';

const dayMs = 86_400_000;

export function formatValidity({ effective_from, effective_to }: TermsContent, t: TFunction): string {
  const from = formatDay(effective_from);
  if (effective_to === null) return t('catalogue.from', { from });
  const last = new Date(Date.parse(effective_to) - dayMs).toISOString().slice(0, 10);
  return t('catalogue.range', { from, to: formatDay(last) });
}
