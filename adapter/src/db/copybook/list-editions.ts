import { sql } from 'slonik';
import { z } from 'zod';
import { editionActs } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const editionRow = z.object({
  number: z.int(),
  hash: z.string(),
  threads_count: z.int(),
  approved_threads_count: z.int(),
  act: z.enum(editionActs),
  made_by: z.string().nullable(),
  made_at: instantColumn,
});

/** Editions, newest first. */
export async function listEditions(database: Statements, limit: number) {
  const rows = await database.any(sql.type(editionRow)`
    SELECT editions.number, editions.hash, editions.threads_count, editions.approved_threads_count, editions.act,
      users.name AS made_by, editions.made_at
    FROM copybook_editions AS editions
    LEFT JOIN users ON users.id = editions.made_by
    ORDER BY editions.number DESC
    LIMIT ${limit}
  `);
  return rows.map(({ hash, made_at, ...row }) => ({
    ...row,
    copybook_hash: hash,
    made_at: new Date(made_at).toISOString(),
  }));
}
