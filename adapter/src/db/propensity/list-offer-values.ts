import { sql } from 'slonik';
import { z } from 'zod';
import type { OfferValueBody } from '../../api/propensity.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const valueRow = z.object({ product: z.string(), value: z.number(), at: instantColumn, created_by: z.string() });

/** What a sale of each product is worth now. */
export async function listOfferValues(database: Statements): Promise<OfferValueBody[]> {
  const rows = await database.any(sql.type(valueRow)`
    SELECT DISTINCT ON (offer_values.product_code) offer_values.product_code AS product, offer_values.value,
      offer_values.at, users.name AS created_by
    FROM offer_values
    JOIN users ON users.id = offer_values.created_by
    ORDER BY offer_values.product_code, offer_values.id DESC
  `);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
