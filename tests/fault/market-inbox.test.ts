/**
 * The watched folder when something goes wrong: adapters that are killed at any moment, two adapters on one folder, and an
 * end between taking a file and moving it. What must hold: every item is there once, every file is moved, none is lost.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createUuidSource, systemClock } from '@offerwright/adapter/src/clock.ts';
import { openDatabase } from '@offerwright/adapter/src/db/database.ts';
import { findInboxFiles } from '@offerwright/adapter/src/insight/market/inbox/find-inbox-files.ts';
import { lookIntoInbox } from '@offerwright/adapter/src/insight/market/inbox/look-into-inbox.ts';
import { takeInboxFile } from '@offerwright/adapter/src/insight/market/inbox/take-inbox-file.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AdapterProcess, runAdapter, until } from '../kit/adapter-process.ts';
import { runSql, startTestPostgres, type TestPostgres } from '../kit/postgres.ts';

const seed = Number(process.env.OFFERWRIGHT_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const [filesCount, rowsCount, kills] = [60, 25, 3];
const waitMsMax = 240_000;
/** Where nobody answers: market watch needs no inference server. */
const inferenceAddress = '127.0.0.1:1';
let postgres: TestPostgres;
let folder = '';
const started: AdapterProcess[] = [];

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterEach(async () => {
  for (const adapter of started.splice(0)) await adapter.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => postgres.destroy());

function fillFolder(): void {
  folder = mkdtempSync(join(tmpdir(), 'offerwright-inbox-'));
  for (let file = 0; file < filesCount; file += 1) {
    const rows = Array.from(
      { length: rowsCount },
      (_, row) => `вакансия;Банк ${file};2026-11-18;Вакансия ${file}-${row}`,
    );
    writeFileSync(join(folder, `file-${file}.csv`), `kind;competitor;published_at;title\n${rows.join('\n')}\n`);
  }
}

async function run(databaseUrl: string, settings: Record<string, string> = {}): Promise<AdapterProcess> {
  const adapter = await runAdapter({
    databaseUrl,
    inferenceAddress,
    settings: { OFFERWRIGHT_MARKET_INBOX: folder, ...settings },
  });
  started.push(adapter);
  return adapter;
}

const waitingFiles = () => readdirSync(folder).filter((name) => name.endsWith('.csv'));

async function untilEmpty(): Promise<void> {
  for (const endMs = performance.now() + waitMsMax; performance.now() < endMs; await sleep(200)) {
    if (waitingFiles().length === 0) return;
  }
  throw new Error(`files are left: ${waitingFiles().length}`);
}

async function expectAllOnce(databaseUrl: string): Promise<void> {
  expect(readdirSync(join(folder, 'done'))).toHaveLength(filesCount);
  expect(existsSync(join(folder, 'failed'))).toBe(false);
  const [items] = await runSql(databaseUrl, 'SELECT count(*)::integer AS count FROM market_items');
  expect(items!.count).toBe(filesCount * rowsCount);
  const [files] = await runSql(
    databaseUrl,
    `SELECT count(*)::integer AS count, count(DISTINCT path)::integer AS paths, sum(taken_count)::integer AS taken,
       sum(repeated_count)::integer AS repeated FROM market_inbox_files`,
  );
  expect(files).toEqual({ count: filesCount, paths: filesCount, taken: filesCount * rowsCount, repeated: 0 });
}

describe('an adapter that is killed', () => {
  it(
    'takes nothing twice and loses nothing, wherever it stops',
    async () => {
      console.log(`seed of the kills: ${seed}`);
      fillFolder();
      const databaseUrl = await postgres.createDatabase('inbox_kills');
      for (let kill = 0; kill < kills; kill += 1) {
        const adapter = await run(databaseUrl);
        const goal = filesCount - ((kill + 1) * filesCount) / (kills + 1);
        // Somewhere in the middle of the work, at another place of it each time.
        await until('files are being taken', () => (waitingFiles().length > goal ? null : true));
        await sleep((seed >> (kill * 5)) & 31);
        await adapter.end('SIGKILL');
      }
      expect(waitingFiles().length).toBeGreaterThan(0);
      await run(databaseUrl);
      await untilEmpty();
      await sleep(500);
      await expectAllOnce(databaseUrl);
    },
    waitMsMax + 60_000,
  );
});

it(
  'two adapters on one folder take each file once',
  async () => {
    fillFolder();
    const databaseUrl = await postgres.createDatabase('inbox_two');
    await run(databaseUrl);
    await run(databaseUrl);
    await untilEmpty();
    await sleep(500);
    await expectAllOnce(databaseUrl);
    // Nobody asked: the schedule comes every minute.
    writeFileSync(join(folder, 'later.csv'), 'kind;competitor;published_at;title\nвакансия;x;2026-11-18;Позже\n');
    await untilEmpty();
  },
  waitMsMax + 60_000,
);

describe('an end between taking and moving', () => {
  it('leaves a file that is moved and not taken again', async () => {
    folder = mkdtempSync(join(tmpdir(), 'offerwright-inbox-'));
    writeFileSync(join(folder, 'one.csv'), 'kind;competitor;published_at;title\nвакансия;x;2026-11-18;Одна\n');
    const databaseUrl = await postgres.createDatabase('inbox_between');
    // Makes the tables.
    const adapter = await run(databaseUrl, { OFFERWRIGHT_MARKET_INBOX: '' });
    await until('the tables are there', async () => {
      const rows = await runSql(databaseUrl, `SELECT to_regclass('market_inbox_looks') IS NOT NULL AS made`);
      return rows[0]!.made === true || null;
    });
    await adapter.end('SIGTERM');
    const database = await openDatabase(databaseUrl, { warn: () => undefined });
    const clock = systemClock;
    const log = { info: () => undefined, warn: () => undefined };
    const context = { database, folder, createUuid: createUuidSource(clock), nowMs: () => clock.epochMs() };
    const found = await findInboxFiles(folder);
    const [entry] = 'entries' in found ? found.entries : [];
    const taken = await takeInboxFile(context, entry!);
    expect(taken).toMatchObject({ taken: 1, moved_to: null });
    expect(existsSync(join(folder, 'one.csv'))).toBe(true);
    await lookIntoInbox({ ...context, clock, log, signal: new AbortController().signal });
    await database.end();
    expect(existsSync(join(folder, 'done/one.csv'))).toBe(true);
    const rows = await runSql(databaseUrl, 'SELECT id, taken_count, repeated_count, moved_to FROM market_inbox_files');
    expect(rows).toEqual([{ id: taken!.id, taken_count: 1, repeated_count: 0, moved_to: 'done/one.csv' }]);
  });
});
