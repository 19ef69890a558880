/** How uploads of insight are bounded, and refused when their file cannot be read. */
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { SheetError } from '../tables/read-first-sheet.ts';
import type { TableLimits } from '../tables/read-table.ts';

export function tableLimits(rowsMax: number): TableLimits {
  return {
    rowsMax,
    columnsMax: limits.tableColumnsMax,
    unpackedBytesMax: limits.importUnpackedBytesMax,
    entriesMax: limits.importEntriesMax,
  };
}

/** @throws RequestError invalid_import for a file that cannot be read; other errors as they are. */
export function refuseSheet(error: unknown): never {
  if (!(error instanceof SheetError)) throw error;
  const options = { field: 'file', limit: 'a table that can be read', given: error.message, cause: error };
  throw new RequestError('invalid_import', `file: ${error.message}`, options);
}
