/**
 * npm run bench -- speed [--clients N] [--earlier N] [--baseline N]: how long a text takes on each channel, by the model
 * inside the threads, against the same grammar written as GBNF and decoded token by token (the baseline, same process,
 * same thread), and by rules. `--earlier` others are answered before, untimed: so it is on a server that has been up for
 * a while and has scored the openings of a cell without a client; none: on one that has just started.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { concerns } from '@offerwright/server/src/domain/concerns.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';
import type { EngineSlot } from '@offerwright/server/src/engine/engine.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { type ModelGenerator, openModelGenerator, orderOf } from '../kit/model-generator.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '12' },
    earlier: { type: 'string', default: '0' },
    baseline: { type: 'string', default: '4' },
  },
});
const clientsCount = Number(values.clients);
const earlierCount = Number(values.earlier);
const baselineCount = Number(values.baseline);
const productCodes = ['CC', 'DEPOSIT', 'MORTG', 'INVEST'] as const;

const generator = await openModelGenerator();
const all = await readReferenceClients(earlierCount + clientsCount);
const earlier = all.slice(0, earlierCount);
const clients = all.slice(earlierCount);
await generator.answer(orderOf('CC', 'EMAIL'), {}, 0n);

console.log('| channel | model p50 ms | p95 | p99 | max | by model | plain GBNF p50 ms | GBNF / model |');
console.log('|---|---|---|---|---|---|---|---|');
for (const channel of channelCodes) {
  for (const [index, features] of earlier.entries()) {
    const order = orderOf(productCodes[index % productCodes.length]!, channel, { seed: index });
    await generator.answer(order, features, BigInt(index));
  }
  const times: number[] = [];
  let byModel = 0;
  for (const [index, features] of clients.entries()) {
    const order = orderOf(productCodes[index % productCodes.length]!, channel, { seed: index });
    const answer = await generator.answer(order, features, BigInt(index));
    times.push(answer.timings.totalMs);
    byModel += answer.source === 'model' ? 1 : 0;
  }
  const plain: number[] = [];
  for (let index = 0; index < baselineCount; index += 1) plain.push(await timePlainGrammar(generator, channel, index));
  const shares = [0.5, 0.95, 0.99, 1].map((share) => percentile(times, share).toFixed(0));
  console.log(`| ${channel} | ${shares.join(' | ')} | ${byModel}/${times.length} | ${baselineCells(times, plain)} |`);
}

const started = performance.now();
let texts = 0;
while (performance.now() - started < 3000) {
  const order = orderOf(productCodes[texts % 4]!, channelCodes[texts % 8]!, { policy: 'rules-only', seed: texts });
  await generator.answer(order, clients[texts % clients.length]!, BigInt(texts));
  texts += 1;
}
const perSecond = texts / ((performance.now() - started) / 1000);
console.log(`\nby rules, disclosures and check included: ${perSecond.toFixed(0)} texts/s`);
console.log(`memory: ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB resident`);
await generator.close();

/** The whole set of bodies of one thread as GBNF; llama.cpp masks and samples each token. */
async function timePlainGrammar(model: ModelGenerator, channel: string, index: number): Promise<number> {
  const product = productCodes[index % productCodes.length]!;
  const order = orderOf(product, channel);
  const thread = model.copybook.threads.find(
    (entry) => entry.product === product && entry.channel === channel && entry.need === concerns[index % 4],
  )!;
  const slot = await openFreeSlot(model);
  const startedMs = performance.now();
  const prompt = model.engine.tokenizePrompt(
    buildPrompt(order.product, order.channel, thread.need, { gender: 'u', ageBand: 'adult', signals: [] }),
  );
  const options = { grammar: grammarOf(thread), tokensMax: 400, temperature: 0.7, seed: index };
  let length = 0;
  for await (const piece of slot.stream(prompt, options, new AbortController().signal)) length += piece.text.length;
  await slot.release();
  if (length === 0) throw new Error('the grammar wrote nothing');
  return performance.now() - startedMs;
}

/** A text that came by rules may leave its evaluation running for a moment. */
async function openFreeSlot(model: ModelGenerator): Promise<EngineSlot> {
  for (;;) {
    try {
      return model.engine.openSlot();
    } catch {
      await sleep(20);
    }
  }
}

function grammarOf(thread: Thread): string {
  const positions = thread.positions.map(
    (position) => `(${position.map((variant) => JSON.stringify(variant)).join(' | ')})`,
  );
  return `root ::= ${positions.join(' " " ')}`;
}

/** Of a run without a baseline: dashes. */
function baselineCells(times: readonly number[], plain: readonly number[]): string {
  if (plain.length === 0) return '– | –';
  const plainP50 = percentile(plain, 0.5);
  return `${plainP50.toFixed(0)} | ${(plainP50 / percentile(times, 0.5)).toFixed(1)}`;
}

function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
