/**
 * npm run law:replay [-- --rules-at DATE] [--only RULE] [--in FILE.jsonl [--catalogue FILE.json]] [--out FILE.jsonl]
 * [--limit N] [--workers N]: runs the rule set over stored texts and lists what would break now.
 *
 * Texts: of the database (DATABASE_URL, or the embedded one of .data, started for the replay), each against the terms it
 * was written with; or of an export, {id, text, product, channel, profile} a line. The rules are those in force today,
 * or on `--rules-at`: a law that is still to come is tried before its day. `--only` runs one rule, for a rule that
 * changed. What breaks goes to standard output (or --out), {id, product, channel, profile, row, rule, span} a line;
 * progress and counts to standard error. Exit code 0 when all was gone through, 2 when wrongly called, 1 on failure.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { openDatabase as openPool } from '@offerwright/adapter/src/db/database.ts';
import { findRule, ruleSet } from '../../server/src/compliance/index.ts';
import { readConfig } from '../../server/src/config.ts';
import { systemClock } from '../../server/src/domain/clock.ts';
import { readLawCatalogue, readSampleTerms } from '../law/law-terms.ts';
import { assertDifferent, assertReadable, isReaderGone, openOutput, writeChunk } from '../law/open-files.ts';
import { mapOrdered } from '../law/ordered-pool.ts';
import { readExported, readStored, readStoredTerms } from '../law/replay-sources.ts';
import { ReplaySummary } from '../law/replay-summary.ts';
import type { ReplayBatch, ReplayedBatch, ReplayWorkerData } from '../law/replay-worker.ts';
import { CommandError, report, runMain } from '../report.ts';
import { openDatabase } from '../services/running-services.ts';
import { readSettings } from '../settings.ts';

const usage =
  'usage: npm run law:replay [-- --rules-at YYYY-MM-DD] [--only RULE] [--in FILE.jsonl [--catalogue FILE.json]] ' +
  '[--out FILE.jsonl] [--limit N] [--workers N]';
const wrongUse = 2;
const workersCountMax = 64;

interface Options {
  readonly input: string | null;
  readonly output: string | null;
  readonly catalogue: string | null;
  readonly today: Date;
  readonly only: string | null;
  readonly textsMax: number;
  readonly workersCount: number;
}

await runMain(async (commandArguments) => {
  let options: Options;
  try {
    options = parseOptions(commandArguments);
    if (options.input !== null) {
      await assertReadable('--in', options.input);
      if (options.output !== null) await assertDifferent(options.input, options.output);
      return await replayFile(options.input, options);
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    report(error.message);
    return wrongUse;
  }
  return await replayDatabase(options);
});

/** @throws CommandError with the usage. */
function parseOptions(commandArguments: string[]): Options {
  const values = parseValues(commandArguments);
  const { only = null } = values;
  if (only !== null && findRule(only) === undefined) {
    const ids = ruleSet.rules.map((rule) => rule.id).join(', ');
    throw new CommandError(`--only must be one of ${ids}`);
  }
  if (values.catalogue !== undefined && values.in === undefined) {
    throw new CommandError(`--catalogue goes with --in: stored texts have their own terms\n${usage}`);
  }
  const threads = Math.min(availableParallelism(), workersCountMax);
  return {
    input: values.in ?? null,
    output: values.out ?? null,
    catalogue: values.catalogue ?? null,
    today: parseDay(values['rules-at']),
    only,
    textsMax: values.limit === undefined ? Number.POSITIVE_INFINITY : parseCount('--limit', values.limit, 1e9),
    workersCount: values.workers === undefined ? threads : parseCount('--workers', values.workers, workersCountMax),
  };
}

function parseValues(commandArguments: string[]) {
  try {
    return parseArgs({
      args: commandArguments,
      options: {
        in: { type: 'string' },
        out: { type: 'string' },
        catalogue: { type: 'string' },
        'rules-at': { type: 'string' },
        only: { type: 'string' },
        limit: { type: 'string' },
        workers: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

function parseDay(day: string | undefined): Date {
  if (day === undefined) return systemClock.today();
  const date = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) {
    throw new CommandError(`--rules-at must be a day as 2026-03-01\n${usage}`);
  }
  return date;
}

function parseCount(option: string, value: string, max: number): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  throw new CommandError(`${option} must be an integer from 1 to ${max}\n${usage}`);
}

async function replayFile(path: string, options: Options): Promise<number> {
  if (options.catalogue === null) report('no --catalogue: texts are checked against the sample catalogue');
  const byProduct =
    options.catalogue === null ? await readSampleTerms() : (await readLawCatalogue(options.catalogue)).terms;
  const provider = { legalName: '', licence: '' };
  return await replay(readExported(path, options.textsMax), options, {
    byProduct,
    byVersion: new Map(),
    defaultProvider: provider,
  });
}

async function replayDatabase(options: Options): Promise<number> {
  const { legalName, licence } = readConfig();
  const store = await openDatabase(await readSettings());
  try {
    const database = await openPool(store.url, { warn: (_fields, message) => report(message) });
    try {
      return await replay(readStored(database, options.textsMax), options, {
        byProduct: {},
        byVersion: await readStoredTerms(database),
        defaultProvider: { legalName, licence },
      });
    } catch (error) {
      if (!isWithoutTables(error)) throw error;
      throw new CommandError('the database has no tables of this version: start the service once (npm start)');
    } finally {
      await database.end();
    }
  } finally {
    await store.stop();
  }
}

/** SQLSTATE of a table or a column that is not there. */
function isWithoutTables(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && (cause.code === '42P01' || cause.code === '42703')) return true;
  }
  return false;
}

async function replay(
  batches: AsyncIterable<ReplayBatch>,
  { today, only, output, workersCount }: Options,
  terms: ReplayWorkerData['terms'],
): Promise<number> {
  const workerData: ReplayWorkerData = { terms, options: { today, language: 'ru' }, only };
  const file = output === null ? null : await openOutput(output);
  const stream = file?.stream ?? process.stdout;
  // Without a listener a reader that leaves would end the process; writeChunk tells of it.
  stream.on('error', () => undefined);
  const summary = new ReplaySummary(systemClock, report);
  try {
    const url = new URL('../law/replay-worker.ts', import.meta.url);
    for await (const answer of mapOrdered<ReplayBatch, ReplayedBatch>(batches, { url, workersCount, workerData })) {
      summary.add(answer);
      if (answer.output !== '') await writeChunk(stream, answer.output);
    }
    await file?.keep();
  } catch (error) {
    await file?.discard();
    if (!isReaderGone(error)) throw error;
  }
  summary.finish();
  return 0;
}
