/** The inference server as a process of its own, for benches, and a lean gRPC caller for it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import { freePort } from '../../../scripts/free-port.ts';
import { repositoryRoot } from '../../../scripts/repository.ts';
import { waitForServer } from '../../../scripts/services/describe-services.ts';
import { launchService } from '../../../scripts/services/launch-service.ts';

const drainMs = 2000;

export interface ServerProcess {
  readonly grpcAddress: string;
  /** Resident memory now, bytes. */
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `server/src/main.ts` with the settings of the environment and waits until its engine is loaded. */
export async function startServerProcess(environment: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'offerwright-bench-'));
  const [grpcPort, connectPort] = [await freePort(), await freePort()];
  const service = launchService({
    name: 'server',
    mainPath: join(repositoryRoot, 'server', 'src', 'main.ts'),
    environment: {
      ...process.env,
      OFFERWRIGHT_GRPC_PORT: String(grpcPort),
      OFFERWRIGHT_CONNECT_PORT: String(connectPort),
      OFFERWRIGHT_LOG_LEVEL: 'warn',
      OFFERWRIGHT_DRAIN_MS: String(drainMs),
      ...environment,
    },
    logPath: join(directory, 'server.log'),
    drainMs,
  });
  const stop = async () => {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const { engineState, engineStateReason } = await waitForServer(service, `127.0.0.1:${connectPort}`);
    if (environment.OFFERWRIGHT_ENGINE !== 'none' && engineState !== EngineState.READY) {
      throw new Error(`the engine did not load: ${engineStateReason}`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    grpcAddress: `127.0.0.1:${grpcPort}`,
    async residentBytes() {
      const status = await readFile(`/proc/${service.processId}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) * 1024;
    },
    stop,
  };
}

/** One message of a stream: its bytes, read later, and when it came. */
export interface Arrival {
  readonly bytes: Buffer;
  /** Milliseconds since the call was made. */
  readonly afterMs: number;
}

export interface CallOutcome {
  readonly arrivals: readonly Arrival[];
  /** Null when the stream ended well. */
  readonly failure: { readonly code: number; readonly afterMs: number } | null;
}

export interface BatchCaller {
  /** Messages go and are kept as bytes: coding them here would take the processor from the server that is measured. */
  generateBatch(request: Buffer): Promise<CallOutcome>;
  close(): void;
}

const path = '/marketing.v1.GenerationService/GenerateBatch';

/** Each caller has a connection of its own. */
export function openBatchCaller(grpcAddress: string): BatchCaller {
  const client = new Client(grpcAddress, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
  return {
    generateBatch(request) {
      const startedAtMs = performance.now();
      const call = client.makeServerStreamRequest(
        path,
        (value: Buffer) => value,
        (value: Buffer) => value,
        request,
        new Metadata(),
        {},
      );
      const arrivals: Arrival[] = [];
      return new Promise((resolve) => {
        call.on('data', (message: Buffer) =>
          arrivals.push({ bytes: message, afterMs: performance.now() - startedAtMs }),
        );
        call.once('end', () => resolve({ arrivals, failure: null }));
        call.once('error', ({ code }: ServiceError) =>
          resolve({ arrivals, failure: { code, afterMs: performance.now() - startedAtMs } }),
        );
      });
    },
    close: () => client.close(),
  };
}
