import { sql } from 'slonik';
import type { EstimatedStatement } from '../../api/concerns.ts';
import type { Statements } from '../database.ts';

export interface NewConcernEstimate {
  readonly item: EstimatedStatement;
  readonly text: string;
}

export interface ConcernEstimateContext {
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly product: string;
  readonly modelSha256: string;
}

/** One statement for all texts of a request. */
export async function insertConcernEstimates(
  database: Statements,
  estimates: readonly NewConcernEstimate[],
  { createdBy, createdAtMs, product, modelSha256 }: ConcernEstimateContext,
): Promise<void> {
  const rows = estimates.map(({ item, text }) => [
    item.id,
    item.client_id,
    text,
    item.language,
    JSON.stringify(item.likelihoods),
    JSON.stringify(item.found),
    JSON.stringify(item.phrases),
  ]);
  await database.query(sql.unsafe`
    INSERT INTO concern_estimates (id, created_at, created_by, product, client_id, text, language, likelihoods, found,
      phrases, model_sha256)
    SELECT given.id, ${sql.timestamp(new Date(createdAtMs))}, ${createdBy}, ${product}, given.client_id, given.text,
      given.language, given.likelihoods::jsonb, given.found::jsonb, given.phrases::jsonb, ${modelSha256}
    FROM ${sql.unnest(rows, ['uuid', 'int8', 'text', 'text', 'text', 'text', 'text'])}
      AS given (id, client_id, text, language, likelihoods, found, phrases)
  `);
}
