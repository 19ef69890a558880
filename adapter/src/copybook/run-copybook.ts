/**
 * The command `copybook`: imports threads into the database, exports them, or says where they are missing. The table of
 * `coverage` goes to standard output; for the rest see create-command.ts.
 */
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { channelCodes } from '../api/channels.ts';
import { concernNames } from '../api/generate-request.ts';
import { createUuidSource, systemClock } from '../clock.ts';
import { type CommandStore, createCommand, splitArguments, UsageError } from '../commands/create-command.ts';
import { listLatestLines } from '../db/copybook/list-latest-lines.ts';
import { readEdition } from '../db/copybook/read-edition.ts';
import { createInferenceClient } from '../inference/inference-client.ts';
import { limits } from '../limits.ts';
import { describeCoverage } from './describe-coverage.ts';
import { exportCopybook } from './export-copybook.ts';
import { hashOfLines, importCopybook, linesForServer } from './import-copybook.ts';
import { readCopybookFiles } from './read-copybook-files.ts';
import { type CandidateWishes, parseCandidateWishes, runWriteCandidates } from './run-write-candidates.ts';
import { showCoverage } from './show-coverage.ts';

const shippedDirectory = fileURLToPath(new URL('../../../models/copybook', import.meta.url));
const claimsFile = 'claims.json';
const personCharsMax = 100;

const helpText = `The copybook in the database (docs/COPYBOOK.md).

  npm run -s copybook -- import [--dir DIR] [--approve "NAME"] [--dry-run]
  npm run -s copybook -- export DIR
  npm run -s copybook -- coverage
  npm run -s copybook -- write-candidates --cells N [--temperature T] [--within-ms MS] [--seed N]

import     threads of DIR (by default the shipped models/copybook), all or none; lines that are there change nothing
  --approve NAME   NAME answers for all of them: recorded with every thread, which is approved with its sentences
  --dry-run        checks and reports, stores nothing
export     the latest revisions as files, with claims.json: a directory that import, and the server, can read
write-candidates   the server's free engine writes for the thinnest cells, in idle time; people approve (docs/FREE.md)
coverage   threads in force by product and channel, and the cells without one that fits any client

Exit code: 0 done, 1 could not finish, 2 wrong arguments or files.
`;

export type CopybookCommand =
  | {
      readonly act: 'import';
      readonly directory: string;
      readonly approvedBy: string | null;
      readonly isDryRun: boolean;
    }
  | { readonly act: 'export'; readonly directory: string }
  | { readonly act: 'coverage' }
  | ({ readonly act: 'write-candidates' } & CandidateWishes);

/** @returns null when help was asked for. @throws UsageError */
export function parseCommand(argv: readonly string[], callerDirectory: string): CopybookCommand | null {
  const { values, positionals } = splitArguments(argv, options);
  if (values.help === true) return null;
  const [act, path, ...rest] = positionals;
  const isImport = act === 'import';
  if (!isImport && (values.dir !== undefined || values.approve !== undefined || values['dry-run'] !== undefined)) {
    throw new UsageError('--dir, --approve and --dry-run go with import');
  }
  const forCandidates = [values.cells, values.temperature, values['within-ms'], values.seed];
  if (act !== 'write-candidates' && forCandidates.some((value) => value !== undefined)) {
    throw new UsageError('--cells, --temperature, --within-ms and --seed go with write-candidates');
  }
  if (rest.length > 0 || (act !== 'export' && path !== undefined)) throw new UsageError(`too many words after ${act}`);
  switch (act) {
    case 'import': {
      const directory = values.dir === undefined ? shippedDirectory : resolve(callerDirectory, values.dir);
      const approvedBy = values.approve === undefined ? null : personOf(values.approve);
      return { act, directory, approvedBy, isDryRun: values['dry-run'] === true };
    }
    case 'export':
      if (path === undefined) throw new UsageError('export takes a directory');
      return { act, directory: resolve(callerDirectory, path) };
    case 'coverage':
      return { act };
    case 'write-candidates': {
      const wishes = parseCandidateWishes(values);
      if (typeof wishes === 'string') throw new UsageError(wishes);
      return { act, ...wishes };
    }
    default:
      throw new UsageError('the first word must be import, export, coverage or write-candidates');
  }
}

function personOf(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= personCharsMax && trimmed.isWellFormed()) return trimmed;
  throw new UsageError(`--approve takes the name of a person, 1 to ${personCharsMax} characters`);
}

const options = {
  dir: { type: 'string' },
  approve: { type: 'string' },
  'dry-run': { type: 'boolean' },
  cells: { type: 'string' },
  temperature: { type: 'string' },
  'within-ms': { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function run(command: CopybookCommand, store: CommandStore): Promise<void> {
  const { database, inferenceAddress, say } = store;
  if (command.act === 'import') await runImport(command, store);
  else if (command.act === 'export') await runExport(command.directory, store);
  else if (command.act === 'write-candidates') await runWriteCandidates(command, database, inferenceAddress, say);
  else
    showCoverage(await describeCoverage(database, channelCodes, concernNames), (line) =>
      process.stdout.write(`${line}\n`),
    );
}

async function runImport(
  { directory, approvedBy, isDryRun }: Extract<CopybookCommand, { act: 'import' }>,
  { database, inferenceAddress, say }: CommandStore,
): Promise<void> {
  const lines = await readCopybookFiles(directory);
  say(`read ${lines.length} threads; the server reads them too`);
  const hash = hashOfLines(lines);
  async function* source(asked: string) {
    if (asked === hash) yield* inMessages(linesForServer(lines));
    else yield* readEdition(database, asked);
  }
  const inference = createInferenceClient(inferenceAddress, systemClock, source);
  try {
    const report = await importCopybook(
      {
        database,
        inference,
        clock: systemClock,
        createUuid: createUuidSource(systemClock),
        approvedBy,
        isDryRun,
        onProgress: (done, all) => say(`wrote ${done} of ${all} threads`),
      },
      lines,
    );
    for (const id of report.retired) say(`note: ${id} is withdrawn and stays so`);
    const { created, revised, unchanged, approved, edition } = report;
    say(`${lines.length} threads: ${created} new, ${revised} revised, ${unchanged} unchanged, ${approved} approved`);
    const made = edition === null ? 'what is in force stays as it was' : `edition ${edition} is in force`;
    say(isDryRun ? 'nothing was stored (--dry-run)' : made);
  } finally {
    inference.close();
  }
}

function* inMessages<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  const size = limits.copybookThreadsPerMessage;
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

async function runExport(directory: string, { database, say }: CommandStore): Promise<void> {
  const { threadsCount, filesCount, leftOut } = await exportCopybook(directory, await listLatestLines(database));
  // Claims are the service's, not the database's: a directory of threads is read with them.
  await copyFile(join(shippedDirectory, claimsFile), join(directory, claimsFile));
  for (const id of leftOut) say(`note: ${id} has no sentence left at some position and is left out`);
  say(`wrote ${threadsCount} threads in ${filesCount} files to ${directory}`);
}

export const { main, checkBeforeStart } = createCommand({ name: 'copybook', helpText, parse: parseCommand, run });
