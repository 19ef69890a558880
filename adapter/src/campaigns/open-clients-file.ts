/**
 * Opens a file of clients: bytes are inspected (inspect-clients-file), then one pass parses everything and counts, so
 * that a damaged file is refused before the first client is asked. The rows can be walked as often as needed; each walk
 * of a CSV file streams it again, an xlsx file stays in memory.
 */
import { campaignLimits } from './campaign-limits.ts';
import { assertUnchanged, inspectClientsFile, wrongFile } from './inspect-clients-file.ts';
import type { ClientsFormat } from './parse-arguments.ts';
import {
  type Cell,
  type ClientRow,
  type ClientsHeader,
  type ProblemRow,
  parseClientRow,
  parseHeader,
} from './parse-client-row.ts';
import { readCsvCells } from './read-csv-cells.ts';
import { readXlsxCells } from './read-xlsx-cells.ts';

export interface ClientsFile {
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  /** False: ids are row numbers, which say nothing about the client across files. */
  readonly hasIds: boolean;
  /** Rows with content, at most `limit`: clients and problems. */
  readonly rowsCount: number;
  readonly clientsCount: number;
  /** Number of the last row, blank rows counted. */
  readonly lastRow: number;
  /** In the file's order. @throws CampaignError wrong_clients_file when the file changed meanwhile */
  rows(): AsyncGenerator<ClientRow | ProblemRow>;
}

/**
 * @param limit walk only the first rows with content; null: all
 * @throws CampaignError wrong_clients_file
 */
export async function openClientsFile(path: string, format: ClientsFormat, limit: number | null): Promise<ClientsFile> {
  const inspected = await inspectClientsFile(path, format);
  const sheet = format === 'xlsx' ? await readXlsxCells(path) : null;
  const cells = () => (sheet === null ? readCsvCells(path, inspected.encoding) : sheet);
  const rowsMax = format === 'xlsx' ? campaignLimits.xlsxRowsMax : campaignLimits.csvRowsMax;
  const counts = await countRows(cells(), rowsMax, limit);
  return {
    sha256: inspected.sha256,
    ...counts,
    async *rows() {
      await assertUnchanged(path, inspected.stamp);
      yield* walkRows(cells(), rowsMax, limit);
    },
  };
}

async function countRows(cells: AsyncIterable<Cell[]> | Iterable<Cell[]>, rowsMax: number, limit: number | null) {
  let rowsCount = 0;
  let clientsCount = 0;
  let lastRow = 0;
  let hasIds = false;
  const rows = walkRows(cells, rowsMax, limit, (header) => {
    hasIds = header.idColumn !== null;
  });
  for await (const row of rows) {
    rowsCount += 1;
    lastRow = row.row;
    if (row.kind === 'client') clientsCount += 1;
  }
  if (rowsCount === 0) throw wrongFile('at least one client must stand under the header; none does');
  return { rowsCount, clientsCount, lastRow, hasIds };
}

async function* walkRows(
  cells: AsyncIterable<Cell[]> | Iterable<Cell[]>,
  rowsMax: number,
  limit: number | null,
  onHeader: (header: ClientsHeader) => void = () => {},
): AsyncGenerator<ClientRow | ProblemRow> {
  let header: ClientsHeader | null = null;
  let row = 0;
  let yielded = 0;
  const seenIds = new Set<number>();
  for await (const rowCells of cells) {
    if (header === null) {
      header = parseHeader(rowCells);
      onHeader(header);
      continue;
    }
    row += 1;
    if (row > rowsMax) throw wrongFile(`at most ${rowsMax} rows under the header; the file has more`);
    const parsed = parseClientRow(rowCells, header, row, seenIds);
    if (parsed === null) continue;
    yield parsed;
    yielded += 1;
    if (yielded === limit) return;
  }
  if (header === null) throw wrongFile('the first row must name the features; the sheet is empty');
}
