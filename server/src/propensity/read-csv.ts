/**
 * A CSV file as raw columns: each value a code into the column's dictionary of texts, so that a file of a million rows
 * takes four bytes a value and not a string each.
 *
 * Order: the bytes are looked at once (empty, too big, UTF-16, zip, UTF-8 or cp1251) → the separator from the first
 * line → rows by csv-parse as a stream. Every refusal names the file and the limit.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { limits } from '../domain/limits.ts';
import { PropensityError } from './table.ts';

export interface RawColumn {
  readonly name: string;
  /** Code of each row's text. */
  readonly codes: Int32Array;
  /** The distinct texts, in order of appearance; '' where the cell was empty. */
  readonly texts: readonly string[];
}

export interface RawTable {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly separator: Separator;
  readonly encoding: 'utf-8' | 'windows-1251';
  readonly rowsCount: number;
  readonly columns: readonly RawColumn[];
}

const separators = [';', ',', '\t'] as const;
export type Separator = (typeof separators)[number];

/** @throws PropensityError */
export async function readCsv(path: string): Promise<RawTable> {
  const file = basename(path);
  const { encoding, head } = await inspectBytes(path, file);
  return await readRows(file, encoding, detectSeparator(head), decode(createReadStream(path), encoding));
}

/** The same for content that is in memory. @throws PropensityError */
export async function readCsvBytes(file: string, bytes: Uint8Array): Promise<RawTable> {
  const inspector = createInspector(file);
  if (bytes.length === 0) throw new PropensityError(`${file} is empty`);
  inspector.take(bytes);
  const { encoding, head } = inspector.finish();
  return await readRows(file, encoding, detectSeparator(head), decode(Readable.from([bytes]), encoding));
}

async function inspectBytes(path: string, file: string) {
  const found = await stat(path).catch((cause) => {
    throw new PropensityError(`${file} cannot be read`, { cause });
  });
  if (!found.isFile()) throw new PropensityError(`${file} is no file`);
  if (found.size === 0) throw new PropensityError(`${file} is empty`);
  if (found.size > limits.propensityFileBytesMax) {
    throw new PropensityError(
      `${file} has ${found.size} bytes; at most ${limits.propensityFileBytesMax} are read: take a sample of its rows`,
    );
  }
  const inspector = createInspector(file);
  for await (const chunk of createReadStream(path)) inspector.take(chunk as Uint8Array);
  return inspector.finish();
}

function createInspector(file: string) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let encoding: RawTable['encoding'] = 'utf-8';
  let first: Uint8Array | undefined;
  const note = (bytes?: Uint8Array): void => {
    if (encoding !== 'utf-8') return;
    try {
      decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      encoding = 'windows-1251';
    }
  };
  return {
    take(bytes: Uint8Array): void {
      if (!first) {
        first = bytes.slice(0, 1 << 16);
        assertText(file, first);
      }
      if (bytes.includes(0)) throw new PropensityError(`${file} holds zero bytes: it is no text in UTF-8 or cp1251`);
      note(bytes);
    },
    finish() {
      note();
      const head = new TextDecoder(encoding).decode(first);
      return { encoding, head };
    },
  };
}

function assertText(file: string, first: Uint8Array): void {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => first[index] === byte);
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) {
    throw new PropensityError(`${file} is in UTF-16: save it as CSV in UTF-8`);
  }
  if (starts(0x50, 0x4b)) throw new PropensityError(`${file} is an archive or a workbook (xlsx): save it as CSV`);
}

async function* decode(source: Readable, encoding: RawTable['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield decoder.decode(chunk as Uint8Array, { stream: true });
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** The separator that parts the header line into most cells, quoted parts left out. */
export function detectSeparator(head: string): Separator {
  const line = /^\s*([^\r\n]*)/.exec(head.replaceAll(/"[^"]*"/g, ''))?.[1] ?? '';
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))]!;
}

async function readRows(
  file: string,
  encoding: RawTable['encoding'],
  separator: Separator,
  source: AsyncIterable<string>,
): Promise<RawTable> {
  const parser = Readable.from(source).pipe(
    parse({ bom: true, delimiter: separator, skip_empty_lines: true, max_record_size: limits.propensityRowCharsMax }),
  );
  const builders: ColumnBuilder[] = [];
  let rowsCount = 0;
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (builders.length === 0) {
        for (const name of parseHeader(file, row)) builders.push(new ColumnBuilder(name));
        continue;
      }
      if (rowsCount === limits.propensityRowsMax) {
        throw new PropensityError(`${file} has more than ${limits.propensityRowsMax} rows: take a sample of them`);
      }
      for (let index = 0; index < builders.length; index++) builders[index]!.push(row[index]!);
      rowsCount++;
    }
  } catch (error) {
    throw error instanceof CsvError ? describeCsvError(file, separator, error) : error;
  }
  if (builders.length === 0) throw new PropensityError(`${file} is empty`);
  if (rowsCount === 0) throw new PropensityError(`${file} has a header and no rows`);
  return { file, separator, encoding, rowsCount, columns: builders.map((builder) => builder.finish()) };
}

function describeCsvError(file: string, separator: Separator, error: CsvError): PropensityError {
  const line = typeof error.lines === 'number' ? `, line ${error.lines}` : '';
  const what =
    error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
      ? `another number of cells than the header has (separator "${separator}")`
      : error.code === 'CSV_MAX_RECORD_SIZE'
        ? `a row of more than ${limits.propensityRowCharsMax} characters`
        : 'quotes that are not closed or stand where none may';
  return new PropensityError(`${file}${line}: ${what}`);
}

function parseHeader(file: string, row: readonly string[]): string[] {
  const names = row.map((name) => name.trim());
  if (names.length < 2) {
    throw new PropensityError(`${file} has one column: the first line must be a header parted by ";" or ","`);
  }
  if (names.length > limits.propensityColumnsMax) {
    throw new PropensityError(`${file} has ${names.length} columns; at most ${limits.propensityColumnsMax} are read`);
  }
  const nameless = names.indexOf('');
  // The number of each row, as some tools write it without a heading.
  if (nameless === 0) names[0] = 'row';
  else if (nameless > 0) throw new PropensityError(`${file}: column ${nameless + 1} has no name`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new PropensityError(`${file}: two columns are called "${twice}"`);
  return names;
}

class ColumnBuilder {
  private codes = new Int32Array(1024);
  private length = 0;
  private readonly known = new Map<string, number>();
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  push(cell: string): void {
    const text = cell.trim();
    let code = this.known.get(text);
    if (code === undefined) {
      code = this.known.size;
      this.known.set(text, code);
    }
    if (this.length === this.codes.length) {
      const longer = new Int32Array(this.codes.length * 2);
      longer.set(this.codes);
      this.codes = longer;
    }
    this.codes[this.length++] = code;
  }

  finish(): RawColumn {
    return { name: this.name, codes: this.codes.slice(0, this.length), texts: [...this.known.keys()] };
  }
}
