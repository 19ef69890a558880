/**
 * Writes the file of texts: to a temporary file beside it, flushed to the disk, then renamed over the old one, so that
 * a reader sees the whole file or the one before it, and a crash leaves no half of a file under the final name.
 *
 * CSV: comma, double quotes, line feed, UTF-8 with a byte order mark (without it Excel shows Russian texts as garbage).
 * Text that a spreadsheet would take for a formula (it starts with = + - @, a tab or a carriage return) gets a leading
 * apostrophe; numbers stay numbers. JSONL: a line a row with native types and lists. xlsx: native types, one sheet.
 */
import { constants, createWriteStream } from 'node:fs';
import { access, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline as pipelineTo, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { CampaignError } from './campaign-error.ts';
import { cellOf, type OutputRow, type OutputValue, outputColumns, outputColumnWidths } from './output-row.ts';
import type { OutputFormat } from './parse-arguments.ts';

/** @throws CampaignError wrong_output_file when the folder is missing or not writable, or the path is a folder */
export async function assertWritable(path: string, option: string): Promise<void> {
  const refuse = (reason: string, cause?: unknown) =>
    new CampaignError('wrong_output_file', `--${option}: ${reason}.`, { cause });
  const folder = dirname(path);
  try {
    if (!(await stat(folder)).isDirectory()) throw refuse('the path leads through a file; a folder must hold the file');
  } catch (error) {
    if (error instanceof CampaignError) throw error;
    throw refuse('its folder must exist; there is none', error);
  }
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refuse('its folder must be writable; this one is not', error);
  }
  const existing = await stat(path).catch(() => null);
  if (existing !== null && !existing.isFile()) throw refuse('a file must be given; a folder or a device came');
}

/** The columns of a table, in their order, with their widths in an xlsx file. */
export interface TableColumns<Row> {
  readonly names: readonly (keyof Row & string)[];
  readonly widths: readonly number[];
}

const outputTable: TableColumns<OutputRow> = { names: outputColumns, widths: outputColumnWidths };

/** @throws CampaignError output_not_written when the disk is full or the folder went away */
export async function writeOutput(path: string, format: OutputFormat, rows: AsyncIterable<OutputRow>): Promise<void> {
  await replaceFile(path, async (temporaryPath) => {
    if (format === 'jsonl') return await writeJsonl(temporaryPath, rows);
    if (format === 'xlsx') return await writeXlsx(temporaryPath, rows, outputTable);
    await pipeline(streamCsv(rows, outputTable), createWriteStream(temporaryPath));
  });
}

/** Writes a small text file the same way. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await replaceFile(path, (temporaryPath) => pipeline(Readable.from([text]), createWriteStream(temporaryPath)));
}

async function replaceFile(path: string, write: (temporaryPath: string) => Promise<void>): Promise<void> {
  let folder: string | null = null;
  try {
    // A folder of its own beside the file: on the same disk, so that the rename is atomic.
    folder = await mkdtemp(join(dirname(path), `.${basename(path)}.`));
    const temporaryPath = join(folder, basename(path));
    await write(temporaryPath);
    const handle = await open(temporaryPath, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporaryPath, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new CampaignError('output_not_written', `The file of texts could not be written (${code}).`, {
      cause: error,
    });
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** Rows as the bytes of a CSV file; a failure of the rows fails the stream. */
export function streamCsv<Row>(rows: AsyncIterable<Row>, { names }: TableColumns<Row>): Readable {
  const stringifier = stringify({
    bom: true,
    header: true,
    columns: [...names],
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  });
  async function* cells() {
    for await (const row of rows) yield names.map((name) => cellOf(row[name] as OutputValue));
  }
  // The callback only marks the error as handled: whoever reads the stream gets it.
  return pipelineTo(Readable.from(cells()), stringifier, () => {}) as unknown as Readable;
}

async function writeJsonl(path: string, rows: AsyncIterable<OutputRow>): Promise<void> {
  await pipeline(
    rows,
    async function* (source: AsyncIterable<OutputRow>) {
      for await (const row of source) {
        yield `${JSON.stringify(Object.fromEntries(outputColumns.map((column) => [column, row[column]])))}\n`;
      }
    },
    createWriteStream(path),
  );
}

export async function writeXlsx<Row>(
  path: string,
  rows: AsyncIterable<Row>,
  { names, widths }: TableColumns<Row>,
): Promise<void> {
  const sheet: SheetData = [names.map((name) => ({ value: name, fontWeight: 'bold' }))];
  for await (const row of rows) sheet.push(names.map((name) => cellOf(row[name] as OutputValue)));
  await writeExcelFile(sheet, {
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
    sheet: 'texts',
  }).toFile(path);
}
