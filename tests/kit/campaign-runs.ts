/**
 * For tests of campaigns: the command as a process of its own (it can be killed), and a server with the real transports
 * whose answers the test decides, so that it can refuse, hang, load or see what was asked.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import {
  AnswerSchema,
  type Client,
  DescribeModelResponseSchema,
  EngineState,
  type GenerateBatchRequest,
  GenerateBatchResponseSchema,
  type GenerationService,
  RulesReason,
  Source,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { CallContext, Handlers } from '@offerwright/server/src/rpc/call.ts';
import { answerParts, emptyHandlers } from './stand-in-handlers.ts';
import { startTransports } from './start-transports.ts';

const mainUrl = new URL('../../adapter/src/campaigns/run-campaign.ts', import.meta.url).href;
const code = `import { main } from ${JSON.stringify(mainUrl)}; process.exitCode = await main(process.argv.slice(1));`;

export interface CampaignProcess {
  readonly child: ChildProcess;
  /** What it has said so far, on standard error. */
  said(): string;
  /** Standard output so far. */
  printed(): string;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Resolves once standard error matches. @throws Error when it ends without. */
  saying(pattern: RegExp): Promise<void>;
}

export function startCampaign(
  commandArguments: readonly string[],
  settings: { readonly databaseUrl: string; readonly inferenceAddress: string },
): CampaignProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code, '--', ...commandArguments], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: settings.databaseUrl,
      OFFERWRIGHT_INFERENCE_ADDRESS: settings.inferenceAddress,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let printed = '';
  const listeners = new Set<() => void>();
  const heard = () => {
    for (const listener of listeners) listener();
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    heard();
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ code: exitCode, signal }));
  });
  return {
    child,
    said: () => said,
    printed: () => printed,
    ended,
    async saying(pattern) {
      const found = new Promise<true>((resolve) => {
        const listener = () => {
          if (!pattern.test(said)) return;
          listeners.delete(listener);
          resolve(true);
        };
        listeners.add(listener);
        listener();
      });
      if ((await Promise.race([found, ended])) !== true) throw new Error(`it never said ${pattern}; it said:\n${said}`);
    },
  };
}

interface AskedCall {
  readonly request: GenerateBatchRequest;
  readonly client: Client;
  readonly context: CallContext;
}

export interface WritingServer {
  readonly address: string;
  /** Every client that came in, in order, answered or not. */
  readonly calls: readonly AskedCall[];
  inFlight(): number;
  inFlightMax(): number;
  state: EngineState;
  /** Runs before each answer; it may wait or throw a RequestError. */
  before: (call: AskedCall, number: number) => Promise<void> | void;
  /** Whether rules write, because the model does not make it in time. */
  isLate: (call: AskedCall, number: number) => boolean;
  close(): Promise<void>;
}

export const writingServerSlots = 3;

/** Answers every client with a text that names client and seed. */
export async function startWritingServer(): Promise<WritingServer> {
  const calls: AskedCall[] = [];
  let inFlight = 0;
  let inFlightMax = 0;
  const handlers: Handlers<typeof GenerationService> = {
    ...emptyHandlers,
    async *generateBatch(request, context) {
      for (const [index, client] of request.clients.entries()) {
        const call = { request, client, context };
        calls.push(call);
        inFlight += 1;
        inFlightMax = Math.max(inFlightMax, inFlight);
        try {
          await server.before(call, calls.length);
          if (client.features.age?.kind.case === 'stringValue' && client.features.age.kind.value === 'wrong') {
            const error = { kind: 'invalid_feature', field: 'clients[0].features.age', message: 'age: a number' };
            yield create(GenerateBatchResponseSchema, {
              index,
              clientId: client.id,
              result: { case: 'error', value: error },
            });
          } else {
            const answer = answerFor(client, request.options?.seed ?? 0, server.isLate(call, calls.length));
            yield create(GenerateBatchResponseSchema, {
              index,
              clientId: client.id,
              result: { case: 'answer', value: answer },
            });
          }
        } finally {
          inFlight -= 1;
        }
      }
    },
    async describeModel() {
      return create(DescribeModelResponseSchema, {
        engine: 'test',
        engineState: server.state,
        engineStateReason: server.state === EngineState.DOWN ? 'the model file is damaged' : '',
        slotsCount: writingServerSlots,
        productCodes: ['CC', 'DC'],
        channelCodes: ['SMS', 'PUSH'],
      });
    },
  };
  const transports = await startTransports(handlers, 256);
  const server: WritingServer = {
    address: `127.0.0.1:${transports.ports.grpc}`,
    calls,
    inFlight: () => inFlight,
    inFlightMax: () => inFlightMax,
    state: EngineState.READY,
    before: () => {},
    isLate: () => false,
    close: () => transports.close(),
  };
  return server;
}

function answerFor(client: Client, seed: number, late: boolean) {
  return create(AnswerSchema, {
    ...answerParts(client.id, `Текст для клиента ${client.id}, зерно ${seed}`),
    source: late ? Source.RULES : Source.MODEL,
    rulesReason: late ? RulesReason.DEADLINE : RulesReason.UNSPECIFIED,
    concernRule: 'test',
    signals: ['salary', 'petrol'],
    thread: { id: `thread-${Number(client.id) % 5}`, version: 'abcdef012345', variants: [0, 2, 1] },
    verdict: { passed: true, lawScore: 1, brandVoiceScore: 0.9, fitScore: 0.8 },
    provenance: { engine: 'test', modelName: 'test-model', seed },
  });
}

/** A CSV file of clients whose content no other `number` has. */
export async function writeClientsFile(folder: string, number: number, rowsCount: number, hasIds: boolean) {
  const lines = Array.from({ length: rowsCount }, (_, index) => `${1000 + index},${20 + (index % 50)},file ${number}`);
  const header = hasIds ? 'client_id,age,note' : 'number,age,note';
  const path = join(folder, `clients-${number}.csv`);
  await writeFile(path, `${[header, ...lines].join('\n')}\n`);
  return path;
}

export async function readLines(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
