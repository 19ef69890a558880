import { sql } from 'slonik';
import type { CatalogueTerms } from '../../api/catalogue.ts';
import type { Statements } from '../database.ts';
import { termsColumns, termsRow, termsTables, toCatalogueTerms } from './terms-columns.ts';

/** Terms whose first day comes after the day, by product and day; of one day the last version counts. */
export async function listUpcomingTerms(database: Statements, on: string): Promise<CatalogueTerms[]> {
  const rows = await database.any(sql.type(termsRow)`
    SELECT DISTINCT ON (offer_terms.product_code, offer_terms.effective_from) ${termsColumns(on)} FROM ${termsTables}
    WHERE offer_terms.effective_from > ${on}::date
    ORDER BY offer_terms.product_code, offer_terms.effective_from, offer_terms.version DESC
  `);
  return rows.map(toCatalogueTerms);
}
