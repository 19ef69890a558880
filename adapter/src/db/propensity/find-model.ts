import { sql } from 'slonik';
import { z } from 'zod';
import { type ModelBody, modelCardSchema } from '../../api/propensity.ts';
import type { Statements } from '../database.ts';
import { modelColumns, modelRow, modelTables } from './model-rows.ts';

const foundRow = z.object({ ...modelRow, card: modelCardSchema, file: z.string() });

/** A model with its card and its file, or null. */
export async function findModel(
  database: Statements,
  id: string,
): Promise<{ readonly model: ModelBody; readonly file: string } | null> {
  const row = await database.maybeOne(sql.type(foundRow)`
    SELECT ${modelColumns}, propensity_models.card, propensity_models.file
    FROM ${modelTables}
    WHERE propensity_models.id = ${id}
  `);
  if (row === null) return null;
  const { file, ...model } = row;
  return { model: { ...model, created_at: new Date(model.created_at).toISOString() }, file };
}
