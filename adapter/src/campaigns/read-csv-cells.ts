/**
 * Streams the records of a CSV file as rows of cells: bytes → text in the inspected encoding → csv-parse. Memory is
 * bounded by one record (`csvRecordBytesMax`), so that a quote never closed ends in an error, not in a full heap.
 *
 * Delimiter: comma, semicolon or tab, whichever stands most often in the first line outside quotes (a tie: comma).
 * In a file delimited by semicolons a number may have a decimal comma, as Russian spreadsheets write it: `52,68` is
 * read as `52.68`.
 */
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { detectDelimiter, withDecimalPoint } from '../tables/csv-dialect.ts';
import { campaignLimits } from './campaign-limits.ts';
import { type CsvEncoding, wrongFile } from './inspect-clients-file.ts';
import type { Cell } from './parse-client-row.ts';

/** @throws CampaignError wrong_clients_file naming the line */
export async function* readCsvCells(path: string, encoding: CsvEncoding): AsyncGenerator<Cell[]> {
  const delimiter = detectDelimiter(await readFirstLine(path, encoding));
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: campaignLimits.csvRecordBytesMax,
  });
  // The callback only marks the error as handled: the loop below throws it.
  const records = pipeline(Readable.from(decodeText(path, encoding)), parser, () => {});
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      yield delimiter === ';' ? record.map(withDecimalPoint) : record;
    }
  } catch (error) {
    if (error instanceof CsvError) throw wrongFile(describeCsvError(error), error);
    throw error;
  }
}

async function readFirstLine(path: string, encoding: CsvEncoding): Promise<string> {
  let text = '';
  for await (const piece of decodeText(path, encoding)) {
    text += piece;
    const end = text.search(/[\r\n]/);
    if (end >= 0) return text.slice(0, end);
    if (text.length > campaignLimits.csvRecordBytesMax) return text;
  }
  return text;
}

/** The decoder drops a byte order mark. */
async function* decodeText(path: string, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** By code: the library's own messages quote the data. */
function describeCsvError(error: CsvError): string {
  const line = typeof error.lines === 'number' ? `, near line ${error.lines}` : '';
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `a quote is never closed${line}`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return `after a closing quote a delimiter or the line's end must come${line}`;
    case 'INVALID_OPENING_QUOTE':
      return `a quote inside a cell must be doubled and the cell quoted${line}`;
    case 'CSV_MAX_RECORD_SIZE':
      return `a row is longer than ${campaignLimits.csvRecordBytesMax} bytes (a quote never closed?)${line}`;
    default:
      return `the file is not valid CSV (${error.code})${line}`;
  }
}
