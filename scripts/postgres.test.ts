import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './postgres.ts';

let base: string;
const started: EmbeddedPostgres[] = [];

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const instance = await startEmbeddedPostgres(options);
  started.push(instance);
  return instance;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  // A server that is killed in mid-session reports it here too.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'offerwright postgres '));
  await chmod(base, 0o755);
});

afterEach(async () => {
  for (const instance of started.splice(0)) await instance.stop();
  await rm(base, { recursive: true, force: true });
});

describe('startEmbeddedPostgres', { timeout: 60_000 }, () => {
  test('keeps data over stop and start, and the password from others', async () => {
    const dataDir = join(base, 'data');
    const first = await start({ dataDir });
    await query(first.url, `CREATE TABLE kept AS SELECT 'дом' AS word`);
    await first.stop();
    await first.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow();

    const second = await start({ dataDir });
    expect(await query(second.url, 'SELECT upper(word) AS word FROM kept')).toEqual([{ word: 'ДОМ' }]);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    const wrong = second.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  test('starts again after kill -9 with what was committed', async () => {
    const dataDir = join(base, 'data');
    const first = await start({ dataDir });
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    process.kill(first.processId, 'SIGKILL');
    // The signal is on its way when kill returns; a start before it arrives rightly joins the living instance.
    await vi.waitFor(() => expect(isAlive(first.processId)).toBe(false), 10_000);
    const second = await start({ dataDir });
    expect(second.processId).not.toBe(first.processId);
    expect(await query(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });

  test('does not take another process for its own when an id was given again', async () => {
    const dataDir = join(base, 'data');
    const first = await start({ dataDir });
    const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
    const left = await readFile(pidFile, 'utf8');
    await first.stop();
    await writeFile(pidFile, left.replace(/^\d+/, String(process.pid)), { mode: 0o644 });
    const second = await start({ dataDir });
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('joins the instance that runs, and the last user stops it', async () => {
    const dataDir = join(base, 'data');
    const [one, two] = await Promise.all([start({ dataDir }), start({ dataDir })]);
    expect(two.url).toBe(one.url);
    expect(two.processId).toBe(one.processId);
    await one.stop();
    expect(await query(two.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await two.stop();
    await expect(query(two.url, 'SELECT 1')).rejects.toThrow();
  });

  test('does not wait for a user that was killed', async () => {
    const dataDir = join(base, 'data');
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)};
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
      console.log('started');
      setInterval(() => {}, 60_000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const instance = await start({ dataDir });
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    await instance.stop();
    await expect(query(instance.url, 'SELECT 1')).rejects.toThrow();
  });

  test('says which port is taken', async () => {
    const first = await start({ dataDir: join(base, 'first') });
    await expect(start({ dataDir: join(base, 'second'), port: first.port })).rejects.toThrow(
      `PostgreSQL did not start on port ${first.port}`,
    );
  });
});

const isRoot = process.getuid?.() === 0;
const hasNamespaces =
  isRoot && spawnSync('unshare', ['--user', '--map-user=65534', '--map-group=65534', '--', '/bin/true']).status === 0;

describe.runIf(isRoot)('as root under a directory closed to others', { timeout: 60_000 }, () => {
  beforeEach(() => chmod(base, 0o700));

  test.runIf(hasNamespaces)('runs in a user namespace', async () => {
    const dataDir = join(base, 'data');
    const first = await start({ dataDir, ways: ['unprivileged', 'namespace'] });
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();
    const second = await start({ dataDir });
    expect(await query(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  });

  test('keeps the cluster elsewhere where there are no user namespaces', async () => {
    const dataDir = join(base, 'data');
    const relocationBase = await mkdtemp(join(tmpdir(), 'offerwright-relocated-'));
    try {
      const options = { dataDir, relocationBase, ways: ['unprivileged', 'relocated'] as const };
      const first = await start(options);
      expect((await lstat(join(dataDir, 'cluster'))).isSymbolicLink()).toBe(true);
      await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
      await first.stop();
      const second = await start({ dataDir, relocationBase });
      expect(await query(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
      await second.stop();
    } finally {
      await rm(relocationBase, { recursive: true });
    }
  });

  test('says what to do when nothing works', async () => {
    await expect(start({ dataDir: join(base, 'data'), ways: ['unprivileged'] })).rejects.toThrow(/set DATABASE_URL/);
  });
});

/** False for a process that has ended, whether or not its parent has noticed. */
function isAlive(processId: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${processId}/status`, 'utf8'));
  } catch {
    return false;
  }
}
