import { sql } from 'slonik';
import type { CatalogueTerms } from '../../api/catalogue.ts';
import type { Statements } from '../database.ts';
import { isGoverning, termsColumns, termsRow, termsTables, toCatalogueTerms } from './terms-columns.ts';

/** What an export holds: the rows in force on the day, and those that will be, each in its last version. */
export async function listLiveTerms(database: Statements, on: string): Promise<CatalogueTerms[]> {
  const rows = await database.any(sql.type(termsRow)`
    SELECT ${termsColumns(on)} FROM ${termsTables}
    WHERE ${isGoverning(on)}
      OR (offer_terms.effective_from > ${on}::date AND NOT EXISTS (
        SELECT FROM offer_terms AS later
        WHERE later.product_code = offer_terms.product_code AND later.effective_from = offer_terms.effective_from
          AND later.version > offer_terms.version
      ))
    ORDER BY offer_terms.product_code, offer_terms.effective_from
  `);
  return rows.map(toCatalogueTerms);
}
