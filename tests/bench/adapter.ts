/**
 * npm run bench -- adapter [--calls N] [--settle N]: what the REST adapter adds to a direct gRPC call, for one client by
 * rules, database writes included. Server, adapter and PostgreSQL are processes of their own; direct and REST calls take
 * turns, so that both meet the same machine, and connections stay open.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Policy } from '@offerwright/proto/marketing/v1/generation_pb';
import { adminAuthorization, runAdapter, untilMissing } from '../kit/adapter-process.ts';
import { runSql, startTestPostgres } from '../kit/postgres.ts';
import { buildBatchRequest, readAdultClients } from './kit/batch-request.ts';
import { describeMachine, percentile, printTable, processorMsOf } from './kit/figures.ts';
import { openBatchCaller, startServerProcess } from './kit/server-process.ts';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '500' }, settle: { type: 'string', default: '100' } },
});
const settleCount = Number(values.settle);
const callsCount = Number(values.calls) + settleCount;
const order = { product: 'CC', channel: 'SMS' };

console.log(describeMachine());
const clients = await readAdultClients();
const server = await startServerProcess({ OFFERWRIGHT_ENGINE: 'none' });
const postgres = await startTestPostgres();
try {
  const rows = [
    ...(await compare('commits wait for the disk', await postgres.createDatabase('durable'))),
    ...(await compare('commits do not wait (for comparison only)', await createLaxDatabase())),
  ];
  printTable(
    ['database', 'call', 'calls', 'p50 ms', 'p95', 'p99', 'max', 'adapter, processor ms a call', 'commits'],
    rows,
  );
} finally {
  await postgres.destroy();
  await server.stop();
}

/** Shows what of the overhead is the disk. */
async function createLaxDatabase(): Promise<string> {
  const url = await postgres.createDatabase('lax');
  await runSql(url, 'ALTER DATABASE lax SET synchronous_commit = off');
  return url;
}

async function compare(name: string, databaseUrl: string): Promise<(string | number)[][]> {
  const adapter = await runAdapter({
    databaseUrl,
    inferenceAddress: server.grpcAddress,
    settings: { OFFERWRIGHT_RATE_LIMIT_PER_MINUTE: '1000000' },
  });
  const caller = openBatchCaller(server.grpcAddress);
  try {
    await untilMissing(adapter.url);
    const direct: number[] = [];
    const rest: number[] = [];
    let [commitsBefore, processorBeforeMs] = [0, 0];
    for (let call = 0; call < callsCount; call += 1) {
      if (call === settleCount) {
        [commitsBefore, processorBeforeMs] = [await countCommits(databaseUrl), await processorMsOf(adapter.processId)];
      }
      const request = buildBatchRequest(clients, 1, call, { ...order, policy: Policy.RULES_ONLY, seed: call });
      const body = JSON.stringify({
        clients: [{ id: call + 1, features: clients[call % clients.length] }],
        ...order,
        options: { policy: 'rules_only', seed: call },
      });
      const [directMs, restMs] = [await timeDirect(caller, request), await timeRest(adapter.url, body)];
      if (call < settleCount) continue;
      direct.push(directMs);
      rest.push(restMs);
    }
    const processorMs = ((await processorMsOf(adapter.processId)) - processorBeforeMs) / rest.length;
    const commits = ((await countCommits(databaseUrl)) - commitsBefore) / rest.length;
    const differences = rest.map((restMs, at) => restMs - direct[at]!);
    return [
      [name, 'gRPC, direct', ...figuresOf(direct), '', ''],
      [name, 'REST', ...figuresOf(rest), processorMs.toFixed(1), commits.toFixed(1)],
      [name, 'difference, call by call', ...figuresOf(differences), '', ''],
    ];
  } finally {
    caller.close();
    await adapter.end('SIGTERM');
  }
}

/** Transactions so far, reads included: PostgreSQL counts each statement outside a transaction as one. */
async function countCommits(databaseUrl: string): Promise<number> {
  // The counters of other sessions reach the view within a second.
  await sleep(1500);
  const statement = 'SELECT xact_commit::int AS commits FROM pg_stat_database WHERE datname = current_database()';
  return (await runSql(databaseUrl, statement))[0]!.commits as number;
}

async function timeDirect(caller: ReturnType<typeof openBatchCaller>, request: Buffer): Promise<number> {
  const startedMs = performance.now();
  const { arrivals, failure } = await caller.generateBatch(request);
  if (failure || arrivals.length !== 1) throw new Error(`the direct call failed (${failure?.code})`);
  return performance.now() - startedMs;
}

async function timeRest(url: string, body: string): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(`${url}/v1/generate`, {
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
