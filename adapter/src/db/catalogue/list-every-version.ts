import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const versionRow = z.object({
  product_code: z.string(),
  version: z.int(),
  legal_name: z.string(),
  licence: z.string(),
  full_terms: z.string(),
  url: z.string(),
  erids: z.record(z.string(), z.string()),
});
export type TermsVersion = z.output<typeof versionRow>;

/** All terms that ever were, of all products: what a stored text was written with is among them. */
export async function listEveryVersion(database: Statements): Promise<readonly TermsVersion[]> {
  return await database.any(sql.type(versionRow)`
    SELECT product_code, version, legal_name, licence, full_terms, url, erids
    FROM offer_terms
    ORDER BY product_code, version
  `);
}
