/**
 * Reads the first sheet of an xlsx file as rows of cells. The archive is checked before the sheet is read (what it
 * unpacks to, and that every entry unpacks to just what it declares), because the reader holds the whole sheet in
 * memory and trusts the sizes.
 */
import readExcelFile from 'read-excel-file/node';
import * as yauzl from 'yauzl';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { wrongFile } from './inspect-clients-file.ts';
import type { Cell } from './parse-client-row.ts';

/** @throws CampaignError wrong_clients_file for a broken or too large archive, or one without a sheet */
export async function readXlsxCells(path: string): Promise<Cell[][]> {
  await checkArchive(path);
  const rows = await readFirstSheet(path);
  return rows.map((row) => row.map(plainCell));
}

/** A date of a spreadsheet becomes its ISO text. */
function plainCell(cell: unknown): Cell {
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null;
}

async function readFirstSheet(path: string) {
  try {
    const sheets = await readExcelFile(path, { trim: false });
    return sheets[0]?.data ?? [];
  } catch (error) {
    throw wrongFile('the archive holds no sheet that can be read: it is damaged or not an .xlsx file', error);
  }
}

async function checkArchive(path: string): Promise<void> {
  try {
    const archive = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
    try {
      await checkEntries(archive);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (error instanceof CampaignError) throw error;
    throw wrongFile('the .xlsx file is damaged: it is not a whole zip archive', error);
  }
}

async function checkEntries(archive: yauzl.ZipFile): Promise<void> {
  if (archive.entryCount > campaignLimits.xlsxEntriesMax) {
    throw wrongFile(`an .xlsx file may hold ${campaignLimits.xlsxEntriesMax} entries; ${archive.entryCount} came`);
  }
  let unpackedBytes = 0;
  for await (const entry of archive.eachEntry()) {
    unpackedBytes += entry.uncompressedSize;
    if (unpackedBytes > campaignLimits.xlsxUnpackedBytesMax) {
      throw wrongFile(
        `an .xlsx file may unpack to ${campaignLimits.xlsxUnpackedBytesMax} bytes and this one has more; ` +
          'save it as .csv, which is streamed',
      );
    }
    if (entry.isEncrypted()) throw wrongFile('the .xlsx file is encrypted; save it without a password');
    // yauzl fails the stream when more or fewer bytes come than declared.
    const content = await archive.openReadStreamPromise(entry);
    for await (const _chunk of content);
  }
}
