/** The rows of the file whose clients get a text for one product, channel and variant of a campaign. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import type { FileRow } from './insert-file-rows.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const storedRow = z.object({ row: z.int(), cells: z.array(cell) });

export interface CellRowsQuery {
  readonly planId: string;
  readonly fileId: string;
  readonly productCode: string;
  readonly channelCode: string;
  readonly arm: string;
  readonly afterRow: number;
  readonly rowsMax: number;
}

export function listCellRows(database: Statements, query: CellRowsQuery): Promise<readonly FileRow[]> {
  return database.any(sql.type(storedRow)`
    SELECT campaign_members.row, campaign_file_rows.cells
    FROM campaign_members
    JOIN campaign_file_rows
      ON campaign_file_rows.file_id = ${query.fileId}::uuid AND campaign_file_rows.row = campaign_members.row
    WHERE campaign_members.plan_id = ${query.planId}::uuid AND outcome = 'text'
      AND product_code = ${query.productCode} AND channel_code = ${query.channelCode} AND arm = ${query.arm}
      AND campaign_members.row > ${query.afterRow}
    ORDER BY campaign_members.row
    LIMIT ${query.rowsMax}
  `);
}
