/**
 * npm run bench -- local-model [--walks N] [--turns N] [--threads N] [--files 'A;B']: what each lever of the local model file costs and
 * gains. Each file is built, loaded beside the published one in this process, and asked the same in turns.
 *
 * Closeness: walks of the published file at temperature 0 through the threads of one cell; the other file is led along
 * the same path and says at each decision what it thinks of the same candidates. Log-probabilities are taken among the
 * candidates: a cut vocabulary moves all others by one constant, which no choice can see.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@offerwright/server/src/config.ts';
import { ChoiceWalk, VariantTokens } from '@offerwright/server/src/copybook/choice-graph.ts';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { concerns } from '@offerwright/server/src/domain/concerns.ts';
import { isProductCode, products } from '@offerwright/server/src/domain/products.ts';
import type { Engine, EngineSlot } from '@offerwright/server/src/engine/engine.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { type BuildOptions, buildLocalModel } from '../../scripts/model/build-local-model.ts';
import { tensorTypes } from '../../scripts/model/dequantise.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';

const { Q4_0, Q8_0 } = tensorTypes;
const recipes: Readonly<Record<string, Pick<BuildOptions, 'cut' | 'requantise' | 'types'>>> = {
  'requantised, whole vocabulary': { cut: false, requantise: true },
  'cut, as published': { cut: true, requantise: false },
  'cut, blocks Q8_0': { cut: true, requantise: false, types: { 'blk.': Q8_0 } },
  'cut, all blocks Q4_0': { cut: true, requantise: false, types: { 'blk.': Q4_0 } },
  'cut, requantised': { cut: true, requantise: true },
  'cut, requantised, head Q4_0': { cut: true, requantise: true, types: { output: Q4_0 } },
  'cut, requantised, embeddings Q8_0': { cut: true, requantise: true, types: { token_embd: Q8_0 } },
};

const { values } = parseArgs({
  options: {
    walks: { type: 'string', default: '200' },
    turns: { type: 'string', default: '12' },
    threads: { type: 'string', default: '2' },
    files: { type: 'string', default: Object.keys(recipes).join(';') },
  },
});
const signal = new AbortController().signal;
const directory = mkdtempSync(join(tmpdir(), 'offerwright-bench-model-'));
const config = readConfig({ ...process.env });
const found = await findModelFile({ ...config, localLevers: [] });
const copybook = await loadCopybook(config.copybookDir);
const portraits = (await readReferenceClients(200)).map((features) => derivePortrait(parseFeatures(features).features));

interface Timed {
  readonly prompt: number[];
  readonly forced: number[];
  readonly single: number[];
}

/** A cell of the copybook with its threads, and the prompt of one client. */
interface Task {
  readonly prompt: string;
  readonly threads: ConstructorParameters<typeof ChoiceWalk>[1];
}

const written = copybook.threads.filter(({ product }) => isProductCode(product));
const tasks = Array.from({ length: Number(values.walks) }, (_, index): Task => {
  const { product, channel, need } = written[(index * 7919) % written.length]!;
  const threads = copybook.threads
    .filter((thread) => thread.product === product && thread.channel === channel && thread.need === need)
    .map((thread) => ({
      thread,
      allowedVariants: thread.positions.map((variants) => [...variants.keys()]),
      logPrior: 0,
    }));
  const code = channelCodes.find((name) => name === channel)!;
  const concern = concerns.find((name) => name === need)!;
  if (!isProductCode(product)) throw new Error('a thread of no product');
  const prompt = buildPrompt(products[product], { code }, concern, portraits[index % portraits.length]!);
  return { prompt, threads };
});

const published = await open(found.modelPath);
console.log('| file | MB | prompt of 100 | 30 forced | 1 token | mean abs Δ | equal choices | equal texts |');
console.log('|---|---|---|---|---|---|---|---|');
for (const name of values.files.split(';')) {
  const targetPath = join(directory, 'model.gguf');
  await buildLocalModel({ sourcePath: found.modelPath, targetPath, recipe: name, ...recipes[name]! });
  const other = await open(targetPath);
  const [before, after] = await timeInTurns(published, other, Number(values.turns));
  const ratio = (kind: keyof Timed) => {
    const ratios = before[kind].map((ms, turn) => ms / after[kind][turn]!);
    return `${median(before[kind]).toFixed(0)} → ${median(after[kind]).toFixed(0)} (${median(ratios).toFixed(2)})`;
  };
  const close = await compare(published, other);
  console.log(
    `| ${name} | ${(statSync(targetPath).size / 1e6).toFixed(0)} | ${ratio('prompt')} | ${ratio('forced')} | ` +
      `${ratio('single')} | ${close.meanDifference.toFixed(3)} | ${percent(close.equalChoices)} | ${percent(close.equalTexts)} |`,
  );
  await other.close();
}
await published.close();
rmSync(directory, { recursive: true });

function open(modelPath: string): Promise<Engine> {
  return createLlamaEngine({
    ...found,
    modelPath,
    slotsCount: 1,
    threadsCount: Number(values.threads),
    contextTokensPerSlot: 512,
    logLevel: 'error',
  });
}

async function timeInTurns(one: Engine, other: Engine, turns: number): Promise<readonly [Timed, Timed]> {
  const results: [Timed, Timed] = [
    { prompt: [], forced: [], single: [] },
    { prompt: [], forced: [], single: [] },
  ];
  const sentence = tasks.map(({ threads }) => threads[0]!.thread.positions.map((variants) => variants[0]).join(' '));
  for (let turn = -1; turn < turns; turn += 1) {
    for (const [index, engine] of [one, other].entries()) {
      const text = engine.tokenize(sentence.slice(turn + 1).join(' ')).slice(0, 130);
      const slot = engine.openSlot();
      const prompt = await timed(() => slot.start(text.slice(0, 100), [text[100]!], signal));
      const forced = await timed(() => slot.score(text.slice(100, 130), [text[0]!], signal));
      const single = await timed(() => slot.score(text.slice(0, 1), [text[1]!], signal));
      await slot.release();
      if (turn < 0) continue;
      results[index]!.prompt.push(prompt);
      results[index]!.forced.push(forced);
      results[index]!.single.push(single);
    }
  }
  return results;
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await act();
  return performance.now() - startedMs;
}

async function compare(one: Engine, other: Engine) {
  const tokens = [one, other].map((engine) => new VariantTokens((text) => engine.tokenize(text)));
  let [differences, scored, decisions, equalChoices, equalTexts] = [0, 0, 0, 0, 0];
  for (const { prompt, threads } of tasks) {
    const sides = [one, other].map((engine, index) => ({
      engine,
      slot: engine.openSlot(),
      walk: new ChoiceWalk(tokens[index]!, threads),
      pending: null as readonly number[] | null,
    }));
    let isEqualText = true;
    while (sides[0]!.walk.choice === null) {
      const candidates = sides.map(({ walk }) => walk.candidates().map(({ token }) => token));
      if (candidates[0]!.length !== candidates[1]!.length) throw new Error('the walks part: other tokens');
      const scores: number[][] = [];
      for (const [index, side] of sides.entries()) {
        scores.push(amongCandidates(await scoreNext(side, prompt, candidates[index]!)));
      }
      const best = scores.map((list) => list.indexOf(Math.max(...list)));
      differences += scores[0]!.reduce((sum, value, index) => sum + Math.abs(value - scores[1]![index]!), 0);
      scored += scores[0]!.length;
      decisions += 1;
      equalChoices += best[0] === best[1] ? 1 : 0;
      isEqualText &&= best[0] === best[1];
      for (const [index, side] of sides.entries()) {
        const token = candidates[index]![best[0]!]!;
        side.walk.choose(token);
        side.pending = [token, ...side.walk.forcedRun()];
      }
    }
    equalTexts += isEqualText ? 1 : 0;
    await Promise.all(sides.map(({ slot }) => slot.release()));
  }
  return {
    meanDifference: differences / scored,
    equalChoices: equalChoices / decisions,
    equalTexts: equalTexts / tasks.length,
  };
}

async function scoreNext(
  side: { readonly engine: Engine; readonly slot: EngineSlot; readonly pending: readonly number[] | null },
  prompt: string,
  candidates: readonly number[],
): Promise<readonly number[]> {
  const { engine, slot, pending } = side;
  const scores = pending
    ? await slot.score(pending, candidates, signal)
    : await slot.start(engine.tokenizePrompt(prompt), candidates, signal);
  return scores.logProbabilities;
}

function amongCandidates(scores: readonly number[]): number[] {
  const best = Math.max(...scores);
  const normaliser = best + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - best), 0));
  return scores.map((score) => score - normaliser);
}

function median(sample: readonly number[]): number {
  return [...sample].sort((a, b) => a - b)[Math.floor(sample.length / 2)]!;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
