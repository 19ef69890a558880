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
import type { CandidateScores, Engine } from '@offerwright/server/src/engine/engine.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { type BuildOptions, buildLocalModel } from '../../scripts/model/build-local-model.ts';
import { tensorTypes } from '../../scripts/model/dequantise.ts';
import type { GgufTensor } from '../../scripts/model/gguf-header.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';

const { Q4_0, Q4_K, Q5_0, Q6_K, Q8_0 } = tensorTypes;
const isBlock = ({ name }: GgufTensor) => name.startsWith('blk.');
const isAttention = (name: string) => name.includes('.attn_');
const byMeasure = (typeByMeasure: BuildOptions['typeByMeasure']) => ({ cut: true, requantise: true, typeByMeasure });
const recipes: Readonly<Record<string, Pick<BuildOptions, 'cut' | 'requantise' | 'typeByMeasure'>>> = {
  'cut, requantised': { cut: true, requantise: true },
  cut: { cut: true, requantise: false },
  requantised: { cut: false, requantise: true },
  'blocks Q8_0': byMeasure((tensor) => (isBlock(tensor) ? Q8_0 : undefined)),
  'blocks Q4_0': byMeasure((tensor) => (isBlock(tensor) ? Q4_0 : undefined)),
  'attention Q4_0': byMeasure(({ name, type }) => (isAttention(name) && type === Q5_0 ? Q4_0 : undefined)),
  'Q6_K as Q8_0': byMeasure(({ type }) => (type === Q6_K ? Q8_0 : undefined)),
  'Q4_K as Q8_0': byMeasure(({ type }) => (type === Q4_K ? Q8_0 : undefined)),
  'head Q4_0': byMeasure(({ name }) => (name === 'output.weight' ? Q4_0 : undefined)),
  'embeddings Q8_0': byMeasure(({ name }) => (name === 'token_embd.weight' ? Q8_0 : undefined)),
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

interface Decision {
  /** Log-probabilities among the candidates. */
  readonly scores: readonly number[];
  readonly best: number;
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
const paths = await walkPublished(published);
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
  const close = await compare(other, paths);
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
  // Any sentences will do, as long as each turn begins with another: a shared beginning would be reused.
  const sentences = copybook.threads.slice(0, 400).map(({ positions }) => positions[0]![0]!);
  for (let turn = -1; turn < turns; turn += 1) {
    for (const [index, engine] of [one, other].entries()) {
      const text = engine.tokenize(sentences.slice(turn + 1).join(' ')).slice(0, 130);
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

/** What the published file thinks on its own path through each task's threads. */
async function walkPublished(engine: Engine): Promise<readonly (readonly Decision[])[]> {
  const tokens = new VariantTokens((text) => engine.tokenize(text));
  const paths: Decision[][] = [];
  for (const { prompt, threads } of tasks) {
    const decisions: Decision[] = [];
    await lead({ engine, tokens, prompt, threads }, (scores) => {
      const best = scores.indexOf(Math.max(...scores));
      decisions.push({ scores, best });
      return best;
    });
    paths.push(decisions);
  }
  return paths;
}

async function compare(other: Engine, paths: readonly (readonly Decision[])[]) {
  const tokens = new VariantTokens((text) => other.tokenize(text));
  let [differences, scored, decisions, equalChoices, equalTexts] = [0, 0, 0, 0, 0];
  for (const [index, { prompt, threads }] of tasks.entries()) {
    const path = paths[index]!;
    let [step, isEqualText] = [0, true];
    await lead({ engine: other, tokens, prompt, threads }, (scores) => {
      const wanted = path[step]!;
      step += 1;
      if (scores.length !== wanted.scores.length) throw new Error('the walks part: other tokens');
      const isEqual = scores.indexOf(Math.max(...scores)) === wanted.best;
      differences += scores.reduce((sum, value, place) => sum + Math.abs(value - wanted.scores[place]!), 0);
      scored += scores.length;
      decisions += 1;
      equalChoices += isEqual ? 1 : 0;
      isEqualText &&= isEqual;
      return wanted.best;
    });
    equalTexts += isEqualText ? 1 : 0;
  }
  return {
    meanDifference: differences / scored,
    equalChoices: equalChoices / decisions,
    equalTexts: equalTexts / tasks.length,
  };
}

/** Walks to the end; `choose` gets the log-probabilities among the candidates of each decision and says which to take. */
async function lead(
  { engine, tokens, prompt, threads }: Task & { readonly engine: Engine; readonly tokens: VariantTokens },
  choose: (scores: readonly number[]) => number,
): Promise<void> {
  const walk = new ChoiceWalk(tokens, threads);
  const slot = engine.openSlot();
  let pending: readonly number[] | null = null;
  while (walk.choice === null) {
    const candidates = walk.candidates().map(({ token }) => token);
    const scores: CandidateScores = pending
      ? await slot.score(pending, candidates, signal)
      : await slot.start(engine.tokenizePrompt(prompt), candidates, signal);
    const token: number = candidates[candidates.length === 1 ? 0 : choose(amongCandidates(scores.logProbabilities))]!;
    walk.choose(token);
    pending = [token, ...walk.forcedRun()];
  }
  await slot.release();
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
