/**
 * Takes an uploaded file of clients: bytes → a temporary file (counted, cut off at the limit) → its bytes are inspected,
 * as those of the command line are → one pass counts the rows → one transaction stores header and rows. So a damaged
 * file leaves nothing behind, and no file is held in memory but the sheet of an .xlsx.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isStorableText } from '../../api/generate-request.ts';
import { planLimits } from '../../api/plan-limits.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import type { Statements } from '../../db/database.ts';
import { insertFile } from '../../db/plans/insert-file.ts';
import { type FileRow, insertFileRows } from '../../db/plans/insert-file-rows.ts';
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { CampaignError } from '../campaign-error.ts';
import { inspectClientsFile } from '../inspect-clients-file.ts';
import type { Cell } from '../parse-client-row.ts';
import { readCsvCells } from '../read-csv-cells.ts';
import { readXlsxCells } from '../read-xlsx-cells.ts';
import { nameFileProblem } from './name-file-problem.ts';
import type { Actor, PlansContext } from './plans-context.ts';

export interface Upload {
  readonly content: AsyncIterable<Buffer>;
  readonly name: string;
  readonly format: 'csv' | 'xlsx';
  readonly actor: Actor;
}

/** @returns the id of the stored file. @throws RequestError wrong_clients_file, body_too_large */
export async function uploadFile(context: PlansContext, upload: Upload): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'offerwright-upload-'));
  try {
    const path = join(folder, 'clients');
    await pipeline(cutOff(upload.content), createWriteStream(path));
    return await storeFile(context, upload, path);
  } catch (error) {
    if (error instanceof CampaignError) throw wrongFile(error.message.replace(/^--clients: /, ''), error);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is beyond the limit is read and dropped, so that the caller gets an answer and not a broken connection. */
async function* cutOff(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytesCount = 0;
  for await (const chunk of content) {
    bytesCount += chunk.length;
    if (bytesCount <= planLimits.clientsFileBytesMax) yield chunk;
  }
  if (bytesCount <= planLimits.clientsFileBytesMax) return;
  const limit = `${planLimits.clientsFileBytesMax} bytes`;
  throw new RequestError('body_too_large', `a file of clients may hold at most ${limit}`, {
    field: 'body',
    limit,
    given: `${bytesCount} bytes`,
  });
}

async function storeFile(context: PlansContext, upload: Upload, path: string): Promise<string> {
  const { format, name, actor } = upload;
  const inspected = await inspectClientsFile(path, format);
  const sheet = format === 'xlsx' ? await readXlsxCells(path) : null;
  const cells = () => sheet ?? readCsvCells(path, inspected.encoding);
  const { header, rowsCount } = await inspectRows(cells(), format);
  const id = context.createUuid();
  const uploadedAtMs = context.clock.epochMs();
  await context.database.transaction(async (transaction) => {
    await insertFile(transaction, {
      id,
      name,
      format,
      encoding: format === 'xlsx' ? 'xlsx' : inspected.encoding,
      sha256: inspected.sha256,
      bytesCount: inspected.stamp.bytes,
      header,
      rowsCount,
      uploadedBy: actor.id,
      uploadedAtMs,
    });
    await insertRows(transaction, id, cells());
    await insertAudit(transaction, {
      userId: actor.id,
      action: 'campaigns.upload',
      subject: id,
      details: { rows: rowsCount, format },
      atMs: uploadedAtMs,
    });
  });
  return id;
}

type Rows = AsyncIterable<Cell[]> | Iterable<Cell[]>;

async function inspectRows(cells: Rows, format: 'csv' | 'xlsx') {
  const rowsMax = format === 'xlsx' ? planLimits.clientsXlsxRowsMax : planLimits.clientsCsvRowsMax;
  let header: string[] | null = null;
  let rowsCount = 0;
  let row = 0;
  for await (const line of cells) {
    if (header === null) {
      header = parseHeader(line);
      continue;
    }
    row += 1;
    if (row > rowsMax) throw wrongFile(`at most ${rowsMax} rows under the header; the file has more`);
    if (!isBlankLine(line)) rowsCount += 1;
  }
  if (header === null) throw wrongFile('the first row must name the columns; the sheet is empty');
  if (rowsCount === 0) throw wrongFile('at least one client must stand under the header; none does');
  return { header, rowsCount };
}

function parseHeader(line: readonly Cell[]): string[] {
  const names = line.map((cell) => (cell === null || cell === undefined ? '' : String(cell).trim()));
  while (names.at(-1) === '') names.pop();
  if (names.length === 0) throw wrongFile('the first row must name the columns; it is blank');
  if (names.length > limits.featuresMax) {
    throw wrongFile(`at most ${limits.featuresMax} columns; ${names.length} came`);
  }
  names.forEach((name, column) => {
    if (isStorableText(name) && name.length <= limits.featureNameCharsMax) return;
    throw wrongFile(
      `the first row must name the columns, each within ${limits.featureNameCharsMax} characters; column ${column + 1} does not`,
    );
  });
  return names;
}

async function insertRows(transaction: Statements, fileId: string, cells: Rows): Promise<void> {
  let batch: FileRow[] = [];
  let row = -1;
  for await (const line of cells) {
    row += 1;
    if (row === 0 || isBlankLine(line)) continue;
    batch.push({ row, cells: line.map(storableCell) });
    if (batch.length < planLimits.fileRowsPerWrite) continue;
    await insertFileRows(transaction, fileId, batch);
    batch = [];
  }
  if (batch.length > 0) await insertFileRows(transaction, fileId, batch);
}

/** The longest that a cell may mean something with: what a client said. */
const cellCharsMax = Math.max(limits.featureValueCharsMax, limits.statementCharsMax);

/** What jsonb cannot hold is not kept: the check of the file tells of a text that is too long, not of NUL characters. */
function storableCell(cell: Cell): string | number | boolean | null {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== 'string') return cell;
  return cell
    .replaceAll('\u0000', '')
    .slice(0, cellCharsMax + 1)
    .toWellFormed();
}

function isBlankLine(line: readonly Cell[]): boolean {
  return line.every((cell) => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === ''));
}

function wrongFile(message: string, cause?: unknown): RequestError {
  const told = message.replace(/\.$/, '');
  return new RequestError('wrong_clients_file', told, { field: 'body', given: nameFileProblem(told), cause });
}
