/** A random part of an uploaded file's rows, the same each time, in the order of the file; up to rowsMax. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

/**
 * @param share of the rows, 0 to 1
 * @returns their numbers: the hash of a number is as good as a draw, and the key alone is read for it
 */
export async function listSampleRows(
  database: Statements,
  fileId: string,
  { share, rowsMax }: { readonly share: number; readonly rowsMax: number },
): Promise<readonly number[]> {
  return await database.anyFirst(sql.type(z.object({ row: z.int() }))`
    SELECT row
    FROM (
      SELECT row, hashint4extended(row, 7) & 2147483647 AS draw
      FROM campaign_file_rows
      WHERE file_id = ${fileId}::uuid
    ) AS drawn
    WHERE draw < ${Math.floor(share * 2147483648)}
    ORDER BY draw
    LIMIT ${rowsMax}
  `);
}
