/**
 * The content of a catalogue file → its rows, not yet checked. YAML: {products: [{product, legal_name, …}]}. Spreadsheet:
 * a header row with the names of fields (docs/CATALOGUE.md), then a row for terms of a product.
 */
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { describeKind, type FieldProblem, RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { readFirstSheet, type SheetCell, SheetError } from '../tables/read-first-sheet.ts';
import { importColumns, isBlank, readImportRow } from './import-columns.ts';

export const importFormats = ['xlsx', 'yaml'] as const;
export type ImportFormat = (typeof importFormats)[number];

export interface ImportRow {
  /** As a person counts: the row of the sheet, or the item of the list, from 1. */
  readonly row: number;
  readonly raw: unknown;
}

/** @throws RequestError invalid_import when the file as a whole cannot be read. */
export async function parseImportFile(content: Buffer, format: ImportFormat): Promise<ImportRow[]> {
  const rows = format === 'yaml' ? parseYaml(content) : await parseSheet(content);
  if (rows.length === 0) throw refuseFile({ field: 'file', limit: 'terms of at least one product', given: 'none' });
  if (rows.length > limits.catalogueRowsMax) {
    const limit = `at most ${limits.catalogueRowsMax} rows`;
    throw refuseFile({ field: 'file', limit, given: `${rows.length} rows` });
  }
  return rows;
}

export function refuseFile(first: FieldProblem, problems: readonly FieldProblem[] = [first]): RequestError {
  const message = `${first.field}: must be ${first.limit}; got ${first.given}`;
  return new RequestError('invalid_import', message, { ...first, problems });
}

const yamlSchema = z.strictObject({ products: z.array(z.unknown()) });

function parseYaml(content: Buffer): ImportRow[] {
  const parsed = yamlSchema.safeParse(readYaml(content));
  if (!parsed.success) {
    throw refuseFile({
      field: 'file',
      limit: 'a list of terms under "products", and nothing else',
      given: 'another shape',
    });
  }
  return parsed.data.products.map((raw, index) => ({ row: index + 1, raw }));
}

function readYaml(content: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return parse(text, { maxAliasCount: 100, prettyErrors: true });
  } catch (error) {
    const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const given =
      error instanceof YAMLParseError
        ? `${error.code}${place === undefined ? '' : ` in line ${place.line}, column ${place.col}`}`
        : 'something else';
    if (!(error instanceof YAMLParseError || error instanceof TypeError || error instanceof ReferenceError))
      throw error;
    throw refuseFile({ field: 'file', limit: 'YAML in UTF-8', given });
  }
}

async function parseSheet(content: Buffer): Promise<ImportRow[]> {
  const sheet = await readSheet(content);
  const header = (sheet[0] ?? []).map((cell) => (typeof cell === 'string' ? cell.trim() : ''));
  checkHeader(header, sheet[0] ?? []);
  return sheet.slice(1).flatMap((cells, index) => {
    if (cells.every(isBlank)) return [];
    return [{ row: index + 2, raw: readImportRow(header, cells) }];
  });
}

function checkHeader(header: readonly string[], cells: readonly SheetCell[]): void {
  const known = importColumns.join(', ');
  header.forEach((name, index) => {
    const field = `column ${index + 1}`;
    if (name === '' && !isBlank(cells[index] ?? null)) {
      throw refuseFile({ field, limit: `one of ${known}`, given: describeKind(cells[index]) });
    }
    if (name !== '' && !importColumns.includes(name)) {
      throw refuseFile({ field, limit: `one of ${known}`, given: `a name of ${name.length} characters` });
    }
    if (name !== '' && header.indexOf(name) < index) {
      throw refuseFile({
        field,
        limit: 'names that come once',
        given: `the name of column ${header.indexOf(name) + 1}`,
      });
    }
  });
  if (!header.includes('product')) throw refuseFile({ field: 'file', limit: 'a column "product"', given: 'none' });
}

async function readSheet(content: Buffer): Promise<SheetCell[][]> {
  try {
    return await readFirstSheet(content, {
      unpackedBytesMax: limits.importUnpackedBytesMax,
      entriesMax: limits.importEntriesMax,
    });
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw refuseFile({ field: 'file', limit: 'an .xlsx file', given: error.message });
  }
}
