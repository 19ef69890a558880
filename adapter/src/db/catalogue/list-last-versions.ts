import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const lastVersionRow = z.object({
  product_code: z.string(),
  effective_from: z.string(),
  version: z.int(),
  content_sha256: z.string(),
});
export type LastVersion = z.output<typeof lastVersionRow>;

/** The last version of each beginning, of all products: what an import is compared with. */
export function listLastVersions(database: Statements): Promise<readonly LastVersion[]> {
  return database.any(sql.type(lastVersionRow)`
    SELECT DISTINCT ON (product_code, effective_from) product_code, effective_from::text, version, content_sha256
    FROM offer_terms
    ORDER BY product_code, effective_from, version DESC
  `);
}
