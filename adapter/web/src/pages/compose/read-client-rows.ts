/**
 * A file or a paste of clients, read in the browser: CSV (UTF-8, or Windows-1251 where it is not UTF-8), cells copied from
 * a spreadsheet, or the first sheet of an xlsx file. Nothing of it is sent anywhere: a row goes to the service when a
 * text is asked for it, and then its features alone.
 */
import type { Feature } from '../../api/features.ts';
import type { Features } from './compose-form.ts';

export const fileBytesMax = 20 * 1024 * 1024;
export const rowsMax = 200_000;
/** What an xlsx file may unpack to: a hundred thousand rows of the mart are about 200 MB of XML. */
const unpackedBytesMax = 256 * 1024 * 1024;

export interface ClientRow {
  /** As a person counts: the header is row 1. */
  readonly row: number;
  readonly clientId: number | null;
  /** What the client said, of the column concern_text; blank: nothing. */
  readonly concernText: string;
  readonly features: Features;
}

export interface ClientRows {
  readonly rows: readonly ClientRow[];
  /** Features that the file has, in the order of its columns. */
  readonly features: readonly Feature[];
  readonly ignoredColumns: readonly string[];
  readonly hasIds: boolean;
}

export type RowsProblem = 'tooBig' | 'wrongType' | 'broken' | 'empty' | 'noFeatures' | 'tooManyRows';

export class RowsError extends Error {
  readonly problem: RowsProblem;

  constructor(problem: RowsProblem) {
    super(problem);
    this.problem = problem;
  }
}

type Cell = string | number | boolean | Date | null | undefined;

/** @throws RowsError */
export async function readClientFile(file: File, features: readonly Feature[]): Promise<ClientRows> {
  if (file.size > fileBytesMax) throw new RowsError('tooBig');
  if (file.size === 0) throw new RowsError('empty');
  const name = file.name.toLowerCase();
  if (name.endsWith('.xlsx')) return toRows(await readSheet(file), features);
  if (name.endsWith('.csv') || name.endsWith('.txt') || name.endsWith('.tsv')) {
    return await readClientText(decode(new Uint8Array(await file.arrayBuffer())), features);
  }
  throw new RowsError('wrongType');
}

/** @throws RowsError */
export async function readClientText(text: string, features: readonly Feature[]): Promise<ClientRows> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const delimiter = findDelimiter(text);
  let lines: string[][];
  try {
    lines = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      bom: true,
    }) as unknown as string[][];
  } catch {
    throw new RowsError('broken');
  }
  return toRows(lines, features);
}

/**
 * The archive is unpacked here and packed again without compression, because the reader would start workers from blobs
 * for what is large, which the pages' content security policy refuses. So its size is also known before it is unpacked.
 */
async function readSheet(file: File): Promise<readonly (readonly Cell[])[]> {
  const [{ default: readExcelFile }, { unzipSync, zipSync }] = await Promise.all([
    import('read-excel-file/universal'),
    import('fflate'),
  ]);
  const content = new Uint8Array(await file.arrayBuffer());
  let unpackedBytes = 0;
  try {
    const entries = unzipSync(content, {
      filter: ({ name, originalSize }) => {
        if (!/\.(xml|rels)$/.test(name)) return false;
        unpackedBytes += originalSize;
        if (unpackedBytes > unpackedBytesMax) throw new RowsError('tooBig');
        return true;
      },
    });
    const sheets = await readExcelFile(new Blob([zipSync(entries, { level: 0 })]));
    // Its types say the class of dates where a date comes.
    return (sheets[0]?.data ?? []) as unknown as Cell[][];
  } catch (error) {
    throw error instanceof RowsError ? error : new RowsError('broken');
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new RowsError('wrongType');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** The one that the first line has most of: a spreadsheet copies with tabs. */
function findDelimiter(text: string): string {
  const first = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const count = (mark: string) => first.split(mark).length - 1;
  return ['\t', ';', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function toRows(lines: readonly (readonly Cell[])[], known: readonly Feature[]): ClientRows {
  const filled = lines.map((cells, index) => ({ cells, row: index + 1 })).filter(({ cells }) => cells.some(hasValue));
  const [header, ...rest] = filled;
  if (header === undefined || rest.length === 0) throw new RowsError('empty');
  if (rest.length > rowsMax) throw new RowsError('tooManyRows');
  const names = header.cells.map((cell) => String(cell ?? '').trim());
  const columns = names.map((name) => findFeature(name, known));
  if (columns.every((feature) => feature === null)) throw new RowsError('noFeatures');
  const idColumn = names.findIndex((name) => /^(client_?)?id$/i.test(name));
  const wordsColumn = names.findIndex((name) => name.toLowerCase() === 'concern_text');
  return {
    rows: rest.map(({ cells, row }) => ({
      row,
      clientId: idColumn < 0 ? null : toId(cells[idColumn]),
      concernText: hasValue(cells[wordsColumn]) ? String(cells[wordsColumn]) : '',
      features: Object.fromEntries(
        columns.flatMap((feature, column) => {
          const cell = cells[column];
          return feature === null || !hasValue(cell) ? [] : [[feature.name, toFeature(cell, feature)]];
        }),
      ),
    })),
    features: columns.filter((feature) => feature !== null),
    ignoredColumns: names.filter(
      (name, column) => name !== '' && columns[column] === null && column !== idColumn && column !== wordsColumn,
    ),
    hasIds: idColumn >= 0,
  };
}

function findFeature(name: string, known: readonly Feature[]): Feature | null {
  const wanted = name.toLowerCase();
  return (
    known.find((feature) => [feature.name, ...feature.aliases].some((one) => one.toLowerCase() === wanted)) ?? null
  );
}

/** The mart writes what it does not know as NULL, a blank or n/a. */
function hasValue(cell: Cell): cell is string | number | boolean | Date {
  return cell !== null && cell !== undefined && !['', 'null', 'n/a'].includes(String(cell).trim().toLowerCase());
}

function toFeature(cell: string | number | boolean | Date, { kind }: Feature): string | number {
  if (typeof cell === 'number') return cell;
  const text = cell instanceof Date ? cell.toISOString() : String(cell).trim();
  if (kind === 'text') return text;
  const number = Number(text.replaceAll(/[\s\u00A0]/gu, '').replace(',', '.'));
  // What is no number goes as it is: the service says what is wrong with it.
  return Number.isFinite(number) ? number : text;
}

function toId(cell: Cell): number | null {
  const id = hasValue(cell) ? Number(String(cell).trim()) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}
