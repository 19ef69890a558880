/**
 * Reads an uploaded file of rows under a header: CSV (UTF-8, or Windows-1251 when it is not UTF-8; delimiter told by
 * itself) or the first sheet of an xlsx file. The whole file is in memory, so it is for files within the limit of a
 * body; campaigns stream theirs. What cannot be read is refused in words that follow the file's name; cells are the
 * caller's to judge, so that one bad row loses nothing else.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { detectDelimiter, withDecimalPoint } from './csv-dialect.ts';
import { readFirstSheet, type SheetCell, SheetError, type SheetLimits } from './read-first-sheet.ts';

export interface TableLimits extends SheetLimits {
  readonly rowsMax: number;
  readonly columnsMax: number;
}

export interface TableRow {
  /** As a person counts: the header is row 1. */
  readonly row: number;
  /** As many as the header has columns; a cell that is not there is null. */
  readonly cells: readonly SheetCell[];
}

export interface Table {
  /** Trimmed, none empty, no two alike. */
  readonly header: readonly string[];
  /** Without rows that are empty. */
  readonly rows: readonly TableRow[];
  readonly encoding: 'utf-8' | 'windows-1251' | 'xlsx';
}

/** @throws SheetError in words for people, without the file's data */
export async function readTable(content: Buffer, format: 'csv' | 'xlsx', limits: TableLimits): Promise<Table> {
  if (content.length === 0) throw new SheetError('the file is empty');
  const { lines, encoding } = format === 'csv' ? readCsv(content) : await readXlsx(content, limits);
  const first = lines.findIndex((line) => !isEmptyLine(line));
  if (first < 0) throw new SheetError('the file is empty');
  const header = readHeader(lines[first]!, limits);
  const rows: TableRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (index <= first || isEmptyLine(line)) continue;
    if (rows.length === limits.rowsMax)
      throw new SheetError(`a file may hold ${limits.rowsMax} rows and this has more`);
    rows.push({ row: index + 1, cells: header.map((_, column) => line[column] ?? null) });
  }
  if (rows.length === 0) throw new SheetError('the file has a header and no rows under it');
  return { header, rows, encoding };
}

interface Lines {
  readonly lines: readonly (readonly SheetCell[])[];
  readonly encoding: Table['encoding'];
}

async function readXlsx(content: Buffer, limits: SheetLimits): Promise<Lines> {
  return { lines: await readFirstSheet(content, limits), encoding: 'xlsx' };
}

function readCsv(content: Buffer): Lines {
  if (content.includes(0)) {
    throw new SheetError('the file holds zero bytes: it is not text in UTF-8 or Windows-1251');
  }
  const { text, encoding } = decode(content);
  const delimiter = detectDelimiter(/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '');
  try {
    const options = { delimiter, relax_column_count: true, skip_empty_lines: false, bom: true } as const;
    const lines = parse(text, options) as unknown as string[][];
    return { lines: delimiter === ';' ? lines.map((line) => line.map(withDecimalPoint)) : lines, encoding };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // By code: the library's own messages quote the data.
    const line = typeof error.lines === 'number' ? `, near line ${error.lines}` : '';
    throw new SheetError(`the file is not valid CSV (${error.code})${line}`, { cause: error });
  }
}

function decode(content: Buffer): { text: string; encoding: 'utf-8' | 'windows-1251' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content), encoding: 'utf-8' };
  } catch {
    // Russian text in Windows-1251 practically never is valid UTF-8.
    return { text: new TextDecoder('windows-1251').decode(content), encoding: 'windows-1251' };
  }
}

function readHeader(line: readonly SheetCell[], { columnsMax }: TableLimits): string[] {
  const cells = line.map((cell) => (cell === null ? '' : String(cell).trim()));
  while (cells.at(-1) === '') cells.pop();
  if (cells.length > columnsMax) {
    throw new SheetError(`a file may have ${columnsMax} columns; ${cells.length} came`);
  }
  const empty = cells.indexOf('');
  if (empty >= 0) throw new SheetError(`the header has no name in column ${empty + 1}`);
  const twice = cells.findIndex((cell, index) => cells.indexOf(cell) !== index);
  if (twice >= 0)
    throw new SheetError(
      `the header has the same name in columns ${cells.indexOf(cells[twice]!) + 1} and ${twice + 1}`,
    );
  return cells;
}

function isEmptyLine(line: readonly SheetCell[]): boolean {
  return line.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}
