/**
 * Turns the header row and the rows of a file of clients into clients, or into problems of single rows: a problem never
 * stops the file.
 *
 * The row number counts all rows under the header from 1, blank ones included: row 1 is line 2 of the sheet.
 */
import { type ContactFacts, unknownContact } from '../api/contact-facts.ts';
import { isStorableText } from '../api/generate-request.ts';
import type { ClientErrorBody } from '../api/generate-response.ts';
import { type ClientErrorKind, describeKind } from '../errors.ts';
import { limits } from '../limits.ts';
import { campaignLimits } from './campaign-limits.ts';
import { wrongFile } from './inspect-clients-file.ts';

export type Cell = string | number | boolean | null | undefined;
export type FeatureValue = string | number | boolean | null;

export interface ClientsHeader {
  /** Index of the column that holds ids; null: the row number is the id. */
  readonly idColumn: number | null;
  readonly features: readonly { readonly column: number; readonly name: string }[];
  /** Columns that say whether the client may be contacted; they are no features. */
  readonly contact: readonly { readonly column: number; readonly name: ContactColumn }[];
  /** Index of the column that holds what clients said; null: none does. */
  readonly wordsColumn: number | null;
  readonly columnsCount: number;
}

export interface ClientRow {
  readonly kind: 'client';
  readonly row: number;
  readonly clientId: number;
  readonly features: Readonly<Record<string, FeatureValue>>;
  /** As the row says it; null is what it does not say. */
  readonly contact: ContactFacts;
  /** What the client said; absent where the row says nothing. */
  readonly concernText?: string;
}

export interface ProblemRow {
  readonly kind: 'problem';
  readonly row: number;
  /** Null where the id itself cannot be read. */
  readonly clientId: number | null;
  readonly error: ClientErrorBody;
}

const idNames = ['id', 'client_id'];
const wordsName = 'concern_text';
const contactNames = ['consent', 'do_not_disturb', 'credit_self_ban'] as const;
type ContactColumn = (typeof contactNames)[number];
/** As people and databases write it; a blank cell and NULL say nothing. */
const answers: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  '1': true,
  '0': false,
  да: true,
  нет: false,
  null: null,
};
const numberLike = /^[+-]?\d+([.,]\d+)?$/;

/** @throws CampaignError wrong_clients_file when the first row names no features */
export function parseHeader(cells: readonly Cell[]): ClientsHeader {
  const names = cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell).trim()));
  if (names.every((name) => name === '')) throw noHeader('it is blank');
  names.forEach((name, column) => {
    if (numberLike.test(name)) throw noHeader(`column ${column + 1} holds a number`);
    if (!isStorableText(name))
      throw wrongFile(`the name of column ${column + 1} holds characters that cannot be stored`);
    if (name.length > limits.featureNameCharsMax) {
      throw wrongFile(
        `a column's name has at most ${limits.featureNameCharsMax} characters; that of column ${column + 1} has ${name.length}`,
      );
    }
  });
  const idColumns = names.flatMap((name, column) => (idNames.includes(name.toLowerCase()) ? [column] : []));
  if (idColumns.length > 1) {
    throw wrongFile(`one column may hold ids; columns ${idColumns.map((column) => column + 1).join(' and ')} do`);
  }
  const idColumn = idColumns[0] ?? null;
  const contact = names.flatMap((given, column) => {
    const name = contactNames.find((known) => known === given.toLowerCase());
    return name === undefined ? [] : [{ column, name }];
  });
  const wordsColumns = names.flatMap((name, column) => (name.toLowerCase() === wordsName ? [column] : []));
  if (wordsColumns.length > 1) {
    throw wrongFile(
      `one column may hold what clients said; columns ${wordsColumns.map((column) => column + 1).join(' and ')} do`,
    );
  }
  const wordsColumn = wordsColumns[0] ?? null;
  const others = new Set([idColumn, wordsColumn, ...contact.map(({ column }) => column)]);
  const features = names.flatMap((name, column) => (name === '' || others.has(column) ? [] : [{ column, name }]));
  if (features.length > limits.featuresMax) {
    throw wrongFile(`at most ${limits.featuresMax} named columns; ${features.length} came`);
  }
  const seen = new Map<string, number>();
  for (const { column, name } of [...features, ...contact]) {
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      throw wrongFile(`columns must have different names; columns ${earlier + 1} and ${column + 1} have the same`);
    }
    seen.set(name, column);
  }
  return { idColumn, features, contact, wordsColumn, columnsCount: names.findLastIndex((name) => name !== '') + 1 };
}

const noHeader = (why: string) => wrongFile(`the first row must name the features (and may name an id column); ${why}`);

/**
 * @param seenIds ids of the rows before; the row's own is added
 * @returns null for a blank row
 */
export function parseClientRow(
  cells: readonly Cell[],
  header: ClientsHeader,
  row: number,
  seenIds: Set<number>,
): ClientRow | ProblemRow | null {
  if (cells.every(isBlank)) return null;
  const clientId = header.idColumn === null ? row : parseClientId(cells[header.idColumn]);
  if (clientId === null) {
    return refuse(row, null, 'invalid_client_id', {
      field: 'id',
      limit: `a whole number within ±${campaignLimits.clientIdMax}`,
      given: describeCell(cells[header.idColumn ?? 0]),
    });
  }
  if (seenIds.has(clientId)) {
    return refuse(row, clientId, 'duplicate_client_id', {
      field: 'id',
      limit: 'each id once in a file',
      given: 'the id of an earlier row',
    });
  }
  seenIds.add(clientId);
  const extraColumn = cells.findIndex((cell, column) => column >= header.columnsCount && !isBlank(cell));
  if (extraColumn >= 0) {
    return refuse(row, clientId, 'invalid_client', {
      field: `column ${extraColumn + 1}`,
      limit: `at most ${header.columnsCount} cells, as in the header`,
      given: 'a value beyond them',
    });
  }
  const features: Record<string, FeatureValue> = Object.create(null);
  for (const { column, name } of header.features) {
    const value = cells[column] ?? null;
    const problem = findValueProblem(value);
    if (problem !== null) return refuse(row, clientId, 'invalid_features', { field: name, ...problem });
    features[name] = value;
  }
  const contact: { -readonly [Name in keyof ContactFacts]: ContactFacts[Name] } = { ...unknownContact };
  for (const { column, name } of header.contact) {
    const answer = parseAnswer(cells[column]);
    if (answer === undefined) {
      const limit = 'true or false (1, 0, да, нет), or nothing';
      return refuse(row, clientId, 'invalid_contact', { field: name, limit, given: describeCell(cells[column]) });
    }
    contact[name] = answer;
  }
  const words = header.wordsColumn === null ? null : cells[header.wordsColumn];
  if (isBlank(words) || isUnknownMark(words)) return { kind: 'client', row, clientId, features, contact };
  const concernText = String(words);
  const problem = findTextProblem(concernText, limits.statementCharsMax);
  if (problem !== null) return refuse(row, clientId, 'invalid_client', { field: wordsName, ...problem });
  return { kind: 'client', row, clientId, features, contact, concernText };
}

/** As databases write nothing. */
const isUnknownMark = (cell: Cell) => typeof cell === 'string' && cell.trim().toLowerCase() === 'null';

/** Undefined for a cell that is no answer. */
function parseAnswer(cell: Cell): boolean | null | undefined {
  if (isBlank(cell)) return null;
  return answers[String(cell).trim().toLowerCase()];
}

function parseClientId(cell: Cell): number | null {
  const text = typeof cell === 'number' ? cell : typeof cell === 'string' ? cell.trim() : '';
  if (typeof text === 'string' && !/^[+-]?\d+(\.0+)?$/.test(text)) return null;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id + 0 : null;
}

/** What could not be stored; types and ranges of features are the server's to judge. */
function findValueProblem(value: FeatureValue): { limit: string; given: string } | null {
  return typeof value === 'string' ? findTextProblem(value, limits.featureValueCharsMax) : null;
}

function findTextProblem(value: string, charsMax: number): { limit: string; given: string } | null {
  if (value.length > charsMax) return { limit: `at most ${charsMax} characters`, given: describeKind(value) };
  if (isStorableText(value)) return null;
  return { limit: 'a text without NUL characters and broken surrogates', given: describeKind(value) };
}

function refuse(
  row: number,
  clientId: number | null,
  kind: ClientErrorKind,
  problem: { field: string; limit: string; given: string },
): ProblemRow {
  const message = `row ${row}, ${problem.field}: must be ${problem.limit}; got ${problem.given}`;
  return { kind: 'problem', row, clientId, error: { kind, message, ...problem } };
}

const isBlank = (cell: Cell) => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** The kind of a value, never the value. */
function describeCell(cell: Cell): string {
  if (isBlank(cell)) return 'nothing';
  if (typeof cell === 'number' && Number.isInteger(cell)) return 'whole number out of range';
  return describeKind(cell);
}
