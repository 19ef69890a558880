/** The columns of a catalogue in a spreadsheet: names of fields, and a column a channel for tails and tokens. */
import { channelKeys, type TermsContent, termsFields } from '../api/catalogue.ts';
import type { SheetCell } from '../tables/read-first-sheet.ts';

/** In the order of an export. */
export const importColumns: readonly string[] = ['product', 'version', ...termsFields].flatMap((field) =>
  field === 'tails' || field === 'erids' ? channelKeys.map((channel) => `${field}.${channel}`) : [field],
);

const listFields = ['confirmed_claims', 'denied_claims'];
const booleanFields = ['claims_reviewed', 'provider_outlasts_terms', 'is_sample'];
const dateFields = ['effective_from', 'effective_to'];
const booleans: Readonly<Record<string, boolean>> = { true: true, false: false, да: true, нет: false };

/** A row of cells → the object that an import in YAML would hold; blank cells say nothing. */
export function readImportRow(header: readonly string[], cells: readonly SheetCell[]): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  header.forEach((column, index) => {
    const cell = cells[index] ?? null;
    if (column === '' || isBlank(cell)) return;
    const [field = '', channel] = column.split('.');
    if (channel === undefined) raw[field] = readCell(field, cell);
    else raw[field] = { ...(raw[field] as object | undefined), [channel]: cell };
  });
  return raw;
}

export const isBlank = (cell: SheetCell) => cell === null || (typeof cell === 'string' && cell.trim() === '');

function readCell(field: string, cell: SheetCell): unknown {
  if (dateFields.includes(field)) return cell instanceof Date ? cell.toISOString().slice(0, 10) : cell;
  if (booleanFields.includes(field) && typeof cell === 'string') return booleans[cell.trim().toLowerCase()] ?? cell;
  if (listFields.includes(field) && typeof cell === 'string') return cell.split(/[\s,;]+/).filter((id) => id !== '');
  return cell;
}

export function toImportRow(row: { readonly product: string; readonly version: number } & TermsContent): SheetCell[] {
  return importColumns.map((column) => {
    const [field = '', channel] = column.split('.');
    const value: unknown = row[field as keyof typeof row];
    if (channel !== undefined) return (value as Record<string, string>)[channel] ?? null;
    if (Array.isArray(value)) return value.length === 0 ? null : value.join(' ');
    return value === '' ? null : (value as SheetCell);
  });
}
