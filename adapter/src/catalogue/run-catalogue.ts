/**
 * The command `catalogue`: imports the offer catalogue from a file, or exports it. Order: arguments → database and
 * migrations → the file is parsed, judged by the server and stored; or the terms are written.
 *
 * Reports and errors go to standard error. Exit code: 0 done, 1 could not finish, 2 wrong arguments or file.
 */
import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Clock, createUuidSource, moscowDate, systemClock } from '../clock.ts';
import { parseConfig } from '../config.ts';
import { listLiveTerms } from '../db/catalogue/list-live-terms.ts';
import { type Database, isDatabaseUnavailable, openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { RequestError } from '../errors.ts';
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

class UsageError extends Error {}

/**
 * @param environment DATABASE_URL and OFFERWRIGHT_INFERENCE_ADDRESS; by default the process's
 * @returns the exit code
 */
export async function main(argv: readonly string[], environment?: NodeJS.ProcessEnv): Promise<number> {
  try {
    const command = parseCommand(argv, process.cwd());
    if (command === null) {
      process.stdout.write(helpText);
      return 0;
    }
    await runCommand(command, environment);
    return 0;
  } catch (error) {
    return explain(error);
  }
}

/**
 * For a command that starts services: says what is wrong with the arguments, or gives help, before anything is started.
 * @returns the exit code, or the command when it can run
 */
export function checkBeforeStart(argv: readonly string[]): number | CatalogueCommand {
  try {
    const command = parseCommand(argv, process.cwd());
    if (command !== null) return command;
    process.stdout.write(helpText);
    return 0;
  } catch (error) {
    return explain(error);
  }
}

/** @returns null when help was asked for. @throws UsageError */
export function parseCommand(argv: readonly string[], callerDirectory: string): CatalogueCommand | null {
  const { values, positionals } = splitArguments(argv);
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

function splitArguments(argv: readonly string[]) {
  try {
    const options = { 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message.split('. ')[0]!);
  }
}

async function runCommand(command: CatalogueCommand, environment: NodeJS.ProcessEnv | undefined): Promise<void> {
  const config = readConfig(environment);
  const clock = systemClock;
  await migrate(config.databaseUrl);
  const database = await openDatabase(config.databaseUrl, { warn: (_fields, message) => say(message) });
  const inference = createInferenceClient(config.inferenceAddress, clock);
  try {
    if (command.act === 'export') await runExport(command, database, clock);
    else await runImport(command, database, inference, clock);
  } finally {
    inference.close();
    await database.end();
  }
}

async function runExport({ path, format }: CatalogueCommand, database: Database, clock: Clock): Promise<void> {
  await ensureSampleCatalogue(database, clock);
  const rows = await listLiveTerms(database, moscowDate(clock.epochMs()));
  await exportCatalogue(path, format, rows);
  say(`wrote ${rows.length} rows to ${path}`);
}

async function runImport(
  { path, format, isDryRun }: CatalogueCommand,
  database: Database,
  inference: InferenceClient,
  clock: Clock,
): Promise<void> {
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

function readConfig(environment: NodeJS.ProcessEnv | undefined) {
  try {
    return parseConfig(environment);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    say(`wrong_argument: ${error.message}. --help tells more.`);
    return 2;
  }
  if (error instanceof RequestError) {
    const problems = error.problems ?? [];
    for (const { field, limit, given } of problems) say(`${field}: must be ${limit}; got ${given}`);
    say(
      problems.length > 0
        ? `${error.kind}: ${problems.length} mistakes, nothing was stored`
        : `${error.kind}: ${error.message}`,
    );
    return error.status < 500 ? 2 : 1;
  }
  if (isDatabaseUnavailable(error)) {
    say('database_unavailable: the database does not answer');
    return 1;
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    say(`the file cannot be read or written (${code})`);
    return 2;
  }
  throw error;
}

function say(line: string): void {
  process.stderr.write(`catalogue: ${line}\n`);
}
