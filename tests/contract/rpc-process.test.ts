/**
 * The server as a process: it starts with wrong settings or a missing model as documented, drains on SIGTERM, and
 * stops decoding when a caller leaves. Engine: scripted, real copybook; the damaged model file is a real file.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { Health, HealthCheckResponse_ServingStatus as Status } from '@offerwright/proto/grpc/health/v1/health_pb';
import {
  AnswerStatus,
  EngineState,
  GenerateBatchRequestSchema,
  Policy,
  RulesReason,
  Source,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { launchService, type Service } from '../../scripts/services/launch-service.ts';
import { type Caller, failureOf, grpcJsCaller, validRequests } from '../kit/rpc-callers.ts';
import { type RunningServer, startServer, useRunningService } from '../kit/running-service.ts';

let directory: string;
let started: Service[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-rpc-'));
});

afterEach(async () => {
  for (const service of started) await service.stop();
  started = [];
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function start(environment: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const server = await startServer(directory, environment);
  started.push(server.process);
  return server;
}

function callerOf(server: RunningServer): Caller {
  return grpcJsCaller('grpc-js', Number(server.grpcAddress.split(':')[1]));
}

/** The lines of this run's log that are JSON. */
function logOf(process: Service): Record<string, unknown>[] {
  return process
    .logTail()
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
}

/** Runs main.ts with settings under which it must end by itself. */
async function endingOf(environment: Readonly<Record<string, string>>): Promise<{ reason: string; log: string }> {
  const service = launchService({
    name: 'server',
    mainPath: join(repositoryRoot, 'server', 'src', 'main.ts'),
    environment: { PATH: process.env.PATH, HOME: process.env.HOME, OFFERWRIGHT_ENGINE: 'none', ...environment },
    logPath: join(directory, 'ending.log'),
    drainMs: 0,
  });
  started.push(service);
  return { reason: await service.ended, log: service.logTail() };
}

describe('a start that cannot succeed', () => {
  test('wrong settings are named, each with its limit and what came', async () => {
    const { reason, log } = await endingOf({ OFFERWRIGHT_GRPC_PORT: '70000', OFFERWRIGHT_ENGINE: 'gpt' });
    expect(reason).toBe('exit code 2');
    expect(log).toContain('OFFERWRIGHT_GRPC_PORT: must be an integer from 0 to 65535; given: "70000"');
    expect(log).toContain('OFFERWRIGHT_ENGINE: must be one of llama, scripted, none; given: "gpt"');
  });

  test('a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const port = String((holder.address() as { port: number }).port);
    const { reason, log } = await endingOf({ OFFERWRIGHT_GRPC_PORT: '0', OFFERWRIGHT_CONNECT_PORT: port });
    holder.close();
    expect(reason).toBe('exit code 1');
    expect(log).toContain('EADDRINUSE');
  });

  test('a remote engine outside the private networks, unless that is allowed', async () => {
    const remote = {
      // Reserved for documentation: nothing is there, and nothing is sent.
      OFFERWRIGHT_REMOTE_ENGINE_URL: 'http://203.0.113.7:8080/v1',
      OFFERWRIGHT_REMOTE_ENGINE_MODEL: 'model',
      OFFERWRIGHT_REMOTE_ENGINE_TOKEN: 'token-that-nobody-may-see',
    };
    const { reason, log } = await endingOf(remote);
    expect(reason).toBe('exit code 1');
    expect(log).toContain('OFFERWRIGHT_REMOTE_ENGINE_URL: must resolve to private or loopback addresses only');
    expect(log).not.toMatch(/token-that|203\.0\.113/);
    const allowed = await start({ ...remote, OFFERWRIGHT_REMOTE_ENGINE_PUBLIC: 'yes' });
    expect(await callerOf(allowed).describeModel()).toMatchObject({ freeEngine: 'remote', strong: true });
    expect(allowed.process.logTail()).not.toContain('token-that');
  });

  test('a copybook that is not there', async () => {
    const { reason, log } = await endingOf({ OFFERWRIGHT_COPYBOOK_DIR: join(directory, 'no-copybook') });
    expect(reason).toBe('exit code 1');
    expect(log).toContain('no-copybook');
  });
});

describe.each([
  {
    name: 'no engine is asked for',
    environment: () => ({ OFFERWRIGHT_ENGINE: 'none' }),
    reason: 'no engine is configured',
  },
  {
    name: 'the model file is missing',
    environment: () => ({
      OFFERWRIGHT_ENGINE: 'llama',
      OFFERWRIGHT_MODEL_PATH: join(directory, 'missing.gguf'),
    }),
    reason: 'the model file does not exist',
  },
  {
    name: 'the model file is damaged',
    environment: () => {
      const path = join(directory, 'damaged.gguf');
      writeFileSync(path, Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(4096, 7)]));
      return { OFFERWRIGHT_ENGINE: 'llama', OFFERWRIGHT_MODEL_PATH: path };
    },
    reason: 'damaged',
  },
])('$name', ({ environment, reason }) => {
  test('the server serves by rules, and says why', async () => {
    const server = await start(environment());
    const caller = callerOf(server);
    const describeLoaded = async () => {
      for (;;) {
        const description = await caller.describeModel();
        if (description.engineState !== EngineState.LOADING) return description;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const description = await describeLoaded();
    expect(description.engineState).toBe(EngineState.DOWN);
    expect(description.engineStateReason).toContain(reason);
    expect(description.engineStateReason).not.toContain(directory);
    const events = await Array.fromAsync(caller.generate(validRequests.generate()));
    expect(events.at(-1)?.event).toMatchObject({
      case: 'final',
      value: {
        result: {
          value: { status: AnswerStatus.SENDABLE, source: Source.RULES, rulesReason: RulesReason.ENGINE_DOWN },
        },
      },
    });
    expect(logOf(server.process)).toContainEqual(
      expect.objectContaining({
        msg: expect.stringContaining('composed by rules'),
        reason: expect.stringContaining(reason),
      }),
    );
    caller.close();
  });
});

describe('a server that serves', () => {
  const service = useRunningService({ withAdapter: false });

  test('says in one line where it listens', () => {
    const ready = logOf(service().server.process).filter((line) => line.msg === 'ready');
    expect(ready).toHaveLength(1);
    expect(ready[0]).toMatchObject({
      grpc: service().server.grpcAddress,
      connect: service().server.connectUrl,
      engine: 'scripted',
    });
  });

  test('a batch gets one message a client, with the errors of some', async () => {
    const clients = Array.from({ length: 200 }, (_, index) => ({ id: BigInt(index % 150), features: {} }));
    const request = create(GenerateBatchRequestSchema, {
      clients,
      product: { code: 'DEPOSIT' },
      channel: { code: 'EMAIL' },
      options: { seed: 5, policy: Policy.RULES_ONLY },
    });
    request.clients[7]!.features.age = {
      $typeName: 'google.protobuf.Value',
      kind: { case: 'stringValue', value: '?' },
    };
    const caller = callerOf(service().server);
    const responses = await Array.fromAsync(caller.generateBatch(request));
    caller.close();
    expect(responses.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(clients.map((_, index) => index));
    for (const { index, clientId, result } of responses) {
      expect(clientId).toBe(clients[index]!.id);
      const kind = result.case === 'error' ? result.value.kind : result.value?.source;
      expect([index, kind]).toEqual([
        index,
        index === 7 ? 'invalid_feature' : index >= 150 ? 'duplicate_client_id' : 2,
      ]);
    }
  });

  test('no client data is in the log', async () => {
    const request = validRequests.generate();
    request.client!.id = 918_273_645n;
    const text = (value: string) => ({
      $typeName: 'google.protobuf.Value' as const,
      kind: { case: 'stringValue' as const, value },
    });
    request.client!.features = {
      reg_region_nm: text('Оймякон'),
      age: text('сорок два'),
      sum_dep_now: text('7654321.5'),
    };
    const caller = callerOf(service().server);
    await Array.fromAsync(caller.generate(request));
    request.client!.features.age = text('42');
    await Array.fromAsync(caller.generate(request));
    await failureOf(caller.checkText(validRequests.checkText('')));
    caller.close();
    const log = service().server.process.logTail();
    expect(log).toContain('GenerationService/Generate');
    for (const secret of ['918273645', 'Оймякон', 'сорок', '7654321']) expect(log).not.toContain(secret);
  });
});

test('SIGTERM: health says so, new calls are refused, those under way finish, and it ends with 0', async () => {
  const server = await start({ OFFERWRIGHT_DRAIN_MS: '20000' });
  const caller = callerOf(server);
  const controller = new AbortController();
  const health = createClient(Health, createGrpcTransport({ baseUrl: `http://${server.grpcAddress}` }));
  const watching = health.watch({ service: '' }, { signal: controller.signal })[Symbol.asyncIterator]();
  expect((await watching.next()).value?.status).toBe(Status.SERVING);
  // A batch whose reader waits is under way until it is read.
  const batch = caller.generateBatch(validRequests.generateBatch(1000))[Symbol.asyncIterator]();
  let receivedCount = (await batch.next()).done ? 0 : 1;

  const stopping = server.process.stop();
  expect((await watching.next()).value?.status).toBe(Status.NOT_SERVING);
  expect((await health.check({ service: '' })).status).toBe(Status.NOT_SERVING);
  expect(await failureOf(caller.describeModel())).toMatchObject({ code: 'Unavailable', info: { kind: 'draining' } });

  while (!(await batch.next()).done) receivedCount += 1;
  expect(receivedCount).toBe(1000);
  await stopping;
  expect(server.process.endedBecause()).toBe('exit code 0');
  expect(logOf(server.process)).toContainEqual(expect.objectContaining({ msg: 'stopped', cancelledCalls: 0 }));
  caller.close();
});

test('a drain that takes too long cancels what is left', async () => {
  const server = await start({ OFFERWRIGHT_DRAIN_MS: '100' });
  const caller = callerOf(server);
  const batch = caller.generateBatch(validRequests.generateBatch(1000))[Symbol.asyncIterator]();
  await batch.next();
  const stopping = server.process.stop();
  await stopping;
  expect(server.process.endedBecause()).toBe('exit code 0');
  expect(logOf(server.process)).toContainEqual(expect.objectContaining({ msg: 'stopped', cancelledCalls: 1 }));
  await failureOf(
    (async () => {
      while (!(await batch.next()).done);
    })(),
  );
  caller.close();
});
