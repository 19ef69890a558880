/**
 * The command `campaign`: texts for every client of a file. Order: arguments → output folder and file of clients (all
 * of it is parsed, so that a mistake in row 900,000 is said at once) → database and migrations → the campaign is held
 * (one run at a time) and found in the store or, once the engine is ready, stored → clients asked and answered, each
 * stored before the next → the campaign marked finished → the file of texts written from the store → summary.
 *
 * Standard output stays empty (but for --help); progress, summary and errors go to standard error.
 */
import { basename } from 'node:path';
import { ensureSampleCatalogue } from '../catalogue/ensure-sample.ts';
import { type Clock, createUuidSource, systemClock } from '../clock.ts';
import { parseConfig } from '../config.ts';
import { readEdition } from '../db/copybook/read-edition.ts';
import { type Database, isDatabaseUnavailable, openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { createInferenceClient } from '../inference/inference-client.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { helpText } from './help.ts';
import { holdCampaign } from './hold-campaign.ts';
import { identifyCampaign } from './identify-campaign.ts';
import { InterruptedError } from './interrupted-error.ts';
import { openClientsFile } from './open-clients-file.ts';
import { parseArguments, type ValidArguments } from './parse-arguments.ts';
import { persist } from './persist.ts';
import { type Run, runHeldCampaign } from './run-held-campaign.ts';
import { say } from './say.ts';
import { assertWritable } from './write-output.ts';

const interruptedExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * @param environment DATABASE_URL and OFFERWRIGHT_INFERENCE_ADDRESS; by default the process's
 * @returns the exit code: help.ts lists them
 */
export async function main(argv: readonly string[], environment?: NodeJS.ProcessEnv): Promise<number> {
  const stop = new AbortController();
  let exitCode = 1;
  const release = listenForSignals((signal) => {
    exitCode = interruptedExitCodes[signal];
    say('stopping; the same command goes on from here');
    stop.abort();
  });
  try {
    const command = parseArguments(argv, process.cwd());
    if (command === null) {
      process.stdout.write(helpText);
      return 0;
    }
    await runCommand(command, environment, stop.signal);
    return 0;
  } catch (error) {
    if (error instanceof InterruptedError) return exitCode;
    return explain(error);
  } finally {
    release();
  }
}

/**
 * For a command that starts services: says what is wrong with the arguments and files, or gives help, before anything
 * is started.
 * @returns the exit code, or null when the campaign can run
 */
export async function checkBeforeStart(argv: readonly string[]): Promise<number | null> {
  try {
    const command = parseArguments(argv, process.cwd());
    if (command === null) {
      process.stdout.write(helpText);
      return 0;
    }
    await checkOutput(command);
    await openClientsFile(command.clientsPath, command.clientsFormat, 1);
    return null;
  } catch (error) {
    return explain(error);
  }
}

async function runCommand(command: ValidArguments, environment: NodeJS.ProcessEnv | undefined, signal: AbortSignal) {
  const config = readConfig(environment);
  await checkOutput(command);
  const file = await openClientsFile(command.clientsPath, command.clientsFormat, command.limit);
  if (command.outFormat === 'xlsx' && file.lastRow > campaignLimits.xlsxRowsMax) {
    const limit = `an .xlsx file of texts holds ${campaignLimits.xlsxRowsMax} rows; ${file.lastRow} came`;
    throw new CampaignError('wrong_output_file', `--out: ${limit}. Write .csv or .jsonl.`);
  }
  const clock = systemClock;
  const database = await openStore(config.databaseUrl, clock, signal);
  const inference = createInferenceClient(config.inferenceAddress, clock, (hash) => readEdition(database, hash));
  try {
    const keySha256 = identifyCampaign(command, file.sha256);
    const source = { keySha256, command, file, fileName: basename(command.clientsPath) };
    const createUuid = createUuidSource(clock);
    const holdOptions = {
      databaseUrl: config.databaseUrl,
      clock,
      signal,
      onWait: () => say('another run of this campaign is at work; waiting for it to end (Ctrl-C leaves)'),
    };
    await holdCampaign(keySha256, holdOptions, (heldSignal) => {
      const persistHeld: Run['persist'] = (work) => persist(clock, heldSignal, work, sayDatabaseAway);
      return runHeldCampaign({
        clock,
        createUuid,
        database,
        inference,
        signal: heldSignal,
        source,
        persist: persistHeld,
      });
    });
  } finally {
    inference.close();
    await database.end();
  }
}

async function checkOutput(command: ValidArguments): Promise<void> {
  await assertWritable(command.outPath, 'out');
  if (command.summaryPath !== null) await assertWritable(command.summaryPath, 'summary');
}

async function openStore(databaseUrl: string, clock: Clock, signal: AbortSignal): Promise<Database> {
  const log = { warn: (_fields: object, message: string) => say(message) };
  const open = async () => {
    await migrate(databaseUrl);
    const database = await openDatabase(databaseUrl, log);
    try {
      await ensureSampleCatalogue(database, clock);
      return database;
    } catch (error) {
      await database.end();
      throw error;
    }
  };
  return await persist(clock, signal, open, sayDatabaseAway);
}

const sayDatabaseAway = () =>
  say(`the database does not answer; trying for ${campaignLimits.databaseAwayMsMax / 1000} s`);

function readConfig(environment: NodeJS.ProcessEnv | undefined) {
  try {
    return parseConfig(environment);
  } catch (error) {
    throw new CampaignError('configuration', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function listenForSignals(onSignal: (signal: keyof typeof interruptedExitCodes) => void): () => void {
  const names = Object.keys(interruptedExitCodes) as (keyof typeof interruptedExitCodes)[];
  // Once: a second Ctrl-C ends the process at once; the store is safe against that too.
  for (const name of names) process.once(name, onSignal);
  return () => {
    for (const name of names) process.removeListener(name, onSignal);
  };
}

function explain(error: unknown): number {
  if (error instanceof CampaignError) {
    say(`${error.kind}: ${error.message}`);
    return error.exitCode;
  }
  if (isDatabaseUnavailable(error)) {
    say('database_unavailable: the database went away. The same command goes on from here.');
    return 1;
  }
  throw error;
}
