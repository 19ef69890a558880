/**
 * npm run -s market: takes items of the market from files, and makes the digest of a week.
 *
 * Order: arguments → the database that runs, else it is started and stopped again → each file in a transaction of its
 * own, so that a broken one loses nothing else → the digest, stored before it is written.
 * Exit code: 0 done, 1 some file or item could not be taken, 2 wrong arguments.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createUuidSource, systemClock } from '../../adapter/src/clock.ts';
import { openDatabase as connect, type Database } from '../../adapter/src/db/database.ts';
import { findMarketDigest } from '../../adapter/src/db/insight/market-digests.ts';
import { migrate } from '../../adapter/src/db/migrate.ts';
import { writeDigestDocument, writeDigestMarkdown } from '../../adapter/src/insight/market/digest.ts';
import { formatWeek, parseWeek } from '../../adapter/src/insight/market/iso-week.ts';
import { makeWeekDigest } from '../../adapter/src/insight/market/make-week-digest.ts';
import { weekMs } from '../../adapter/src/insight/market/market.ts';
import { type ItemFormat, itemFormats, readItemFile } from '../../adapter/src/insight/market/read-item-file.ts';
import { takeItems } from '../../adapter/src/insight/market/take-items.ts';
import { refuseSheet } from '../../adapter/src/insight/refuse-sheet.ts';
import { explainInsightError, UsageError } from '../insight/explain-error.ts';
import { report, runMain } from '../report.ts';
import { openDatabase } from '../services/running-services.ts';
import { readSettings } from '../settings.ts';

const help = `Watches the market (docs/MARKET.md).

  npm run -s market -- import FILE|DIRECTORY … [--kind KIND] [--competitor NAME] [--source NAME]
  npm run -s market -- digest [--week 2026-W47] [--out FILE.md|FILE.docx]

import     csv, xlsx, jsonl, eml, html, txt; directories whole. What is there already is left out, so the same directory
           may be given every day. --kind … say what the items don't
digest     of the last whole week, unless --week; without --out as Markdown on standard output

Exit code: 0 done, 1 something could not be taken, 2 wrong arguments.
`;

const clock = systemClock;
const createUuid = createUuidSource(clock);

await runMain((commandArguments) => run(commandArguments).catch(explainInsightError));

async function run(commandArguments: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: commandArguments,
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      competitor: { type: 'string' },
      source: { type: 'string' },
      week: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [act, ...paths] = positionals;
  const week = values.week ?? formatWeek(clock.epochMs() - weekMs);
  if (act === 'import' && paths.length > 0) {
    const { kind, competitor, source } = values;
    const about = Object.fromEntries(
      Object.entries({ kind, competitor, source }).filter(([, value]) => value !== undefined),
    );
    return await withDatabase((database) => importAll(database, paths, about));
  }
  if (act !== 'digest' || paths.length > 0) throw new UsageError('say import FILE … or digest; --help has the whole');
  if (parseWeek(week) === null) throw new UsageError('--week: must be a week such as 2026-W47');
  const format = values.out === undefined ? '.md' : extname(values.out);
  if (format !== '.md' && format !== '.docx') throw new UsageError('--out: must be a .md or .docx file');
  return await withDatabase((database) => writeDigest(database, week, values.out, format));
}

async function withDatabase(act: (database: Database) => Promise<number>): Promise<number> {
  const started = await openDatabase(await readSettings());
  try {
    await migrate(started.url);
    const database = await connect(started.url, { warn: (_fields, message) => report(message) });
    return await act(database).finally(() => database.end());
  } finally {
    await started.stop();
  }
}

async function importAll(database: Database, paths: readonly string[], about: object): Promise<number> {
  let exitCode = 0;
  for (const path of await listFiles(paths)) {
    try {
      const format = extname(path).slice(1).toLowerCase() as ItemFormat;
      const placed = await readItemFile(await readFile(path), format, about).catch(refuseSheet);
      const context = { createUuid, nowMs: clock.epochMs(), userId: null };
      const taken = await database.transaction((transaction) => takeItems(transaction, placed, context));
      report(`${path}: ${taken.taken} taken, ${taken.repeated} known, ${taken.problems.length} not taken`);
      for (const { row, field, limit, given } of taken.problems.slice(0, 20)) {
        report(`  row ${row}: ${field} must be ${limit}; got ${given}`);
      }
      if (taken.problems.length > 0) exitCode = 1;
    } catch (error) {
      explainInsightError(error);
      report(`${path}: nothing of it was taken`);
      exitCode = 1;
    }
  }
  return exitCode;
}

/** Files as named, and of directories those of a format that is read, in the order of their names. */
async function listFiles(paths: readonly string[]): Promise<string[]> {
  const isRead = (path: string) => itemFormats.some((format) => extname(path).toLowerCase() === `.${format}`);
  const lists = await Promise.all(
    paths.map(async (given) => {
      const path = resolve(given);
      const isDirectory = await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      );
      // A path that is not there is told when it is read, after the others.
      if (!isDirectory) return [path];
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
    }),
  );
  const files = lists.flat();
  for (const path of files.filter((one) => !isRead(one)))
    report(`${path}: left, it is none of ${itemFormats.join(', ')}`);
  return files.filter(isRead);
}

async function writeDigest(database: Database, week: string, out: string | undefined, format: string): Promise<number> {
  const id = createUuid();
  await makeWeekDigest(database, week, { id, createdAtMs: clock.epochMs(), createdBy: null });
  const { items_count: itemsCount, events, evidence } = (await findMarketDigest(database, id))!;
  const digest = { week, itemsCount, events, evidence };
  if (out === undefined) process.stdout.write(writeDigestMarkdown(digest));
  else
    await writeFile(resolve(out), format === '.md' ? writeDigestMarkdown(digest) : await writeDigestDocument(digest));
  report(
    `${week}: ${itemsCount} items, ${events.length} events${out === undefined ? '' : `; the digest is in ${out}`}`,
  );
  return 0;
}
