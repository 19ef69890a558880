/**
 * The filtered history with its labels as a file, written page by page: a million rows are never held in memory, and an
 * export that nobody reads stops. What a spreadsheet would take for a formula (= + - @ …) gets a leading apostrophe in
 * CSV; in xlsx every text is a text; JSON has no formulas.
 */
import { stringify } from 'csv-stringify/sync';
import type { HistoryFilters, HistoryItem } from '../api/history.ts';
import type { ExportFormat } from '../api/history-record.ts';
import type { Label } from '../api/labels.ts';
import type { Database } from '../db/database.ts';
import { listHistory } from '../db/history/list-history.ts';
import { listCurrentLabels } from '../db/labels/list-current-labels.ts';
import { limits } from '../limits.ts';
import { exportColumns, toExportCells } from './export-columns.ts';
import { writeSheet } from './write-sheet.ts';

interface Row {
  readonly item: HistoryItem;
  readonly labels: readonly Label[];
}

/** The first page is read before anything is sent: what fails there is an error with a status. */
export async function exportHistory(
  database: Database,
  filters: HistoryFilters,
  format: ExportFormat,
): Promise<AsyncGenerator<string | Uint8Array>> {
  const lots = readLots(database, filters);
  const first = await lots.next();
  return writers[format](resume(first, lots));
}

async function* readLots(database: Database, filters: HistoryFilters): AsyncGenerator<readonly Row[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await listHistory(database, { ...filters, cursor, limit: limits.historyExportPageRows });
    const labels = await listCurrentLabels(
      database,
      page.items.filter(({ label }) => label !== 'none').map(({ id }) => id),
    );
    yield page.items.map((item) => ({ item, labels: labels.get(item.id) ?? [] }));
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

async function* resume<Lot>(first: IteratorResult<Lot>, rest: AsyncGenerator<Lot>): AsyncGenerator<Lot> {
  if (first.done !== true) yield first.value;
  yield* rest;
}

type Lots = AsyncGenerator<readonly Row[]>;

const cellsOf = (rows: readonly Row[]) => rows.map(({ item, labels }) => toExportCells(item, labels));

const writers: Readonly<Record<ExportFormat, (lots: Lots) => AsyncGenerator<string | Uint8Array>>> = {
  async *csv(lots) {
    // Spreadsheets take a file without the mark for one in the system's old code page.
    yield `\uFEFF${toLines([[...exportColumns]])}`;
    for await (const rows of lots) yield toLines(cellsOf(rows));
  },
  async *jsonl(lots) {
    for await (const rows of lots) {
      for (const { item, labels } of rows) yield `${JSON.stringify({ ...item, labels })}\n`;
    }
  },
  xlsx: (lots) => writeSheet('history', toSheet(lots)),
};

/** A sheet takes no more rows than it can hold: what is older is left out. */
async function* toSheet(lots: Lots): AsyncGenerator<ReturnType<typeof cellsOf> | string[][]> {
  yield [[...exportColumns]];
  let rowsCount = 0;
  for await (const rows of lots) {
    const fitting = rows.slice(0, limits.historyExportSheetRowsMax - rowsCount);
    rowsCount += fitting.length;
    yield cellsOf(fitting);
    if (fitting.length < rows.length) return;
  }
}

function toLines(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(rows as (string | number | null)[][], { escape_formulas: true, record_delimiter: 'windows' });
}
