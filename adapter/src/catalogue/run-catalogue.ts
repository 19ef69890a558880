/**
 * The command `catalogue`: imports the offer catalogue from a file (parsed, judged by the server, stored), or exports the
 * terms. How a command runs: create-command.ts.
 */
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { createUuidSource, moscowDate, systemClock } from '../clock.ts';
import { type CommandStore, createCommand, splitArguments, UsageError } from '../commands/create-command.ts';
import { listLiveTerms } from '../db/catalogue/list-live-terms.ts';
import { createInferenceClient, type InferenceClient } from '../inference/inference-client.ts';
import { limits } from '../limits.ts';
import { ensureSampleCatalogue } from './ensure-sample.ts';
import { exportCatalogue } from './export-catalogue.ts';
import { importCatalogue } from './import-catalogue.ts';
import { type ImportFormat, importFormats, parseImportFile } from './parse-import-file.ts';

const helpText = `Imports or exports the offer catalogue (docs/CATALOGUE.md).

  npm run -s catalogue -- import FILE.xlsx|FILE.yaml [--dry-run]
  npm run -s catalogue -- export FILE.xlsx|FILE.yaml

import     all rows or none; every mistake is told. --dry-run checks and stores nothing
export     the terms in force and those to come, in a form that can be changed and imported again

Exit code: 0 done, 1 could not finish, 2 wrong arguments or file.
`;

export interface CatalogueCommand {
  readonly act: 'import' | 'export';
  readonly path: string;
  readonly format: ImportFormat;
  readonly isDryRun: boolean;
}

/** @returns null when help was asked for. @throws UsageError */
export function parseCommand(argv: readonly string[], callerDirectory: string): CatalogueCommand | null {
  const { values, positionals } = splitArguments(argv, options);
  if (values.help === true) return null;
  const [act, path, ...rest] = positionals;
  if (act !== 'import' && act !== 'export') throw new UsageError('the first word must be import or export');
  if (path === undefined || rest.length > 0) throw new UsageError(`${act} takes one file`);
  const extension = extname(path).slice(1).toLowerCase();
  const format = importFormats.find((one) => one === (extension === 'yml' ? 'yaml' : extension));
  if (format === undefined) throw new UsageError(`the file's extension must be .xlsx or .yaml`);
  const isDryRun = values['dry-run'] === true;
  if (isDryRun && act === 'export') throw new UsageError('--dry-run goes with import');
  return { act, path: resolve(callerDirectory, path), format, isDryRun };
}

const options = { 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

async function run(command: CatalogueCommand, store: CommandStore): Promise<void> {
  if (command.act === 'export') return await runExport(command, store);
  const inference = createInferenceClient(store.inferenceAddress, systemClock);
  try {
    await runImport(command, store, inference);
  } finally {
    inference.close();
  }
}

async function runExport({ path, format }: CatalogueCommand, { database, say }: CommandStore): Promise<void> {
  const clock = systemClock;
  await ensureSampleCatalogue(database, clock);
  const rows = await listLiveTerms(database, moscowDate(clock.epochMs()));
  await exportCatalogue(path, format, rows);
  say(`wrote ${rows.length} rows to ${path}`);
}

async function runImport(
  { path, format, isDryRun }: CatalogueCommand,
  { database, say }: CommandStore,
  inference: InferenceClient,
): Promise<void> {
  const clock = systemClock;
  const { size } = await stat(path);
  if (size > limits.bodyBytesMax) throw new UsageError(`a file may hold ${limits.bodyBytesMax} bytes; it has ${size}`);
  const rows = await parseImportFile(await readFile(path), format);
  const requestId = createUuidSource(clock)();
  const context = { database, inference, clock, requestId, origin: 'command_line' as const, userId: null, isDryRun };
  const report = await importCatalogue(context, rows);
  for (const { field, limit, given } of report.warnings) say(`note: ${field}: no ${limit}: ${given}`);
  for (const { product, version } of report.created)
    say(`${isDryRun ? 'would make' : 'made'} ${product} version ${version}`);
  say(`${report.rows_count} rows: ${report.created.length} new versions, ${report.unchanged.length} unchanged`);
}

export const { main, checkBeforeStart } = createCommand({ name: 'catalogue', helpText, parse: parseCommand, run });
