import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** Which of these items are stored already. */
export async function findKnownHashes(database: Statements, hashes: readonly string[]): Promise<readonly string[]> {
  const rows = await database.any(sql.type(z.object({ sha256: z.string() }))`
    SELECT sha256 FROM market_items WHERE sha256 = ANY (${sql.array([...hashes], 'text')})
  `);
  return rows.map(({ sha256 }) => sha256);
}
