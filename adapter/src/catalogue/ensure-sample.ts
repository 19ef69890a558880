/**
 * Fills an empty catalogue with the sample, so that the service can be tried at once. Every row says that it is one. A
 * catalogue with any row in it is the bank's, and stays as it is.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock.ts';
import { isCatalogueEmpty } from '../db/catalogue/is-catalogue-empty.ts';
import type { Database } from '../db/database.ts';
import { importCatalogue } from './import-catalogue.ts';
import { parseImportFile } from './parse-import-file.ts';

export const samplePath = fileURLToPath(new URL('../../../models/offer-catalogue.sample.yaml', import.meta.url));

/** @returns rows that were made. Adapters that start at once may both try: the second finds all of it there. */
export async function ensureSampleCatalogue(database: Database, clock: Clock): Promise<number> {
  if (!(await isCatalogueEmpty(database))) return 0;
  const rows = await parseImportFile(await readFile(samplePath), 'yaml');
  const context = { database, clock, inference: null, requestId: '', userId: null, isDryRun: false };
  const report = await importCatalogue({ ...context, origin: 'first_start' }, rows);
  return report.created.length;
}
