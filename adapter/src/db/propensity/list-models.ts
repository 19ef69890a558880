import { sql } from 'slonik';
import { z } from 'zod';
import { type ModelItem, modelCardSchema } from '../../api/propensity.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { modelColumns, modelRow, modelTables } from './model-rows.ts';

const itemRow = z.object({
  ...modelRow,
  kind: modelCardSchema.shape.kind,
  trained_at: z.string(),
  measures: modelCardSchema.shape.measured.unwrap().shape.measures.nullable(),
});

/** Uploaded models, newest first. */
export async function listModels(database: Statements): Promise<ModelItem[]> {
  const rows = await database.any(sql.type(itemRow)`
    SELECT ${modelColumns}, propensity_models.card ->> 'kind' AS kind,
      propensity_models.card ->> 'trained_at' AS trained_at, propensity_models.card #> '{measured,measures}' AS measures
    FROM ${modelTables}
    ORDER BY propensity_models.created_at DESC, propensity_models.id DESC
    LIMIT ${limits.insightPageMax}
  `);
  return rows.map((row) => ({ ...row, created_at: new Date(row.created_at).toISOString() }));
}
