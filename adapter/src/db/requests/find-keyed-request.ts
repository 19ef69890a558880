import { sql } from 'slonik';
import { z } from 'zod';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

const keyedRequestRow = z.object({
  request_id: z.uuid(),
  body_sha256: z.string(),
  claims_reviewed: z.boolean(),
  sample_terms: z.boolean(),
  state: z.enum(['open', 'done', 'failed']),
});
export type KeyedRequest = z.output<typeof keyedRequestRow>;

/** The request that this user's key stands for, or null when it is new or has expired. */
export function findKeyedRequest(
  database: Statements,
  userId: string,
  key: string,
  nowMs: number,
): Promise<KeyedRequest | null> {
  const now = sql.timestamp(new Date(nowMs));
  return database.maybeOne(sql.type(keyedRequestRow)`
    SELECT idempotency_keys.request_id, idempotency_keys.body_sha256, requests.state,
      requests.claims_reviewed, requests.sample_terms
    FROM idempotency_keys
    JOIN requests ON requests.id = idempotency_keys.request_id
    WHERE idempotency_keys.user_id = ${userId} AND idempotency_keys.key = ${key}
      AND idempotency_keys.created_at >= ${now} - make_interval(hours => ${limits.idempotencyHours})
  `);
}
