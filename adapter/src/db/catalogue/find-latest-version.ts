import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** The highest version of a product, 0 when the catalogue has none. */
export function findLatestVersion(database: Statements, product: string): Promise<number> {
  return database.oneFirst(sql.type(z.object({ version: z.int() }))`
    SELECT coalesce(max(version), 0) AS version FROM offer_terms WHERE product_code = ${product}
  `);
}
