/**
 * The services on this machine, for the commands that need them: who runs already is used, the rest is started.
 * Order: model → PostgreSQL → server and adapter together → both ready.
 */
import { join } from 'node:path';
import type { DescribeModelResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import { ensureConfiguredModel } from '../fetch-model.ts';
import { isPortTaken } from '../free-port.ts';
import { startEmbeddedPostgres } from '../postgres.ts';
import { CommandError, report } from '../report.ts';
import { repositoryRoot } from '../repository.ts';
import { addressOf, type Settings, serviceEnvironment } from '../settings.ts';
import { describeServer, isAdapterReady, waitForAdapter, waitForServer } from './describe-services.ts';
import { launchService, type Service } from './launch-service.ts';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** DATABASE_URL's, or PostgreSQL from npm. */
export async function openDatabase(settings: Settings): Promise<Database> {
  if (settings.databaseUrl !== null) return { url: settings.databaseUrl, stop: async () => {} };
  report('starting PostgreSQL');
  return await startEmbeddedPostgres({ dataDir: join(settings.stateDirectory, 'postgres') });
}

export interface RunningServer {
  readonly service: Service;
  readonly description: Promise<DescribeModelResponse>;
}

/** What the server needs before it starts: the model, fetched when it is missing. */
export async function prepareServer(settings: Settings): Promise<void> {
  if (settings.engineKind === 'llama') await ensureConfiguredModel();
}

/** Starts the inference server; `description` waits for its model. */
export function launchServer(settings: Settings): RunningServer {
  report(settings.engineKind === 'llama' ? 'starting the server and loading the model' : 'starting the server');
  const service = launchService({
    name: 'server',
    mainPath: join(repositoryRoot, 'server', 'src', 'main.ts'),
    environment: serviceEnvironment({
      OFFERWRIGHT_ENGINE: settings.engineKind,
      OFFERWRIGHT_GRPC_PORT: String(settings.grpcPort),
      OFFERWRIGHT_CONNECT_PORT: String(settings.connectPort),
    }),
    logPath: join(settings.stateDirectory, 'logs', 'server.log'),
    drainMs: settings.drainMs,
  });
  const description = waitForServer(service, addressOf(settings.serverHost, settings.connectPort));
  // Its failure is the awaiting caller's; until then it is nobody's.
  description.catch(() => {});
  return { service, description };
}

export interface RunningAdapter {
  readonly service: Service;
  readonly ready: Promise<void>;
}

export function launchAdapter(settings: Settings, databaseUrl: string, adminPassword: string): RunningAdapter {
  const service = launchService({
    name: 'adapter',
    mainPath: join(repositoryRoot, 'adapter', 'src', 'main.ts'),
    environment: serviceEnvironment({
      OFFERWRIGHT_ADAPTER_PORT: String(settings.adapterPort),
      OFFERWRIGHT_INFERENCE_ADDRESS: addressOf(settings.serverHost, settings.grpcPort),
      OFFERWRIGHT_ADMIN_PASSWORD: adminPassword,
      DATABASE_URL: databaseUrl,
    }),
    logPath: join(settings.stateDirectory, 'logs', 'adapter.log'),
    drainMs: settings.drainMs,
  });
  report('starting the adapter');
  const ready = waitForAdapter(service, addressOf(settings.adapterHost, settings.adapterPort));
  ready.catch(() => {});
  return { service, ready };
}

/** Whether both services answer on the configured ports, started by somebody else. */
export async function servicesRun(settings: Settings): Promise<boolean> {
  const server = describeServer(addressOf(settings.serverHost, settings.connectPort));
  const adapter = isAdapterReady(addressOf(settings.adapterHost, settings.adapterPort));
  return (await server) !== undefined && (await adapter) !== undefined;
}

/** @throws CommandError that names the variable of each port that is taken. */
export async function checkPorts(settings: Settings): Promise<void> {
  const ports = [
    ['OFFERWRIGHT_ADAPTER_PORT', settings.adapterHost, settings.adapterPort],
    ['OFFERWRIGHT_GRPC_PORT', settings.serverHost, settings.grpcPort],
    ['OFFERWRIGHT_CONNECT_PORT', settings.serverHost, settings.connectPort],
  ] as const;
  const taken: string[] = [];
  for (const [name, host, port] of ports) {
    if (await isPortTaken(port, host)) taken.push(`port ${port} is taken: give another in ${name}`);
  }
  if (taken.length > 0) throw new CommandError(taken.join('\n'));
}
