import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewOfferValue {
  readonly product: string;
  /** Roubles. */
  readonly value: number;
  readonly atMs: number;
  readonly createdBy: string;
}

export async function insertOfferValue(database: Statements, row: NewOfferValue): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO offer_values (product_code, value, at, created_by)
    VALUES (${row.product}, ${row.value}, ${sql.timestamp(new Date(row.atMs))}, ${row.createdBy})
  `);
}
