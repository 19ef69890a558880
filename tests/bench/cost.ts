/**
 * npm run bench -- cost [--clients 1,10,100,1000,10000] [--texts N]: time and memory of campaigns of 1 to 10,000 clients
 * (the reference clients over and over), by rules alone and model first, over gRPC from a real server process: calls of at
 * most 1,000 clients, one after another. And the memory of the process: at rest, and after N single texts by the model.
 */
import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { GenerateBatchResponseSchema, Policy, Source } from '@offerwright/proto/marketing/v1/generation_pb';
import { buildBatchRequest, readAdultClients } from './kit/batch-request.ts';
import { describeMachine, mebibytes, percentile, printTable } from './kit/figures.ts';
import { type BatchCaller, openBatchCaller, startServerProcess } from './kit/server-process.ts';

const { values } = parseArgs({
  options: { clients: { type: 'string', default: '1,10,100,1000,10000' }, texts: { type: 'string', default: '500' } },
});
const clientsPerCallMax = 1000;
const channels = ['SMS', 'PUSH', 'MOB_BANNER', 'OFFICE_BANNER', 'MOBILE_CHAT', 'TMO', 'KND', 'EMAIL'] as const;

console.log(describeMachine());
const clients = await readAdultClients();
const server = await startServerProcess();
const caller = openBatchCaller(server.grpcAddress);
try {
  const atRest = await server.residentBytes();
  await ask(caller, 1, 0, 'SMS', Policy.MODEL_FIRST);
  const rows = [];
  for (const [name, policy] of [
    ['rules_only', Policy.RULES_ONLY],
    ['model_first', Policy.MODEL_FIRST],
  ] as const) {
    for (const clientsCount of values.clients.split(',').map(Number)) {
      rows.push([name, ...(await runCampaign(clientsCount, policy))]);
      process.stderr.write(`${rows.at(-1)!.join(' ')}\n`);
    }
  }
  const times = await writeOneByOne(Number(values.texts));
  printTable(
    [
      'policy',
      'clients',
      'seconds',
      'texts/s',
      'by model',
      'by rules',
      'told to ask again',
      'longest call ms',
      'memory MiB',
    ],
    rows,
  );
  console.log(
    `\nmemory of the server process: ${mebibytes(atRest)} MiB at rest (engine loaded), ` +
      `${mebibytes(await server.residentBytes())} MiB after all that and ${times.length} single texts ` +
      `(p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms, all channels)`,
  );
} finally {
  caller.close();
  await server.stop();
}

async function runCampaign(clientsCount: number, policy: Policy): Promise<(string | number)[]> {
  const sum = { model: 0, rules: 0, refused: 0 };
  let longestMs = 0;
  const startedMs = performance.now();
  for (let first = 0; first < clientsCount; first += clientsPerCallMax) {
    const callStartedMs = performance.now();
    const one = await ask(caller, Math.min(clientsPerCallMax, clientsCount - first), first, 'SMS', policy);
    longestMs = Math.max(longestMs, performance.now() - callStartedMs);
    sum.model += one.model;
    sum.rules += one.rules;
    sum.refused += one.refused;
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return [
    clientsCount,
    seconds.toFixed(2),
    Math.round((sum.model + sum.rules) / seconds),
    sum.model,
    sum.rules,
    sum.refused,
    longestMs.toFixed(0),
    mebibytes(await server.residentBytes()),
  ];
}

async function ask(by: BatchCaller, clientsCount: number, first: number, channel: string, policy: Policy) {
  const request = buildBatchRequest(clients, clientsCount, first, { product: 'CC', channel, policy, seed: first });
  const { arrivals, failure } = await by.generateBatch(request);
  if (failure) throw new Error(`the call failed: gRPC code ${failure.code}`);
  const sum = { model: 0, rules: 0, refused: 0 };
  for (const { bytes } of arrivals) {
    const { result } = fromBinary(GenerateBatchResponseSchema, bytes);
    if (result.case !== 'answer') sum.refused += 1;
    else if (result.value.source === Source.MODEL) sum.model += 1;
    else sum.rules += 1;
  }
  return sum;
}

async function writeOneByOne(textsCount: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < textsCount; index += 1) {
    const startedMs = performance.now();
    await ask(caller, 1, index, channels[index % channels.length]!, Policy.MODEL_FIRST);
    times.push(performance.now() - startedMs);
  }
  return times;
}
