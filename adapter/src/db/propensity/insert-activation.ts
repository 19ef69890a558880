import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewActivation {
  readonly product: string;
  /** Null: no model ranks the product any more. */
  readonly modelId: string | null;
  readonly atMs: number;
  readonly createdBy: string;
}

export async function insertActivation(database: Statements, activation: NewActivation): Promise<void> {
  await database.query(sql.unsafe`
    INSERT INTO propensity_activations (product_code, model_id, at, created_by)
    VALUES (
      ${activation.product}, ${activation.modelId}, ${sql.timestamp(new Date(activation.atMs))}, ${activation.createdBy}
    )
  `);
}
