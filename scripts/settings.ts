/**
 * What the commands read from the environment: the settings of the services (.env.example), by the services' own
 * parsers, so that a default stands in one place. Nothing else under scripts/ reads the environment.
 */
import { join, resolve } from 'node:path';
import { parseConfig as parseAdapterConfig } from '../adapter/src/config.ts';
import { type EngineKind, readConfig as readServerConfig } from '../server/src/config.ts';
import { freePort } from './free-port.ts';
import { CommandError } from './report.ts';
import { repositoryRoot } from './repository.ts';

export interface Settings {
  readonly adapterHost: string;
  readonly adapterPort: number;
  readonly serverHost: string;
  readonly grpcPort: number;
  readonly connectPort: number;
  readonly engineKind: EngineKind;
  /** How long a stopping service may finish what it was asked. */
  readonly drainMs: number;
  /** Where the database, the logs and the administrator's password are kept. */
  readonly stateDirectory: string;
  readonly adminName: string;
  /** Null: one is generated when the first administrator is made. */
  readonly adminPassword: string | null;
  /** Null: PostgreSQL from npm is started. */
  readonly databaseUrl: string | null;
}

/** @throws CommandError that names each wrong variable. */
export async function readSettings(environment: NodeJS.ProcessEnv = process.env): Promise<Settings> {
  const databaseUrl = environment.DATABASE_URL || null;
  try {
    const adapter = parseAdapterConfig({ ...environment, DATABASE_URL: databaseUrl ?? 'postgres://not-yet-started' });
    const server = readServerConfig(environment);
    return {
      adapterHost: adapter.host,
      adapterPort: adapter.port || (await freePort()),
      serverHost: server.host,
      grpcPort: server.grpcPort || (await freePort()),
      connectPort: server.connectPort || (await freePort()),
      engineKind: server.engineKind,
      drainMs: server.drainMs,
      stateDirectory: resolve(environment.OFFERWRIGHT_STATE_DIR || join(repositoryRoot, '.data')),
      adminName: adapter.adminName,
      adminPassword: adapter.adminPassword,
      databaseUrl,
    };
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** host:port a client on this machine connects to. */
export function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return reachable.includes(':') ? `[${reachable}]:${port}` : `${reachable}:${port}`;
}

/** The environment for a service started by a command: the caller's, and what the command decided. */
export function serviceEnvironment(decided: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...decided };
}
