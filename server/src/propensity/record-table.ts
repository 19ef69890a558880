/**
 * Clients as records (name → value) become a table of the model's columns. A name that the model does not know is left
 * out, one that is absent is missing. A numeric column takes numbers and numbers as text; a categorical one takes text,
 * numbers and true or false, spelt as in a file.
 */
import { parseNumber } from './schema.ts';
import type { Column, Schema, Table } from './table.ts';

export type RecordValue = string | number | boolean | null;

/** Where a record holds what its column cannot take. */
export interface RecordFault {
  readonly row: number;
  readonly column: string;
  readonly limit: string;
}

export interface RecordTable extends Table {
  /** By row: columns of which there is no value. */
  readonly missing: readonly (readonly string[])[];
}

export function buildRecordTable(
  schema: Schema,
  records: readonly Readonly<Record<string, unknown>>[],
): RecordTable | RecordFault {
  const names = Object.keys(schema).filter((name) => schema[name] === 'numeric' || schema[name] === 'categorical');
  const missing = records.map((): string[] => []);
  const columns: Column[] = [];
  for (const name of names) {
    const texts: (string | null)[] = [];
    const numbers = new Float64Array(records.length);
    for (const [row, record] of records.entries()) {
      const value = readValue(Object.hasOwn(record, name) ? record[name] : null);
      if (value === undefined) return { row, column: name, limit: 'a number, text, true or false, or null' };
      if (value === null) missing[row]!.push(name);
      const number = value === null ? Number.NaN : parseNumber(value);
      if (schema[name] === 'numeric' && value !== null && !Number.isFinite(number)) {
        return { row, column: name, limit: 'a finite number or null' };
      }
      numbers[row] = number;
      texts.push(value);
    }
    columns.push(schema[name] === 'numeric' ? { kind: 'numeric', name, values: numbers } : toCategorical(name, texts));
  }
  return { rowsCount: records.length, columns, missing };
}

export const isRecordFault = (built: RecordTable | RecordFault): built is RecordFault => 'limit' in built;

/** Text as a file would have it; null where nothing is known, undefined where no cell could hold it. */
function readValue(value: unknown): string | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? null : value.trim();
}

function toCategorical(name: string, texts: readonly (string | null)[]): Column {
  const places = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return -1;
    if (!places.has(text)) places.set(text, places.size);
    return places.get(text)!;
  });
  return { kind: 'categorical', name, codes, levels: [...places.keys()] };
}
