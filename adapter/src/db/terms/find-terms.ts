import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const termsRow = z.object({
  legal_name: z.string(),
  licence: z.string(),
  full_terms: z.string(),
  url: z.string(),
  erid: z.string(),
  version: z.string(),
  is_sample: z.boolean(),
});
export type OfferTerms = z.output<typeof termsRow>;

/** Terms of the product in force today, or null when the offer catalogue has none. */
export function findTerms(database: Statements, productCode: string): Promise<OfferTerms | null> {
  return database.maybeOne(sql.type(termsRow)`
    SELECT legal_name, licence, full_terms, url, erid, version, is_sample
    FROM offer_terms
    WHERE product_code = ${productCode}
      AND effective_from <= current_date
      AND (effective_to IS NULL OR effective_to > current_date)
    ORDER BY effective_from DESC
    LIMIT 1
  `);
}
