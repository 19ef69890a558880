/**
 * npm run bench -- llama-server [--texts N] [--time wall|processor]: texts a minute of our generator against llama.cpp's own server, with the same
 * published GGUF, the same prompts, the same grammars (all eligible threads of the request, as GBNF) and as many threads,
 * one text at a time. Ours goes with the same file, and with the local one that set-up builds from it.
 *
 * On a machine with other work take processor time and one thread (OFFERWRIGHT_ENGINE_THREADS_COUNT=1): llama.cpp's
 * threads wait for each other in busy loops, so that with two of them on shared cores a text took 50 s.
 */

import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@offerwright/server/src/config.ts';
import { type Eligible, findEligible } from '@offerwright/server/src/copybook/index.ts';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { type Clock, systemClock } from '@offerwright/server/src/domain/clock.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { deriveConcern, derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { type ModelGenerator, openModelGenerator, orderOf } from '../kit/model-generator.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';
import { buildLlamaServer } from './kit/build-llama-server.ts';
import { describeMachine, printTable, processorMsOf } from './kit/figures.ts';
import { type LlamaServer, startLlamaServer } from './kit/llama-server-process.ts';

const { values } = parseArgs({
  options: { texts: { type: 'string', default: '6' }, time: { type: 'string', default: 'wall' } },
});
const textsOfChannel = Number(values.texts);
const products = ['CC', 'DEPOSIT', 'MORTG', 'INVEST'] as const;
const temperature = 0.7;
const tokensMax = 400;
/** No text may come by rules because the machine is busy: what is compared is decoding. */
const standingClock: Clock = { ...systemClock, nowMs: () => 0, schedule: () => () => {} };

interface Task {
  readonly product: (typeof products)[number];
  readonly channel: (typeof channelCodes)[number];
  readonly features: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

interface Timed {
  seconds: number;
  texts: number;
  /** Texts inside the grammar; ours: texts that the model chose. */
  right: number;
}

const config = readConfig();
const threadsCount = config.engineThreadsCount ?? availableParallelism();
const binary = await buildLlamaServer(join(dirname(config.modelsDir), 'bench'));
const published = (await findModelFile({ ...config, localLevers: [] })).modelPath;
console.log(`${describeMachine()}; ${textsOfChannel} texts a channel; ${threadsCount} threads; ${values.time} time`);
const clients = await readReferenceClients(textsOfChannel);
const tasks = channelCodes.map((channel) =>
  clients.map((features, seed): Task => ({ product: products[seed % products.length]!, channel, features, seed })),
);
const ours = new Map<'off' | 'on', readonly Timed[]>();
for (const localModel of ['off', 'on'] as const) {
  process.env.OFFERWRIGHT_LOCAL_MODEL = localModel;
  const generator = await openModelGenerator(standingClock);
  ours.set(localModel, await timeAll((task) => writeOurs(generator, task), process.pid));
  if (localModel === 'on') {
    const server = await startLlamaServer(binary, published, threadsCount);
    const theirs = await timeAll((task) => writeTheirs(server, generator, task), server.processId);
    await server.stop();
    printComparison(theirs, ours.get('off')!, ours.get('on')!);
  }
  await generator.close();
}

/** @param processId whose processor time counts, where that is what is measured. */
async function timeAll(write: (task: Task) => Promise<boolean>, processId: number): Promise<readonly Timed[]> {
  const nowMs = async () => (values.time === 'processor' ? await processorMsOf(processId) : performance.now());
  await write(tasks.at(-1)![0]!);
  const timed: Timed[] = [];
  for (const ofChannel of tasks) {
    const one: Timed = { seconds: 0, texts: 0, right: 0 };
    for (const task of ofChannel) {
      const startedMs = await nowMs();
      one.right += (await write(task)) ? 1 : 0;
      one.seconds += ((await nowMs()) - startedMs) / 1000;
      one.texts += 1;
    }
    timed.push(one);
    process.stderr.write(`${ofChannel[0]!.channel} ${(one.seconds / one.texts).toFixed(2)} s a text\n`);
  }
  return timed;
}

async function writeOurs(generator: ModelGenerator, { product, channel, features, seed }: Task): Promise<boolean> {
  const order = orderOf(product, channel, { seed, temperature });
  return (await generator.answer(order, features, BigInt(seed))).source === 'model';
}

async function writeTheirs(server: LlamaServer, { copybook }: ModelGenerator, task: Task): Promise<boolean> {
  const order = orderOf(task.product, task.channel);
  const portrait = derivePortrait(parseFeatures(task.features).features);
  const { concern } = deriveConcern(portrait, order.product);
  const eligible = findEligible(copybook, {
    product: order.product,
    channel: order.channel,
    portrait,
    concern,
    recentThreadIds: [],
    bodyCharsMax: order.channel.bodyCharsMax,
    confirmedClaims: null,
  });
  const { text } = await server.complete({
    prompt: buildPrompt(order.product, order.channel, concern, portrait),
    grammar: grammarOf(eligible),
    temperature,
    seed: task.seed,
    tokensMax,
  });
  return isBodyOf(eligible, text);
}

/** All bodies that the eligible threads allow, as GBNF. */
function grammarOf({ threads }: Eligible): string {
  const bodies = threads.map(({ thread, allowedVariants }) =>
    thread.positions
      .map((variants, at) => `(${allowedVariants[at]!.map((index) => JSON.stringify(variants[index])).join(' | ')})`)
      .join(' " " '),
  );
  return `root ::= ${bodies.join(' | ')}`;
}

function isBodyOf({ threads }: Eligible, text: string): boolean {
  return threads.some(({ thread, allowedVariants }) => {
    let rest: readonly string[] = [text];
    for (const [at, variants] of thread.positions.entries()) {
      const space = at === 0 ? '' : ' ';
      rest = rest.flatMap((left) =>
        allowedVariants[at]!.map((index) => space + variants[index]!)
          .filter((sentence) => left.startsWith(sentence))
          .map((sentence) => left.slice(sentence.length)),
      );
    }
    return rest.includes('');
  });
}

function printComparison(theirs: readonly Timed[], same: readonly Timed[], local: readonly Timed[]): void {
  const sum = (timed: readonly Timed[]): Timed => ({
    seconds: timed.reduce((total, one) => total + one.seconds, 0),
    texts: timed.reduce((total, one) => total + one.texts, 0),
    right: timed.reduce((total, one) => total + one.right, 0),
  });
  const row = (name: string, [their, our, ourLocal]: readonly [Timed, Timed, Timed]) => [
    name,
    perMinute(their).toFixed(1),
    perMinute(our).toFixed(1),
    (perMinute(our) / perMinute(their)).toFixed(1),
    perMinute(ourLocal).toFixed(1),
    (perMinute(ourLocal) / perMinute(their)).toFixed(1),
    `${their.right}/${their.texts}`,
    `${our.right + ourLocal.right}/${our.texts + ourLocal.texts}`,
  ];
  printTable(
    [
      'channel',
      'llama-server, texts/min',
      'ours, same file',
      'ratio',
      'ours, local file',
      'ratio',
      'theirs inside the grammar',
      'ours by the model',
    ],
    [
      ...channelCodes.map((channel, at) => row(channel, [theirs[at]!, same[at]!, local[at]!])),
      row('all', [sum(theirs), sum(same), sum(local)]),
    ],
  );
}

function perMinute({ seconds, texts }: Timed): number {
  return (60 * texts) / seconds;
}
