import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/** Ids of interviews whose consent is older than the term for which answers are kept. */
export async function listOutdatedInterviews(
  database: Statements,
  consentedBeforeMs: number,
): Promise<readonly string[]> {
  const rows = await database.any(sql.type(z.object({ id: z.uuid() }))`
    SELECT id FROM interviews
    WHERE status IN ('active', 'ended') AND consented_at < ${sql.timestamp(new Date(consentedBeforeMs))}
  `);
  return rows.map(({ id }) => id);
}
