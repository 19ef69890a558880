/**
 * npm run bench -- adapter [--calls N] [--settle N]: what the REST adapter adds to a direct gRPC call, for one client by
 * rules, database writes included. Server, adapter and PostgreSQL are processes of their own; direct and REST calls take
 * turns, so that both meet the same machine, and connections stay open.
 */
import { parseArgs } from 'node:util';
import { Policy } from '@offerwright/proto/marketing/v1/generation_pb';
import { adminAuthorization, runAdapter, untilMissing } from '../kit/adapter-process.ts';
import { startTestPostgres } from '../kit/postgres.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';
import { buildBatchRequest } from './kit/batch-request.ts';
import { describeMachine, percentile, printTable } from './kit/figures.ts';
import { openBatchCaller, startServerProcess } from './kit/server-process.ts';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '500' }, settle: { type: 'string', default: '100' } },
});
const settleCount = Number(values.settle);
const callsCount = Number(values.calls) + settleCount;
const order = { product: 'CC', channel: 'SMS' };

console.log(describeMachine());
const clients = await readReferenceClients(200);
const server = await startServerProcess({ OFFERWRIGHT_ENGINE: 'none' });
const postgres = await startTestPostgres();
const adapter = await runAdapter({
  databaseUrl: await postgres.createDatabase('bench'),
  inferenceAddress: server.grpcAddress,
  settings: { OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: '1000000', OFFERWRIGHT_LOG_LEVEL: 'warn' },
});
try {
  await untilMissing(adapter.url);
  const caller = openBatchCaller(server.grpcAddress);
  const direct: number[] = [];
  const rest: number[] = [];
  for (let call = 0; call < callsCount; call += 1) {
    const request = buildBatchRequest(clients, 1, call, { ...order, policy: Policy.RULES_ONLY, seed: call });
    const body = JSON.stringify({
      clients: [{ id: call + 1, features: clients[call % clients.length] }],
      ...order,
      options: { policy: 'rules_only', seed: call },
    });
    const [directMs, restMs] = [await timeDirect(caller, request), await timeRest(body)];
    if (call < settleCount) continue;
    direct.push(directMs);
    rest.push(restMs);
  }
  caller.close();
  const differences = rest.map((restMs, at) => restMs - direct[at]!);
  printTable(
    ['call', 'calls', 'p50 ms', 'p95', 'p99', 'max'],
    [
      ['gRPC, direct', ...figuresOf(direct)],
      ['REST', ...figuresOf(rest)],
      ['difference, call by call', ...figuresOf(differences)],
    ],
  );
} finally {
  await adapter.end('SIGTERM');
  await postgres.destroy();
  await server.stop();
}

async function timeDirect(caller: ReturnType<typeof openBatchCaller>, request: Buffer): Promise<number> {
  const startedMs = performance.now();
  const { arrivals, failure } = await caller.generateBatch(request);
  if (failure || arrivals.length !== 1) throw new Error(`the direct call failed (${failure?.code})`);
  return performance.now() - startedMs;
}

async function timeRest(body: string): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(`${adapter.url}/v1/generate`, {
    method: 'POST',
    headers: { authorization: adminAuthorization, 'content-type': 'application/json' },
    body,
  });
  const answer = await response.text();
  if (response.status !== 200 || !answer.includes('"source":"rules"')) {
    throw new Error(`the REST call failed: ${response.status} ${answer.slice(0, 300)}`);
  }
  return performance.now() - startedMs;
}

function figuresOf(sample: readonly number[]): (string | number)[] {
  return [sample.length, ...[0.5, 0.95, 0.99, 1].map((share) => percentile(sample, share).toFixed(2))];
}
