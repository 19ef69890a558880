/**
 * Writes the terms in force, and those to come, to a file that can be changed and imported again. Each row carries its
 * version, so that an import notices what somebody else has changed meanwhile.
 */
import { mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { stringify } from 'yaml';
import { type CatalogueTerms, termsFields } from '../api/catalogue.ts';
import { importColumns, toImportRow } from './import-columns.ts';
import type { ImportFormat } from './parse-import-file.ts';

const yamlHeader =
  '# The offer catalogue (docs/CATALOGUE.md). Change it and import it again: what is not changed makes no version.\n';

/** @throws the file system's error. */
export async function exportCatalogue(
  path: string,
  format: ImportFormat,
  rows: readonly CatalogueTerms[],
): Promise<void> {
  // Beside the file, then renamed: a full disk leaves the old one.
  const folder = await mkdtemp(join(dirname(path), `.${basename(path)}.`));
  try {
    const temporaryPath = join(folder, basename(path));
    if (format === 'yaml') await writeFile(temporaryPath, toYaml(rows));
    else await writeSheet(temporaryPath, rows);
    const handle = await open(temporaryPath, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporaryPath, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is empty or the default is left out. */
function toYaml(rows: readonly CatalogueTerms[]): string {
  const products = rows.map((row) => {
    const fields = termsFields.map((field) => [field, row[field]] as const).filter(([, value]) => saysSomething(value));
    return { product: row.product, version: row.version, ...Object.fromEntries(fields) };
  });
  return yamlHeader + stringify({ products }, { lineWidth: 120 });
}

function saysSomething(value: unknown): boolean {
  if (value === '' || value === null || value === false) return false;
  return typeof value !== 'object' || Object.keys(value as object).length > 0;
}

async function writeSheet(path: string, rows: readonly CatalogueTerms[]): Promise<void> {
  const header = importColumns.map((column) => ({ value: column, fontWeight: 'bold' as const }));
  const cells = rows.map((row) =>
    // Texts stay texts: a spreadsheet would make "15" a number and "2026-03-01" a date.
    toImportRow(row).map((value) => (typeof value === 'string' ? { value, type: String, format: '@' } : value)),
  );
  await writeExcelFile([header, ...cells], {
    columns: importColumns.map((column) => ({ width: column === 'full_terms' ? 80 : 20 })),
    stickyRowsCount: 1,
    sheet: 'catalogue',
  }).toFile(path);
}
