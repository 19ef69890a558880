import { sql } from 'slonik';
import type { CatalogueTerms } from '../../api/catalogue.ts';
import type { Statements } from '../database.ts';
import { termsColumns, termsRow, termsTables, toCatalogueTerms } from './terms-columns.ts';

/**
 * The row that speaks of the product on this day, in force or ended (`in_force`); null when nothing has begun yet.
 * Read with every request.
 */
export async function findGoverningTerms(
  database: Statements,
  product: string,
  on: string,
): Promise<CatalogueTerms | null> {
  const row = await database.maybeOne(sql.type(termsRow)`
    SELECT ${termsColumns(on)} FROM ${termsTables}
    WHERE offer_terms.product_code = ${product} AND offer_terms.effective_from <= ${on}::date
    ORDER BY offer_terms.effective_from DESC, offer_terms.version DESC
    LIMIT 1
  `);
  return row === null ? null : toCatalogueTerms(row);
}
