import { sql } from 'slonik';
import { z } from 'zod';
import { modelCardSchema } from '../../api/propensity.ts';
import type { Statements } from '../database.ts';

export const activeRow = z.object({ id: z.string(), product: z.string(), card: modelCardSchema, file: z.string() });
export type ActiveModel = z.output<typeof activeRow>;

/** The models that rank the given products now. */
export async function listActiveModels(
  database: Statements,
  products: readonly string[],
): Promise<readonly ActiveModel[]> {
  return await database.any(sql.type(activeRow)`
    SELECT propensity_models.id, latest.product_code AS product, propensity_models.card, propensity_models.file
    FROM (
      SELECT DISTINCT ON (product_code) product_code, model_id
      FROM propensity_activations
      WHERE product_code = ANY(${sql.array([...products], 'text')})
      ORDER BY product_code, id DESC
    ) AS latest
    JOIN propensity_models ON propensity_models.id = latest.model_id
  `);
}
