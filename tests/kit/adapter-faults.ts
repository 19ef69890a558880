/**
 * What tests of faults of the adapter stand on: a PostgreSQL of their own, a server that they steer, and adapters as
 * processes, which are ended after each test.
 */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type AdapterProcess, runAdapter } from './adapter-process.ts';
import { startTestPostgres, type TestPostgres } from './postgres.ts';
import { type SteeredServer, startSteeredServer } from './steered-server.ts';

export interface AdapterFaults {
  readonly postgres: TestPostgres;
  readonly server: SteeredServer;
  /** @returns the URL of an empty database. */
  createDatabase(): Promise<string>;
  start(databaseUrl: string, settings?: Readonly<Record<string, string | undefined>>): Promise<AdapterProcess>;
}

/** To be called once at the top of a file; postgres and server are there from its first test on. */
export function useAdapterFaults(): AdapterFaults {
  let postgres: TestPostgres;
  let server: SteeredServer;
  const adapters: AdapterProcess[] = [];
  let databasesCount = 0;

  beforeAll(async () => {
    [postgres, server] = await Promise.all([startTestPostgres(), startSteeredServer()]);
  });
  afterEach(async () => {
    server.before = () => undefined;
    server.asked.length = 0;
    for (const adapter of adapters.splice(0)) await adapter.end('SIGKILL');
  });
  afterAll(async () => {
    await server?.close();
    await postgres?.destroy();
  });

  return {
    get postgres() {
      return postgres;
    },
    get server() {
      return server;
    },
    createDatabase: () => postgres.createDatabase(`fault_${++databasesCount}`),
    async start(databaseUrl, settings) {
      const adapter = await runAdapter({ databaseUrl, inferenceAddress: server.address, settings });
      adapters.push(adapter);
      return adapter;
    },
  };
}
