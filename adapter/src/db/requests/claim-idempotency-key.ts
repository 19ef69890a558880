import { sql } from 'slonik';
import { z } from 'zod';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

export interface KeyClaim {
  readonly userId: string;
  readonly key: string;
  readonly requestId: string;
  readonly bodySha256: string;
  readonly nowMs: number;
}

/**
 * Gives the key to this request when it is new or has expired. Run in the transaction that inserts the request: a second
 * one with the same key waits here until the first is committed, then gets false.
 */
export async function claimIdempotencyKey(database: Statements, claim: KeyClaim): Promise<boolean> {
  const now = sql.timestamp(new Date(claim.nowMs));
  const claimed = await database.maybeOne(sql.type(z.object({ request_id: z.uuid() }))`
    INSERT INTO idempotency_keys (user_id, key, request_id, body_sha256, created_at)
    VALUES (${claim.userId}, ${claim.key}, ${claim.requestId}, ${claim.bodySha256}, ${now})
    ON CONFLICT (user_id, key) DO UPDATE
      SET request_id = excluded.request_id, body_sha256 = excluded.body_sha256, created_at = excluded.created_at
      WHERE idempotency_keys.created_at < ${now} - make_interval(hours => ${limits.idempotencyHours})
    RETURNING request_id
  `);
  return claimed !== null;
}
