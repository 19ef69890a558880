import { sql } from 'slonik';
import type { PropensityReasonBody } from '../../api/propensity.ts';
import type { Statements } from '../database.ts';

export interface NewPrediction {
  readonly id: string;
  readonly clientId: number | null;
  readonly features: object;
  readonly probability: number;
  readonly reasons: readonly PropensityReasonBody[];
}

/** One statement for all clients of a request. */
export async function insertPredictions(
  database: Statements,
  predictions: readonly NewPrediction[],
  { modelId, createdBy, createdAtMs }: { modelId: string; createdBy: string; createdAtMs: number },
): Promise<void> {
  const rows = predictions.map(({ id, clientId, features, probability, reasons }) => [
    id,
    clientId,
    JSON.stringify(features),
    probability,
    JSON.stringify(reasons),
  ]);
  await database.query(sql.unsafe`
    INSERT INTO propensity_predictions (id, created_at, created_by, model_id, client_id, features, probability, reasons)
    SELECT given.id, ${sql.timestamp(new Date(createdAtMs))}, ${createdBy}, ${modelId}, given.client_id,
      given.features::jsonb, given.probability, given.reasons::jsonb
    FROM ${sql.unnest(rows, ['uuid', 'int8', 'text', 'float8', 'text'])}
      AS given (id, client_id, features, probability, reasons)
  `);
}
