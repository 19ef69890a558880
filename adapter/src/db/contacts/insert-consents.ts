import { sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewConsent {
  readonly id: string;
  readonly clientId: number;
  readonly channelCode: string;
  readonly consent: boolean;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly source: string;
}

/** One statement for all of them: the history only grows. */
export async function insertConsents(
  database: Statements,
  consents: readonly NewConsent[],
  createdBy: string,
  createdAtMs: number,
): Promise<void> {
  if (consents.length === 0) return;
  const rows = consents.map((row) => [
    row.id,
    row.clientId,
    row.channelCode,
    row.consent,
    new Date(row.atMs).toISOString(),
    row.source,
  ]);
  await database.query(sql.unsafe`
    INSERT INTO client_contacts (id, client_id, channel_code, consent, at, source, created_by, created_at)
    SELECT id, client_id, channel_code, consent, at, source, ${createdBy}::uuid, ${sql.timestamp(new Date(createdAtMs))}
    FROM ${sql.unnest(rows, ['uuid', 'int8', 'text', 'bool', 'timestamptz', 'text'])}
      AS given (id, client_id, channel_code, consent, at, source)
  `);
}
