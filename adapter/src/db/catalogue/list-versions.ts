import { sql } from 'slonik';
import type { CatalogueTerms } from '../../api/catalogue.ts';
import type { Statements } from '../database.ts';
import { termsColumns, termsRow, termsTables, toCatalogueTerms } from './terms-columns.ts';

/** All versions of a product, the newest first; [] when the catalogue has none. */
export async function listVersions(database: Statements, product: string, on: string): Promise<CatalogueTerms[]> {
  const rows = await database.any(sql.type(termsRow)`
    SELECT ${termsColumns(on)} FROM ${termsTables}
    WHERE offer_terms.product_code = ${product}
    ORDER BY offer_terms.version DESC
  `);
  return rows.map(toCatalogueTerms);
}
