/**
 * The real service for tests: PostgreSQL from npm on a fresh directory, `server/src/main.ts` with the scripted engine,
 * `adapter/src/main.ts`, each a process of its own on a free port.
 *
 * Order of a start: database and server together → adapter → the server tells its engine's state, the adapter is ready. What a test then
 * changes (a part stopped, started again) it does through the parts. A stop ends everything in the opposite order; logs
 * are kept when a test failed, and their ends printed. Nothing is read from the caller's own settings.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import { freePort } from '../../scripts/free-port.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/postgres.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { describeServer } from '../../scripts/services/describe-services.ts';
import { launchService, type Service } from '../../scripts/services/launch-service.ts';

const portAttemptsMax = 3;
const readyWithinMs = 60_000;
const askWithinMs = 2000;
const pollMs = 50;
const drainMs = 2000;

export const administratorName = 'admin';
export const administratorPassword = 'a-password-of-tests';

export interface RunningServiceOptions {
  /** False: the inference server alone, without database and adapter. Default: true. */
  readonly withAdapter?: boolean;
  /** Added to the environment of each process. */
  readonly serverEnvironment?: Readonly<Record<string, string>>;
  readonly adapterEnvironment?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  /** host:port for gRPC. */
  readonly grpcAddress: string;
  /** http://host:port for Connect and gRPC-Web. */
  readonly connectUrl: string;
  readonly process: Service;
}

export interface RunningAdapter {
  /** http://host:port */
  readonly url: string;
  readonly process: Service;
}

export interface RunningService {
  readonly server: RunningServer;
  /** @throws Error without an adapter. */
  readonly adapter: RunningAdapter;
  /** @throws Error without an adapter. */
  readonly database: EmbeddedPostgres;
  /** Value of the header `authorization` for the administrator. */
  readonly authorization: string;
  /** Ends of all logs. */
  logTails(): string;
  /** Stops what still runs. @param keepLogs leaves the logs and returns their directory. */
  stop(keepLogs?: boolean): Promise<string | null>;
}

/** @throws Error with the end of the log of the part that did not start; what had started is stopped. */
export async function startService(options: RunningServiceOptions = {}): Promise<RunningService> {
  const directory = mkdtempSync(join(tmpdir(), 'offerwright-test-'));
  const started: { readonly label: string; readonly tail: () => string; readonly stop: () => Promise<void> }[] = [];
  const own = <Part extends { readonly process: Service }>(part: Part): Part => {
    started.push({ label: part.process.name, tail: part.process.logTail, stop: () => part.process.stop() });
    return part;
  };

  async function stop(keepLogs = false): Promise<string | null> {
    const failures: unknown[] = [];
    for (const part of started.splice(0).reverse()) await part.stop().catch((error) => failures.push(error));
    // The logs stay, the database does not.
    rmSync(keepLogs ? join(directory, 'postgres', 'cluster') : directory, { recursive: true, force: true });
    if (failures.length > 0) throw new AggregateError(failures, 'parts of the service did not stop');
    return keepLogs ? directory : null;
  }

  try {
    const withAdapter = options.withAdapter ?? true;
    const databaseStart = withAdapter ? startEmbeddedPostgres({ dataDir: join(directory, 'postgres') }) : null;
    // Whatever comes first, both are waited for, so that nothing is left behind.
    const [databaseResult, serverResult] = await Promise.allSettled([
      databaseStart,
      startServer(directory, options.serverEnvironment ?? {}),
    ]);
    if (databaseResult.status === 'fulfilled' && databaseResult.value) {
      const database = databaseResult.value;
      started.push({ label: 'database', tail: () => '', stop: () => database.stop() });
    }
    if (serverResult.status === 'fulfilled') own(serverResult.value);
    if (databaseResult.status === 'rejected') throw databaseResult.reason;
    if (serverResult.status === 'rejected') throw serverResult.reason;
    const [database, server] = [databaseResult.value, serverResult.value];
    const adapter = database
      ? own(await startAdapter(directory, server, database.url, options.adapterEnvironment ?? {}))
      : null;
    return {
      server,
      get adapter() {
        return present(adapter);
      },
      get database() {
        return present(database);
      },
      authorization: basicAuthorization(administratorName, administratorPassword),
      logTails: () => started.map(({ label, tail }) => `--- ${label}\n${tail()}`).join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function basicAuthorization(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/**
 * Starts the inference server with the scripted engine; logs go into `directory`. On free ports, unless `environment`
 * names those of a server that has stopped.
 */
export async function startServer(
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  return await onFreePorts(async () => {
    const grpcPort = environment.OFFERWRIGHT_GRPC_PORT ?? (await freePort());
    const connectPort = environment.OFFERWRIGHT_CONNECT_PORT ?? (await freePort());
    const process = launchService({
      name: 'server',
      mainPath: join(repositoryRoot, 'server', 'src', 'main.ts'),
      environment: {
        ...ownEnvironment(),
        OFFERWRIGHT_ENGINE: 'scripted',
        OFFERWRIGHT_GRPC_PORT: String(grpcPort),
        OFFERWRIGHT_CONNECT_PORT: String(connectPort),
        OFFERWRIGHT_COPYBOOK_DIR: join(repositoryRoot, 'models', 'copybook'),
        // The default depends on the machine.
        OFFERWRIGHT_SLOTS_COUNT: '2',
        OFFERWRIGHT_LOG_LEVEL: 'info',
        OFFERWRIGHT_DRAIN_MS: String(drainMs),
        ...environment,
      },
      logPath: join(directory, 'server.log'),
      drainMs,
    });
    const server = { grpcAddress: `127.0.0.1:${grpcPort}`, connectUrl: `http://127.0.0.1:${connectPort}`, process };
    await waitUntilReady(process, () => isServerReady(server.connectUrl));
    return server;
  });
}

/** Starts the adapter; logs go into `directory`. */
export async function startAdapter(
  directory: string,
  server: Pick<RunningServer, 'grpcAddress'>,
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningAdapter> {
  return await onFreePorts(async () => {
    const port = await freePort();
    const process = launchService({
      name: 'adapter',
      mainPath: join(repositoryRoot, 'adapter', 'src', 'main.ts'),
      environment: {
        ...ownEnvironment(),
        OFFERWRIGHT_ADAPTER_PORT: String(port),
        OFFERWRIGHT_INFERENCE_ADDRESS: server.grpcAddress,
        DATABASE_URL: databaseUrl,
        OFFERWRIGHT_ADMIN_NAME: administratorName,
        OFFERWRIGHT_ADMIN_PASSWORD: administratorPassword,
        OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: '100000',
        OFFERWRIGHT_LOG_LEVEL: 'info',
        ...environment,
      },
      logPath: join(directory, 'adapter.log'),
      drainMs,
    });
    const adapter = { url: `http://127.0.0.1:${port}`, process };
    await waitUntilReady(process, async () => (await ask(`${adapter.url}/readyz`))?.ok ?? false);
    return adapter;
  });
}

/** Everything but the settings of the service, which a test gives itself. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const isSetting = (name: string): boolean => name.startsWith('OFFERWRIGHT_') || name === 'DATABASE_URL';
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSetting(name)));
}

/** A port that was free a moment ago may be gone: then the part is started again on others. */
async function onFreePorts<Part>(start: () => Promise<Part>): Promise<Part> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === portAttemptsMax || !/EADDRINUSE|address already in use/i.test(String(error))) throw error;
    }
  }
}

async function waitUntilReady(process: Service, isReady: () => Promise<boolean>): Promise<void> {
  for (const until = performance.now() + readyWithinMs; performance.now() < until; await sleep(pollMs)) {
    const reason = process.endedBecause();
    if (reason !== undefined) {
      throw new Error(`the ${process.name} ended at its start (${reason}):\n${process.logTail()}`);
    }
    if (await isReady()) return;
  }
  await process.stop();
  throw new Error(`the ${process.name} was not ready within ${readyWithinMs} ms:\n${process.logTail()}`);
}

/** Health does not wait for the engine (docs/RPC.md), and a test must know who writes the texts. */
async function isServerReady(connectUrl: string): Promise<boolean> {
  const description = await describeServer(new URL(connectUrl).host);
  return description !== undefined && description.engineState !== EngineState.LOADING;
}

async function ask(url: string): Promise<Response | undefined> {
  return await fetch(url, { signal: AbortSignal.timeout(askWithinMs) }).catch(() => undefined);
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('this service was started without it, or has not started');
  return value;
}
