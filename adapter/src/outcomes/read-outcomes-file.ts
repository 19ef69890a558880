/**
 * A file of outcomes → what it seems to hold (inspect), and, with the mapping that people chose, its outcomes. A cell
 * that cannot be read is that row's problem; only a file that is no table is refused as a whole.
 */
import type { InspectedOutcomes, OutcomeField, OutcomeMapping } from '../api/outcomes.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { type SheetCell, SheetError } from '../tables/read-first-sheet.ts';
import { readTable, type Table } from '../tables/read-table.ts';
import { checkOutcome } from './check-outcome.ts';
import { findEvent, findField } from './event-words.ts';
import { parseEventTime } from './parse-event-time.ts';
import type { CheckedOutcome } from './store-outcomes.ts';

/** @throws RequestError invalid_import */
export async function openOutcomesFile(content: Buffer, format: 'csv' | 'xlsx'): Promise<Table> {
  try {
    return await readTable(content, format, {
      rowsMax: limits.outcomeFileRowsMax,
      columnsMax: limits.outcomeFileColumnsMax,
      unpackedBytesMax: limits.importUnpackedBytesMax,
      entriesMax: limits.importEntriesMax,
    });
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw refuse('file', 'a table as .csv or .xlsx', error.message);
  }
}

export function inspectOutcomes(table: Table): InspectedOutcomes {
  const fields = guessFields(table.header);
  const eventColumn = fields.indexOf('event');
  return {
    rows_count: table.rows.length,
    encoding: table.encoding,
    columns: table.header.map((name, column) => ({
      name,
      field: fields[column] ?? null,
      samples: table.rows.slice(0, limits.outcomeSamplesMax).map(({ cells }) => sample(cells[column] ?? null)),
    })),
    event_words: eventColumn < 0 ? [] : countWords(table, eventColumn),
  };
}

/** Each field once: its first column. */
function guessFields(header: readonly string[]): (OutcomeField | null)[] {
  const taken = new Set<OutcomeField>();
  return header.map((name) => {
    const field = findField(name);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

function countWords(table: Table, column: number): InspectedOutcomes['event_words'] {
  const counts = new Map<string, number>();
  for (const { cells } of table.rows) {
    const word = show(cells[column] ?? null);
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, limits.outcomeWordsMax)
    .map(([word, count]) => ({ word: word.slice(0, limits.outcomeColumnCharsMax), count, event: findEvent(word) }));
}

/** @throws RequestError invalid_import when a named column is not there */
export function readOutcomes(table: Table, mapping: OutcomeMapping, nowMs: number): CheckedOutcome[] {
  const columns = Object.entries(mapping.columns) as [OutcomeField, string][];
  const places = new Map(columns.map(([field, name]) => [field, table.header.indexOf(name)]));
  for (const [field, place] of places) {
    if (place < 0) throw refuse(`mapping.columns.${field}`, 'a column of the file', 'a name that is not in its header');
  }
  for (const needed of ['event', 'at'] as const) {
    if (!places.has(needed)) throw refuse(`mapping.columns.${needed}`, 'a column of the file', 'nothing');
  }
  const events = new Map(Object.entries(mapping.events).map(([word, event]) => [word.trim(), event]));
  return table.rows.map(({ row, cells }) => {
    const raw: Record<string, unknown> = { ...mapping.constants };
    for (const [field, place] of places) {
      const cell = cells[place] ?? null;
      if (show(cell) !== '') raw[field] = readCell(field, cell, mapping, events);
    }
    return checkOutcome(raw, row, nowMs);
  });
}

const yes = new Set(['1', 'true', 'да', 'yes', 'истина']);
const no = new Set(['0', 'false', 'нет', 'no', 'ложь']);

/** What cannot be read stays as it came: the check then says what is wrong with it. */
function readCell(
  field: OutcomeField,
  cell: SheetCell,
  mapping: OutcomeMapping,
  events: ReadonlyMap<string, string>,
): unknown {
  const text = show(cell);
  switch (field) {
    case 'client_id':
      return /^-?\d{1,16}(?:\.0+)?$/.test(text) ? Number(text) : text;
    case 'event':
      return events.get(text) ?? findEvent(text) ?? text;
    case 'at':
      return parseEventTime(cell, mapping.utc_offset_minutes) ?? text;
    case 'opt_out':
      return yes.has(text.toLowerCase()) ? true : no.has(text.toLowerCase()) ? undefined : text;
    case 'answer_id':
    case 'request_id':
    case 'campaign_id':
      return text.toLowerCase();
    default:
      return text;
  }
}

const sample = (cell: SheetCell): string => show(cell).slice(0, limits.outcomeSampleCharsMax);

function show(cell: SheetCell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 19).replace('T', ' ') : String(cell).trim();
}

export function refuse(field: string, limit: string, given: string): RequestError {
  return new RequestError('invalid_import', `${field}: must be ${limit}; got ${given}`, { field, limit, given });
}
