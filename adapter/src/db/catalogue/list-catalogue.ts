import { sql } from 'slonik';
import type { CatalogueTerms } from '../../api/catalogue.ts';
import type { Statements } from '../database.ts';
import { termsColumns, termsRow, termsTables, toCatalogueTerms } from './terms-columns.ts';

/**
 * One row a product, in the order of codes: what is in force on the day; else what held last before it; else what comes
 * first after it. `in_force` tells which.
 */
export async function listCatalogue(database: Statements, on: string): Promise<CatalogueTerms[]> {
  const rows = await database.any(sql.type(termsRow)`
    SELECT DISTINCT ON (offer_terms.product_code) ${termsColumns(on)} FROM ${termsTables}
    ORDER BY offer_terms.product_code, offer_terms.effective_from > ${on}::date,
      CASE WHEN offer_terms.effective_from > ${on}::date THEN offer_terms.effective_from END,
      offer_terms.effective_from DESC, offer_terms.version DESC
  `);
  return rows.map(toCatalogueTerms);
}
