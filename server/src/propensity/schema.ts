/**
 * From raw columns to a table: the schema as declared, or inferred where it was not, and the labels of the target.
 *
 * Inferred: a column whose texts are all numbers (or missing) is numeric, another is categorical; a categorical column
 * with nearly as many values as rows is an identifier and is ignored. What was inferred is told, so that it can be declared.
 */
import { limits } from '../domain/limits.ts';
import type { RawColumn, RawTable } from './read-csv.ts';
import {
  type Column,
  type ColumnKind,
  columnKinds,
  type LabelledTable,
  PropensityError,
  type Schema,
} from './table.ts';

const missingTexts = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);

const isMissing = (text: string) => missingTexts.has(text.toLowerCase());

/** "1 234,5" and "1234.5" are numbers; NaN where the text is none. */
export function parseNumber(text: string): number {
  const plain = text.replaceAll(/[\s\u00a0]/g, '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return Number(plain);
  if (/^[+-]?\d+,\d+$/.test(plain)) return Number(plain.replace(',', '.'));
  return Number.NaN;
}

/** A declared schema from JSON. @throws PropensityError */
export function parseSchema(file: string, content: string): Schema {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new PropensityError(`${file} is no JSON`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PropensityError(`${file} must be an object: column name → ${columnKinds.join(', ')}`);
  }
  for (const [name, kind] of Object.entries(value)) {
    if (!columnKinds.includes(kind as ColumnKind)) {
      throw new PropensityError(`${file}: column "${name}" must be one of ${columnKinds.join(', ')}`);
    }
  }
  return value as Schema;
}

export interface SchemaWishes {
  readonly target: string;
  readonly dropped: readonly string[];
  /** What the person declared; the rest is inferred. */
  readonly declared: Schema;
}

/** @throws PropensityError where a named column is not there. */
export function resolveSchema(raw: RawTable, wishes: SchemaWishes): Schema {
  const names = new Set(raw.columns.map(({ name }) => name));
  assertThere(raw, names, [wishes.target], 'the target');
  assertThere(raw, names, wishes.dropped, 'the column to drop');
  assertThere(raw, names, Object.keys(wishes.declared), 'the declared column');
  const schema: Record<string, ColumnKind> = {};
  for (const column of raw.columns) {
    if (column.name === wishes.target) schema[column.name] = 'target';
    else if (wishes.dropped.includes(column.name)) schema[column.name] = 'ignored';
    else
      schema[column.name] = Object.hasOwn(wishes.declared, column.name)
        ? wishes.declared[column.name]!
        : inferKind(raw, column);
  }
  const targets = Object.keys(schema).filter((name) => schema[name] === 'target');
  if (targets.length > 1) throw new PropensityError(`two targets: ${targets.map(quote).join(' and ')}`);
  if (!Object.values(schema).some((kind) => kind === 'numeric' || kind === 'categorical')) {
    throw new PropensityError(`${raw.file}: no column is left to learn from`);
  }
  return schema;
}

function assertThere(raw: RawTable, names: ReadonlySet<string>, wanted: readonly string[], what: string): void {
  const absent = wanted.filter((name) => !names.has(name));
  if (absent.length === 0) return;
  const known = [...names].slice(0, 40).map(quote).join(', ');
  throw new PropensityError(`${raw.file} has no column ${absent.map(quote).join(', ')} (${what}); it has ${known}`);
}

const quote = (name: string) => `"${name}"`;

function inferKind(raw: RawTable, column: RawColumn): ColumnKind {
  const given = column.texts.filter((text) => !isMissing(text));
  if (given.length > 0 && given.every((text) => !Number.isNaN(parseNumber(text)))) return 'numeric';
  const isIdentifier = column.texts.length > limits.propensityLevelsMax && column.texts.length > raw.rowsCount / 2;
  return isIdentifier || given.length === 0 ? 'ignored' : 'categorical';
}

/** The columns that the schema has as features, in the schema's order. @throws PropensityError */
export function buildColumns(raw: RawTable, schema: Schema): Column[] {
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const wanted = Object.keys(schema).filter((name) => schema[name] === 'numeric' || schema[name] === 'categorical');
  const absent = wanted.filter((name) => !byName.has(name));
  if (absent.length > 0) {
    throw new PropensityError(`${raw.file} has no column ${absent.map(quote).join(', ')}, which the model needs`);
  }
  return wanted.map((name) => {
    const column = byName.get(name)!;
    return schema[name] === 'numeric' ? buildNumeric(raw, column) : buildCategorical(column);
  });
}

function buildNumeric(raw: RawTable, column: RawColumn): Column {
  const numbers = column.texts.map((text) => (isMissing(text) ? Number.NaN : parseNumber(text)));
  const wrong = column.texts.findIndex((text, code) => !isMissing(text) && !Number.isFinite(numbers[code]!));
  if (wrong >= 0) {
    const row = column.codes.indexOf(wrong) + 2;
    throw new PropensityError(`${raw.file}, line ${row}: column "${column.name}" is numeric; this is no finite number`);
  }
  const values = new Float64Array(raw.rowsCount);
  for (let row = 0; row < values.length; row++) values[row] = numbers[column.codes[row]!]!;
  return { kind: 'numeric', name: column.name, values };
}

function buildCategorical(column: RawColumn): Column {
  const levels = column.texts.filter((text) => !isMissing(text));
  const places = new Map(levels.map((text, index) => [text, index]));
  const moved = column.texts.map((text) => places.get(text) ?? -1);
  return { kind: 'categorical', name: column.name, codes: column.codes.map((code) => moved[code]!), levels };
}

/** The table with labels; both classes must be there. @throws PropensityError */
export function buildLabelled(raw: RawTable, schema: Schema, positive: string): LabelledTable {
  const target = Object.keys(schema).find((name) => schema[name] === 'target')!;
  const column = raw.columns.find(({ name }) => name === target);
  if (!column) throw new PropensityError(`${raw.file} has no column "${target}" (the target)`);
  const code = findPositive(raw.file, column, positive);
  const labels = Uint8Array.from(column.codes, (one) => (one === code ? 1 : 0));
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === raw.rowsCount) {
    throw new PropensityError(`${raw.file}: every row has "${positive}" in "${target}": two classes are needed`);
  }
  const empty = column.texts.findIndex(isMissing);
  if (empty >= 0) {
    const row = column.codes.indexOf(empty) + 2;
    throw new PropensityError(`${raw.file}, line ${row}: the target "${target}" is missing`);
  }
  return { rowsCount: raw.rowsCount, columns: buildColumns(raw, schema), labels };
}

const yesWords = new Set(['true', '1', 'yes', 't', 'y', 'да']);
const noWords = new Set(['false', '0', 'no', 'f', 'n', 'нет']);

/** Exact, else in another case, else another word for yes in a column of yes and no; never where two values would do. */
function findPositive(file: string, column: RawColumn, positive: string): number {
  const exact = column.texts.indexOf(positive.trim());
  if (exact >= 0) return exact;
  const same = placesOf(column, (text) => text === positive.trim().toLowerCase());
  if (same.length === 1) return same[0]!;
  const isYesNo = column.texts.every((text) => yesWords.has(text.toLowerCase()) || noWords.has(text.toLowerCase()));
  const words = yesWords.has(positive.trim().toLowerCase()) ? yesWords : noWords;
  const meant = isYesNo && words.has(positive.trim().toLowerCase()) ? placesOf(column, (text) => words.has(text)) : [];
  if (meant.length === 1) return meant[0]!;
  const values = column.texts.slice(0, 10).map(quote).join(', ');
  throw new PropensityError(
    `${file}: no row has "${positive}" in "${column.name}"${same.length > 1 ? ' for sure (case differs)' : ''}; ` +
      `its ${column.texts.length} values: ${values}${column.texts.length > 10 ? ' …' : ''}`,
  );
}

function placesOf(column: RawColumn, matches: (lowerText: string) => boolean): number[] {
  return column.texts.flatMap((text, code) => (matches(text.toLowerCase()) ? [code] : []));
}
