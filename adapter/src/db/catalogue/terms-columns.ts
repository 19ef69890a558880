/** The columns of the offer catalogue as rows come back, and the shape that REST shows. */
import { sql } from 'slonik';
import { z } from 'zod';
import { type CatalogueTerms, channelKeys, termsOrigins } from '../../api/catalogue.ts';
import { instantColumn } from '../row-types.ts';

const byChannel = z.partialRecord(z.enum(channelKeys), z.string());

export const termsRow = z.object({
  product_code: z.string(),
  version: z.int(),
  legal_name: z.string(),
  licence: z.string(),
  rate: z.string(),
  rate_min_guaranteed: z.string(),
  full_cost_min: z.string(),
  full_cost_max: z.string(),
  full_terms: z.string(),
  url: z.string(),
  tails: byChannel,
  erids: byChannel,
  confirmed_claims: z.array(z.string()),
  denied_claims: z.array(z.string()),
  claims_reviewed: z.boolean(),
  provider_outlasts_terms: z.boolean(),
  effective_from: z.string(),
  effective_to: z.string().nullable(),
  is_sample: z.boolean(),
  content_sha256: z.string(),
  origin: z.enum(termsOrigins),
  created_by: z.string().nullable(),
  created_at: instantColumn,
  in_force: z.boolean(),
});

/** @param on the day that `in_force` is asked for, "2026-03-01" */
export const termsColumns = (on: string) => sql.fragment`
  offer_terms.product_code, offer_terms.version, offer_terms.legal_name, offer_terms.licence, offer_terms.rate,
  offer_terms.rate_min_guaranteed, offer_terms.full_cost_min, offer_terms.full_cost_max, offer_terms.full_terms,
  offer_terms.url, offer_terms.tails, offer_terms.erids, offer_terms.confirmed_claims, offer_terms.denied_claims,
  offer_terms.claims_reviewed, offer_terms.provider_outlasts_terms, offer_terms.effective_from::text,
  offer_terms.effective_to::text, offer_terms.is_sample, offer_terms.content_sha256, offer_terms.origin,
  users.name AS created_by, offer_terms.created_at, ${isGoverning(on)} AS in_force
`;

export const termsTables = sql.fragment`offer_terms LEFT JOIN users ON users.id = offer_terms.created_by`;

/**
 * Whether the row is in force on a day: it has begun and not ended, and no other row of the product speaks of that day.
 * Of the rows that have begun the latest beginning counts, and of one beginning the last version. So a correction takes
 * the place of what it corrects, a future change waits for its day, and an end is an end: older rows never come back.
 */
export const isGoverning = (on: string) => sql.fragment`(
  offer_terms.effective_from <= ${on}::date
  AND (offer_terms.effective_to IS NULL OR offer_terms.effective_to > ${on}::date)
  AND NOT EXISTS (
    SELECT FROM offer_terms AS other
    WHERE other.product_code = offer_terms.product_code AND other.effective_from <= ${on}::date
      AND (other.effective_from, other.version) > (offer_terms.effective_from, offer_terms.version)
  )
)`;

export function toCatalogueTerms(row: z.output<typeof termsRow>): CatalogueTerms {
  const { product_code, version, created_at, ...rest } = row;
  return { product: product_code, version, ...rest, created_at: new Date(created_at).toISOString() };
}
