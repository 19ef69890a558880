import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const editionRow = z.object({ number: z.int(), hash: z.string() });
export type EditionInForce = z.output<typeof editionRow>;

/** Null while nothing was ever imported or written: the server's own copybook is used. Read with every request. */
export async function findEditionInForce(database: Statements): Promise<EditionInForce | null> {
  return await database.maybeOne(sql.type(editionRow)`
    SELECT number, hash FROM copybook_editions ORDER BY number DESC LIMIT 1
  `);
}
