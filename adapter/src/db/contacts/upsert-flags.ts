import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewFlags {
  /** Of the row in the history. */
  readonly id: string;
  readonly clientId: number;
  /** Undefined: stays as it is; null: unknown. */
  readonly doNotDisturb: boolean | null | undefined;
  readonly creditSelfBan: boolean | null | undefined;
  readonly utcOffsetMinutes: number | null | undefined;
  readonly source: string;
  /**
   * Milliseconds since 1970: the client opted out by what came back from a text. Outweighs what requests and clients'
   * files say, until `doNotDisturb` is set anew by anything else.
   */
  readonly optedOutAtMs?: number;
}

/**
 * Sets flags and keeps what they were set to. Run in a transaction. Order: rows of clients that have none → all rows
 * locked in the order of ids (two batches cannot deadlock, and neither loses what the other set) → set, and the history.
 * Each client at most once.
 */
export async function upsertFlags(
  transaction: Statements,
  flags: readonly NewFlags[],
  createdBy: string,
  createdAtMs: number,
): Promise<void> {
  if (flags.length === 0) return;
  const createdAt = sql.timestamp(new Date(createdAtMs));
  const ids = sql.array(
    flags.map(({ clientId }) => clientId).toSorted((one, other) => one - other),
    'int8',
  );
  await transaction.query(sql.unsafe`
    INSERT INTO client_flags (client_id, updated_at)
    SELECT client_id, ${createdAt} FROM unnest(${ids}) AS given (client_id) ORDER BY client_id
    ON CONFLICT (client_id) DO NOTHING
  `);
  await transaction.query(sql.unsafe`
    SELECT FROM client_flags WHERE client_id = ANY (${ids}) ORDER BY client_id FOR UPDATE
  `);
  const rows = flags.map((row) => [
    row.id,
    row.clientId,
    row.doNotDisturb !== undefined,
    row.doNotDisturb ?? null,
    row.creditSelfBan !== undefined,
    row.creditSelfBan ?? null,
    row.utcOffsetMinutes !== undefined,
    row.utcOffsetMinutes ?? null,
    row.source,
    row.optedOutAtMs === undefined ? null : new Date(row.optedOutAtMs).toISOString(),
  ]);
  const types = ['uuid', 'int8', 'bool', 'bool', 'bool', 'bool', 'bool', 'int4', 'text', 'timestamptz'];
  await transaction.query(sql.unsafe`
    WITH given AS (
      SELECT * FROM ${sql.unnest(rows, types)} AS rows (id, client_id, sets_do_not_disturb, do_not_disturb,
        sets_credit_self_ban, credit_self_ban, sets_utc_offset, utc_offset_minutes, source, opted_out_at)
    ), written AS (
      UPDATE client_flags AS flags SET
        do_not_disturb = CASE WHEN sets_do_not_disturb THEN given.do_not_disturb ELSE flags.do_not_disturb END,
        opted_out_at = CASE WHEN sets_do_not_disturb THEN given.opted_out_at ELSE flags.opted_out_at END,
        credit_self_ban = CASE WHEN sets_credit_self_ban THEN given.credit_self_ban ELSE flags.credit_self_ban END,
        utc_offset_minutes = CASE WHEN sets_utc_offset THEN given.utc_offset_minutes ELSE flags.utc_offset_minutes END,
        updated_at = ${createdAt}
      FROM given
      WHERE flags.client_id = given.client_id
      RETURNING given.id, flags.client_id, flags.do_not_disturb, flags.credit_self_ban, flags.utc_offset_minutes,
        given.source
    )
    INSERT INTO client_flag_changes (id, client_id, do_not_disturb, credit_self_ban, utc_offset_minutes, source,
      created_by, created_at)
    SELECT id, client_id, do_not_disturb, credit_self_ban, utc_offset_minutes, source, ${createdBy}::uuid, ${createdAt}
    FROM written
  `);
}
