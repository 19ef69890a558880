/**
 * npm run bench -- load [--callers 1,4,16,64] [--clients 1,10,100,1000] [--foreign N]: how long clients wait for their
 * answers when many callers ask at once, over gRPC, of a real server process with the model.
 *
 * Each caller has a connection and asks one call after another. A client's response time runs from its call to its
 * answer; a call that is refused as a whole counts as a response to each of its clients. `--foreign` starts so many
 * processes that keep a core busy with other work.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { status as GrpcCode } from '@grpc/grpc-js';
import { GenerateBatchResponseSchema, Source } from '@offerwright/proto/marketing/v1/generation_pb';
import { buildBatchRequest, readAdultClients } from './kit/batch-request.ts';
import { describeMachine, mebibytes, percentile, printTable } from './kit/figures.ts';
import { type CallOutcome, openBatchCaller, type ServerProcess, startServerProcess } from './kit/server-process.ts';

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '1,4,16,64' },
    clients: { type: 'string', default: '1,10,100,1000' },
    foreign: { type: 'string', default: '0' },
  },
});
const answerWithinMs = 2000;
const products = ['CC', 'DEPOSIT', 'MORTG', 'INVEST'] as const;
const channels = ['SMS', 'PUSH', 'EMAIL', 'MOBILE_CHAT', 'TMO'] as const;
/** Calls that each caller makes, by the clients in a call. */
const callsOfCaller = (clientsCount: number): number => (clientsCount === 1 ? 8 : clientsCount === 10 ? 4 : 2);

interface Tally {
  readonly times: number[];
  model: number;
  rules: number;
  /** Refused because the server is full. */
  overloaded: number;
  /** Anything else that is no text: should be none. */
  errors: number;
  /** The longest time the server itself counted for an answer. */
  serverMaxMs: number;
}

const clients = await readAdultClients();
console.log(`${describeMachine()}; processes of other work: ${values.foreign}`);
const server = await startServerProcess();
const foreign = startForeignWork(Number(values.foreign));
const rows: (string | number)[][] = [];
try {
  await warmUp(server);
  for (const callersCount of numbers(values.callers)) {
    for (const clientsCount of numbers(values.clients)) {
      rows.push(describeTally(callersCount, clientsCount, await measure(server, callersCount, clientsCount)));
      process.stderr.write(`${rows.at(-1)!.join(' ')}\n`);
    }
  }
} finally {
  for (const child of foreign) child.kill('SIGKILL');
  console.log(`memory of the server process at the end: ${mebibytes(await server.residentBytes())} MiB resident`);
  await server.stop();
}
printTable(
  [
    'callers',
    'clients a call',
    'responses',
    'p50 ms',
    'p95',
    'p99',
    'max',
    'max by the server’s clock',
    'within 2.0 s',
    'by model',
    'by rules',
    'refused: full',
    'errors',
  ],
  rows,
);

/** The first texts of a cell tokenise its threads; no text of the table should pay for that. */
async function warmUp({ grpcAddress }: ServerProcess): Promise<void> {
  const caller = openBatchCaller(grpcAddress);
  for (const product of products) {
    for (const channel of channels) {
      await caller.generateBatch(buildBatchRequest(clients, 1, 0, { product, channel }));
    }
  }
  caller.close();
}

async function measure({ grpcAddress }: ServerProcess, callersCount: number, clientsCount: number): Promise<Tally> {
  const tally: Tally = { times: [], model: 0, rules: 0, overloaded: 0, errors: 0, serverMaxMs: 0 };
  const requests = buildRequests(clientsCount);
  const callers = Array.from({ length: callersCount }, () => openBatchCaller(grpcAddress));
  const outcomes = await Promise.all(
    callers.map(async (caller, index) => {
      const ofCaller: CallOutcome[] = [];
      for (let call = 0; call < callsOfCaller(clientsCount); call += 1) {
        ofCaller.push(await caller.generateBatch(requests[(index * 7 + call) % requests.length]!));
      }
      return ofCaller;
    }),
  );
  for (const caller of callers) caller.close();
  for (const outcome of outcomes.flat()) count(outcome, clientsCount, tally);
  return tally;
}

/** One for each product and channel, built before the clock runs. */
function buildRequests(clientsCount: number): readonly Buffer[] {
  return products.flatMap((product, first) =>
    channels.map((channel, seed) => buildBatchRequest(clients, clientsCount, first * 151, { product, channel, seed })),
  );
}

function count({ arrivals, failure }: CallOutcome, clientsCount: number, tally: Tally): void {
  for (const { bytes, afterMs } of arrivals) {
    tally.times.push(afterMs);
    const { result } = fromBinary(GenerateBatchResponseSchema, bytes);
    if (result.case === 'error' && result.value.kind === 'overloaded') tally.overloaded += 1;
    else if (result.case !== 'answer') tally.errors += 1;
    else {
      if (result.value.source === Source.MODEL) tally.model += 1;
      else tally.rules += 1;
      tally.serverMaxMs = Math.max(tally.serverMaxMs, result.value.timings?.totalMs ?? 0);
    }
  }
  const unanswered = clientsCount - arrivals.length;
  if (failure) for (let index = 0; index < unanswered; index += 1) tally.times.push(failure.afterMs);
  if (failure?.code === GrpcCode.RESOURCE_EXHAUSTED) tally.overloaded += unanswered;
  else tally.errors += unanswered;
}

function describeTally(callersCount: number, clientsCount: number, tally: Tally): (string | number)[] {
  const { times } = tally;
  const within = times.filter((time) => time <= answerWithinMs).length;
  const share = (count: number) =>
    `${((100 * count) / times.length).toFixed(count === 0 || count === times.length ? 0 : 1)} %`;
  return [
    callersCount,
    clientsCount,
    times.length,
    ...[0.5, 0.95, 0.99].map((level) => percentile(times, level).toFixed(0)),
    percentile(times, 1).toFixed(0),
    tally.serverMaxMs.toFixed(0),
    share(within),
    share(tally.model),
    share(tally.rules),
    share(tally.overloaded),
    tally.errors,
  ];
}

function startForeignWork(processesCount: number): readonly ChildProcess[] {
  return Array.from({ length: processesCount }, () =>
    spawn(
      process.execPath,
      [
        '-e',
        'process.on("disconnect", () => process.exit()); const spin = () => { for (let i = 0; i < 1e8; i += 1); setImmediate(spin); }; spin();',
      ],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    ),
  );
}

function numbers(list: string): readonly number[] {
  return list.split(',').map(Number);
}
