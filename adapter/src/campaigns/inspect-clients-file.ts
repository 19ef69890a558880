/**
 * Reads the bytes of a file of clients once, before anything is parsed: its SHA-256 (part of the campaign's identity),
 * its encoding, and whether its content is what the extension says.
 *
 * Encoding of a CSV file: a byte order mark decides; else the whole file is UTF-8 if every byte sequence of it is valid
 * UTF-8, and Windows-1251 if not. The whole file, not a sample: Russian text in Windows-1251 practically never is valid
 * UTF-8, but a sample may hold Latin letters and digits only.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CampaignError } from './campaign-error.ts';
import type { ClientsFormat } from './parse-arguments.ts';

export type CsvEncoding = 'utf-8' | 'windows-1251';

export interface FileStamp {
  readonly bytes: number;
  readonly modifiedMs: number;
}

export interface InspectedFile {
  readonly sha256: string;
  readonly stamp: FileStamp;
  /** Of a CSV file; an xlsx file has none. */
  readonly encoding: CsvEncoding;
}

const zipMagic = Buffer.from('PK\u0003\u0004', 'latin1');
/** OLE2: an .xls file of Excel 97–2003, or an encrypted .xlsx. */
const oleMagic = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** @throws CampaignError wrong_clients_file when the file is missing, empty or not of its extension's type */
export async function inspectClientsFile(path: string, format: ClientsFormat): Promise<InspectedFile> {
  const stamp = await stampFile(path);
  if (stamp.bytes === 0) throw wrongFile('the file is empty: a header row and at least one client must be in it');
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let head = Buffer.alloc(0);
  let isUtf8 = true;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (head.length < 8) {
      head = Buffer.concat([head, chunk.subarray(0, 8)]);
      checkContentType(head, format);
    }
    if (format === 'csv') {
      if (chunk.includes(0)) throw wrongFile('the file holds zero bytes: it is not text in UTF-8 or Windows-1251');
      isUtf8 = isUtf8 && decodes(utf8, chunk, true);
    }
  }
  isUtf8 = isUtf8 && decodes(utf8, new Uint8Array(), false);
  return { sha256: hash.digest('hex'), stamp, encoding: isUtf8 ? 'utf-8' : 'windows-1251' };
}

/** @throws CampaignError wrong_clients_file when the file is not the one that was inspected */
export async function assertUnchanged(path: string, stamp: FileStamp): Promise<void> {
  const now = await stampFile(path);
  if (now.bytes !== stamp.bytes || now.modifiedMs !== stamp.modifiedMs) {
    throw wrongFile('the file was changed while the campaign ran; run the command again');
  }
}

async function stampFile(path: string): Promise<FileStamp> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw wrongFile('a file must be given; a folder or a device came');
    return { bytes: stats.size, modifiedMs: stats.mtimeMs };
  } catch (error) {
    if (error instanceof CampaignError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw wrongFile('there is no such file');
    throw wrongFile(`the file cannot be read (${code})`, error);
  }
}

function checkContentType(head: Buffer, format: ClientsFormat): void {
  const isZip = head.subarray(0, 4).equals(zipMagic);
  const isOle = head.subarray(0, 8).equals(oleMagic);
  if (isOle)
    throw wrongFile('an .xls file or an encrypted .xlsx came; save it as .xlsx without a password, or as .csv');
  if (format === 'xlsx' && !isZip) throw wrongFile('its content is not that of an .xlsx file (a zip archive)');
  if (format === 'csv' && isZip) throw wrongFile('its content is a zip archive; an .xlsx file must be named .xlsx');
  const utf16 = head.length >= 2 && (head.readUInt16LE(0) === 0xfeff || head.readUInt16BE(0) === 0xfeff);
  if (format === 'csv' && utf16) throw wrongFile('the file is in UTF-16; save it as CSV in UTF-8 or Windows-1251');
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

export function wrongFile(reason: string, cause?: unknown): CampaignError {
  return new CampaignError('wrong_clients_file', `--clients: ${reason}.`, { cause });
}
