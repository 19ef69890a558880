import { sql } from 'slonik';
import { z } from 'zod';
import type { OutcomeEvent } from '../../api/outcomes.ts';
import type { Statements } from '../database.ts';

export interface NewOutcome {
  readonly place: number;
  /** Null for a client of a control group, who is named by campaign and id. */
  readonly answerId: string | null;
  readonly campaignId: string | null;
  readonly clientId: number | null;
  readonly event: OutcomeEvent;
  readonly atMs: number;
  readonly optOut: boolean;
}

export interface OutcomeOrigin {
  readonly origin: 'api' | 'import';
  readonly createdBy: string;
  readonly createdAtMs: number;
}

const insertedRow = z.object({ answer_id: z.uuid().nullable(), campaign_id: z.uuid().nullable(), key: z.string() });
const types = ['uuid', 'uuid', 'int8', 'text', 'timestamptz', 'bool'];

/** @returns places of those that were new; of two alike in one call the first is. */
export async function insertOutcomes(
  database: Statements,
  outcomes: readonly NewOutcome[],
  { origin, createdBy, createdAtMs }: OutcomeOrigin,
): Promise<ReadonlySet<number>> {
  if (outcomes.length === 0) return new Set();
  const rows = outcomes.map(({ answerId, campaignId, clientId, event, atMs, optOut }) => [
    answerId,
    campaignId,
    clientId,
    event,
    new Date(atMs).toISOString(),
    optOut,
  ]);
  const inserted = await database.any(sql.type(insertedRow)`
    INSERT INTO outcomes (answer_id, campaign_id, client_id, event, at, opt_out, origin, created_by, created_at)
    SELECT answer_id, campaign_id, client_id, event, at, opt_out, ${origin}, ${createdBy}::uuid,
      ${sql.timestamp(new Date(createdAtMs))}
    FROM ${sql.unnest(rows, types)} AS given (answer_id, campaign_id, client_id, event, at, opt_out)
    ON CONFLICT DO NOTHING
    RETURNING answer_id, campaign_id,
      concat_ws(' ', client_id, event, (extract(epoch FROM at) * 1000)::bigint) AS key
  `);
  const fresh = new Set(inserted.map(({ answer_id, campaign_id, key }) => `${answer_id ?? campaign_id} ${key}`));
  const places = new Set<number>();
  for (const { place, answerId, campaignId, clientId, event, atMs } of outcomes) {
    const key = [answerId ?? campaignId, ...(clientId === null ? [] : [clientId]), event, atMs].join(' ');
    if (fresh.delete(key)) places.add(place);
  }
  return places;
}
