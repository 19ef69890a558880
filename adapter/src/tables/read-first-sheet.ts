/**
 * Reads the first sheet of an xlsx file as rows of cells. The archive is checked before the sheet is read (what it
 * unpacks to, and that every entry unpacks to just what it declares), because the reader holds the whole sheet in
 * memory and trusts the sizes.
 */
import readExcelFile from 'read-excel-file/node';
import * as yauzl from 'yauzl';

/** Why the file cannot be read, in words for people that follow the file's name. */
export class SheetError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'SheetError';
  }
}

export interface SheetLimits {
  readonly unpackedBytesMax: number;
  readonly entriesMax: number;
}

export type SheetCell = string | number | boolean | Date | null;

/**
 * @param source path or content of the file
 * @throws SheetError for a broken or too large archive, or one without a sheet
 */
export async function readFirstSheet(source: string | Buffer, limits: SheetLimits): Promise<SheetCell[][]> {
  await checkArchive(source, limits);
  try {
    const sheets = await readExcelFile(source, { trim: false });
    return (sheets[0]?.data ?? []) as SheetCell[][];
  } catch (error) {
    throw new SheetError('the archive holds no sheet that can be read: it is damaged or not an .xlsx file', {
      cause: error,
    });
  }
}

async function checkArchive(source: string | Buffer, limits: SheetLimits): Promise<void> {
  try {
    const archive =
      typeof source === 'string'
        ? await yauzl.openPromise(source, { lazyEntries: true, autoClose: false })
        : await yauzl.fromBufferPromise(source, { lazyEntries: true, autoClose: false });
    try {
      await checkEntries(archive, limits);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (error instanceof SheetError) throw error;
    throw new SheetError('the .xlsx file is damaged: it is not a whole zip archive', { cause: error });
  }
}

async function checkEntries(archive: yauzl.ZipFile, limits: SheetLimits): Promise<void> {
  if (archive.entryCount > limits.entriesMax) {
    throw new SheetError(`an .xlsx file may hold ${limits.entriesMax} entries; ${archive.entryCount} came`);
  }
  let unpackedBytes = 0;
  for await (const entry of archive.eachEntry()) {
    unpackedBytes += entry.uncompressedSize;
    if (unpackedBytes > limits.unpackedBytesMax) {
      throw new SheetError(`an .xlsx file may unpack to ${limits.unpackedBytesMax} bytes and this one has more`);
    }
    if (entry.isEncrypted()) throw new SheetError('the .xlsx file is encrypted; save it without a password');
    // yauzl fails the stream when more or fewer bytes come than declared.
    const content = await archive.openReadStreamPromise(entry);
    for await (const _chunk of content);
  }
}
