import { sql } from 'slonik';
import type { CatalogueTerms, TermsContent } from '../../api/catalogue.ts';
import type { Statements } from '../database.ts';

export interface NewTerms {
  readonly product: string;
  readonly version: number;
  readonly terms: TermsContent;
  readonly contentSha256: string;
  readonly origin: CatalogueTerms['origin'];
  /** Null: not a user. */
  readonly createdBy: string | null;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/** Run in a transaction that holds the catalogue (lockCatalogue), so that the version is the next one. */
export async function insertTerms(transaction: Statements, row: NewTerms): Promise<void> {
  const { terms } = row;
  await transaction.query(sql.unsafe`
    INSERT INTO offer_terms (product_code, version, legal_name, licence, rate, rate_min_guaranteed, full_cost_min,
      full_cost_max, full_terms, url, tails, erids, confirmed_claims, denied_claims, claims_reviewed,
      provider_outlasts_terms, effective_from, effective_to, is_sample, content_sha256, origin, created_by, created_at)
    VALUES (${row.product}, ${row.version}, ${terms.legal_name}, ${terms.licence}, ${terms.rate},
      ${terms.rate_min_guaranteed}, ${terms.full_cost_min}, ${terms.full_cost_max}, ${terms.full_terms}, ${terms.url},
      ${sql.jsonb(terms.tails)}, ${sql.jsonb(terms.erids)}, ${sql.array([...terms.confirmed_claims], 'text')},
      ${sql.array([...terms.denied_claims], 'text')}, ${terms.claims_reviewed}, ${terms.provider_outlasts_terms},
      ${terms.effective_from}::date, ${terms.effective_to}::date, ${terms.is_sample}, ${row.contentSha256},
      ${row.origin}, ${row.createdBy}, ${sql.timestamp(new Date(row.createdAtMs))})
  `);
}
