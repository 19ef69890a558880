import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { clientIdColumn } from '../row-types.ts';

/** Which of these clients have opted out by an outcome, and not been taken back since. */
export async function findOptedOut(database: Statements, clientIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await database.any(sql.type(z.object({ client_id: clientIdColumn }))`
    SELECT client_id FROM client_flags
    WHERE client_id = ANY (${sql.array([...clientIds], 'int8')}) AND opted_out_at IS NOT NULL
  `);
  return new Set(rows.map(({ client_id }) => client_id));
}
