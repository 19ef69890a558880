/** The first sheet of an xlsx file of clients, as rows of cells. */
import { readFirstSheet, type SheetCell, SheetError } from '../tables/read-first-sheet.ts';
import { campaignLimits } from './campaign-limits.ts';
import { wrongFile } from './inspect-clients-file.ts';
import type { Cell } from './parse-client-row.ts';

const sheetLimits = {
  unpackedBytesMax: campaignLimits.xlsxUnpackedBytesMax,
  entriesMax: campaignLimits.xlsxEntriesMax,
};

/** @throws CampaignError wrong_clients_file for a broken or too large archive, or one without a sheet */
export async function readXlsxCells(path: string): Promise<Cell[][]> {
  try {
    const rows = await readFirstSheet(path, sheetLimits);
    return rows.map((row) => row.map(plainCell));
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    const isTooBig = error.message.includes('may unpack to');
    throw wrongFile(isTooBig ? `${error.message}; save it as .csv, which is streamed` : error.message, error);
  }
}

/** A date of a spreadsheet becomes its ISO text. */
function plainCell(cell: SheetCell): Cell {
  return cell instanceof Date ? cell.toISOString() : cell;
}
