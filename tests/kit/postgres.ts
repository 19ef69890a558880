/** A real PostgreSQL for tests: an embedded cluster of its own in a temporary directory, with databases by request. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/postgres.ts';

export interface TestPostgres {
  /** Makes an empty database and gives its URL. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server as an administrator would; the data stay. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** Its main process, for tests that freeze it. */
  processId(): number;
  /** Stops it and deletes the data. */
  destroy(): Promise<void>;
}

export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'offerwright-postgres-'));
  let running: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir });
  const { port } = running;
  const urlOf = (name: string) => {
    const url = new URL(running.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    async createDatabase(name) {
      await runSql(running.url, `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    stop: () => running.stop(),
    async start() {
      running = await startEmbeddedPostgres({ dataDir, port });
    },
    processId: () => running.processId,
    async destroy() {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs one statement on a connection of its own. @returns Its rows. */
export async function runSql(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}
