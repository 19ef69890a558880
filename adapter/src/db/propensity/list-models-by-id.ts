import { sql } from 'slonik';
import type { Statements } from '../database.ts';
import { type ActiveModel, activeRow } from './list-active-models.ts';

/** Models of products, whether or not they rank anything now. */
export async function listModelsById(
  database: Statements,
  modelIds: readonly string[],
): Promise<readonly ActiveModel[]> {
  return await database.any(sql.type(activeRow)`
    SELECT id, product_code AS product, card, file
    FROM propensity_models
    WHERE id = ANY(${sql.array([...modelIds], 'uuid')}) AND product_code IS NOT NULL
  `);
}
