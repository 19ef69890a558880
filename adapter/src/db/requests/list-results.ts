import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { clientIdColumn } from '../row-types.ts';
import { readResult, resultColumnList, resultColumns, type StoredResult } from './result-columns.ts';

const askedRow = z.object({
  asked_client_id: z.uuid(),
  position: z.int(),
  client_id: clientIdColumn.nullable(),
  ...resultColumns,
});

export interface AskedResult {
  readonly askedClientId: string;
  readonly index: number;
  readonly clientId: number | null;
  readonly result: StoredResult;
}

/** Every client of a request in the order asked, with what is stored for it. */
export async function listResults(database: Statements, requestId: string): Promise<AskedResult[]> {
  const rows = await database.any(sql.type(askedRow)`
    SELECT asked_clients.id AS asked_client_id, asked_clients.position, asked_clients.client_id, ${resultColumnList}
    FROM asked_clients
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE asked_clients.request_id = ${requestId}
    ORDER BY asked_clients.position
  `);
  return rows.map((row) => ({
    askedClientId: row.asked_client_id,
    index: row.position,
    clientId: row.client_id,
    result: readResult(row, row.position, row.client_id),
  }));
}
