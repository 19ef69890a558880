import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewModel {
  readonly id: string;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly sha256: string;
  readonly title: string;
  readonly product: string | null;
  readonly cardJson: string;
  readonly file: string;
}

/** False when the same file is there already. */
export async function insertModel(database: Statements, model: NewModel): Promise<boolean> {
  const { rowCount } = await database.query(sql.unsafe`
    INSERT INTO propensity_models (id, created_at, created_by, sha256, title, product_code, card, file)
    VALUES (
      ${model.id}, ${sql.timestamp(new Date(model.createdAtMs))}, ${model.createdBy}, ${model.sha256}, ${model.title},
      ${model.product}, ${model.cardJson}::jsonb, ${model.file}
    )
    ON CONFLICT (sha256) DO NOTHING
  `);
  return rowCount > 0;
}
