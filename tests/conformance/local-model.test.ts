/**
 * The local model file against the published one, lever by lever: a cut vocabulary loses nothing (the same pieces, the
 * same scores of kept tokens, the same texts), a merged adapter does what llama.cpp's own does at run time, and
 * requantised weights hold nearly the same opinion.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { open as openFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '@offerwright/server/src/config.ts';
import { ChoiceWalk, VariantTokens } from '@offerwright/server/src/copybook/choice-graph.ts';
import { type Copybook, loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { concerns } from '@offerwright/server/src/domain/concerns.ts';
import { isProductCode, productCodes, products } from '@offerwright/server/src/domain/products.ts';
import { createRandom } from '@offerwright/server/src/domain/random.ts';
import type { Thread } from '@offerwright/server/src/domain/thread.ts';
import type { Engine } from '@offerwright/server/src/engine/engine.ts';
import { type FoundModel, findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';
import { buildPrompt } from '@offerwright/server/src/generate/prompt.ts';
import { walkThreads } from '@offerwright/server/src/generate/walk-threads.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuildOptions, buildLocalModel } from '../../scripts/model/build-local-model.ts';
import { cutVocabulary } from '../../scripts/model/cut-vocabulary.ts';
import { type GgufHeader, readHeaderOf } from '../../scripts/model/gguf-header.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { writeLoraAdapter } from '../kit/lora-adapter.ts';
import { readReferenceClients } from '../kit/reference-clients.ts';

const signal = new AbortController().signal;
const buildMsMax = 300_000;
let directory: string;
let found: FoundModel;
let header: GgufHeader;
let copybook: Copybook;
let portraits: readonly ReturnType<typeof derivePortrait>[];
let published: Engine;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-local-model-'));
  found = await findModelFile({ ...readConfig({ ...process.env }), localLevers: [] });
  const file = await openFile(found.modelPath);
  header = await readHeaderOf(file);
  await file.close();
  copybook = await loadCopybook(readConfig({ ...process.env }).copybookDir);
  portraits = (await readReferenceClients(null)).map((features) => derivePortrait(parseFeatures(features).features));
  published = await openEngine(found.modelPath);
}, buildMsMax);

afterAll(async () => {
  await published?.close();
  rmSync(directory, { recursive: true, force: true });
});

function openEngine(modelPath: string, loraPath?: string): Promise<Engine> {
  return createLlamaEngine({
    ...{ ...found, modelPath, slotsCount: 1, threadsCount: 1, contextTokensPerSlot: 512, logLevel: 'error' },
    ...(loraPath !== undefined && { loraPath }),
  });
}

async function build(name: string, options: Pick<BuildOptions, 'cut' | 'requantise' | 'adapter'>): Promise<Engine> {
  const targetPath = join(directory, `${name}.gguf`);
  await buildLocalModel({ sourcePath: found.modelPath, targetPath, recipe: name, ...options });
  return await openEngine(targetPath);
}

async function scoresOf(engine: Engine, prompt: string, candidates: readonly number[]): Promise<readonly number[]> {
  const slot = engine.openSlot();
  const { logProbabilities } = await slot.start(engine.tokenizePrompt(prompt), candidates, signal);
  await slot.release();
  return logProbabilities;
}

function promptOf(index: number): string {
  const product = products[productCodes[index % productCodes.length]!];
  const channel = channelCodes[Math.floor(index / productCodes.length) % channelCodes.length]!;
  const concern = concerns[Math.floor(index / (productCodes.length * channelCodes.length)) % concerns.length]!;
  return buildPrompt(product, { code: channel }, concern, portraits[index % portraits.length]!);
}

describe('a cut vocabulary', () => {
  let cut: Engine;
  let kept: Uint32Array;
  beforeAll(async () => {
    const vocabulary = cutVocabulary(header);
    if ('refusal' in vocabulary) throw new Error(vocabulary.refusal);
    kept = vocabulary.kept;
    cut = await build('cut', { cut: true, requantise: false });
  }, buildMsMax);
  afterAll(() => cut?.close());

  const sameTokens = (before: readonly number[], after: readonly number[]) =>
    before.length === after.length && before.every((token, index) => token === kept[after[index]!]);

  test('is at most a quarter of the published one', () => {
    expect(cut.describe().vocabularyTokens).toBe(kept.length);
    expect(kept.length).toBeLessThan(published.describe().vocabularyTokens / 4);
    expect(cut.describe().modelBytes).toBeLessThan(published.describe().modelBytes * 0.65);
  });

  test('gives the same pieces of every variant of the copybook and every hand-written body', async () => {
    // As the walk reads them: a variant that follows another starts with the space between them.
    const variants = copybook.threads.flatMap(({ positions: [first, ...others] }) => [
      ...first!,
      ...others.flat().map((variant) => ` ${variant}`),
    ]);
    const corpus = await readFile(join(repositoryRoot, 'tests', 'data', 'copy_corpus.jsonl'), 'utf8');
    const bodies = corpus
      .trim()
      .split('\n')
      .map((line): string => JSON.parse(line).text);
    expect(Math.min(variants.length, bodies.length)).toBeGreaterThan(700);
    const texts = [...variants, ...bodies];
    expect(texts.filter((text) => !sameTokens(published.tokenize(text), cut.tokenize(text)))).toEqual([]);
  });

  test('gives the same pieces of the prompts of every cell and every reference client', () => {
    const count = Math.max(portraits.length, productCodes.length * channelCodes.length * concerns.length);
    const prompts = Array.from({ length: count }, (_, index) => promptOf(index));
    const parted = prompts.filter((text) => !sameTokens(published.tokenizePrompt(text), cut.tokenizePrompt(text)));
    expect(parted).toEqual([]);
  });

  test(
    'scores kept tokens as before, but for one constant: the probability of what is gone',
    async () => {
      for (const index of [0, 100, 333, 600]) {
        // A sample, another at each prompt: the addon looks through the candidates for each token of the vocabulary.
        const own = Array.from(kept, (_, token) => token).filter((token) => token % 97 === index % 97);
        const before = await scoresOf(
          published,
          promptOf(index),
          own.map((token) => kept[token]!),
        );
        const after = await scoresOf(cut, promptOf(index), own);
        const shifts = before.map((score, place) => after[place]! - score);
        const [least, most] = shifts.reduce(
          ([low, high], shift) => [Math.min(low, shift), Math.max(high, shift)],
          [9, -9],
        );
        expect(most! - least!).toBeLessThan(1e-3);
        expect(least).toBeGreaterThan(-1e-3);
      }
    },
    buildMsMax,
  );

  test(
    'chooses the same texts at temperature 0',
    async () => {
      for (let index = 0; index < 6; index += 1) {
        const threads = cellOf(index * 211);
        expect(await choose(cut, promptOf(index * 53), threads)).toEqual(
          await choose(published, promptOf(index * 53), threads),
        );
      }
    },
    buildMsMax,
  );
});

function cellOf(index: number): readonly Thread[] {
  const written = copybook.threads.filter(({ product }) => isProductCode(product));
  const { product, channel, need } = written[index % written.length]!;
  return written.filter((thread) => thread.product === product && thread.channel === channel && thread.need === need);
}

async function choose(engine: Engine, prompt: string, threads: readonly Thread[]) {
  const entries = threads.map((thread) => ({
    ...{ thread, logPrior: 0 },
    allowedVariants: thread.positions.map((variants) => [...variants.keys()]),
  }));
  const walk = new ChoiceWalk(new VariantTokens((text) => engine.tokenize(text)), entries);
  const slot = engine.openSlot();
  const options = { temperature: 0, random: createRandom(1), signal };
  const decoding = walkThreads(slot, engine.tokenizePrompt(prompt), walk, options);
  for (;;) {
    const { done, value } = await decoding.next();
    if (!done) continue;
    await slot.release();
    return { thread: value.choice.thread.id, variants: value.choice.variants };
  }
}

const words = ['Оформите', 'Здравствуйте', 'Карта', 'Вклад', 'Если', 'Вы', 'Деньги', 'Мы', 'Ипотека', 'Удобно'];

async function scoreWords(engine: Engine): Promise<readonly number[]> {
  const candidates = [...new Set(words.map((word) => engine.tokenize(word)[0]!))];
  const scores = [];
  for (const index of [0, 45, 250, 500]) scores.push(...(await scoresOf(engine, promptOf(index), candidates)));
  return scores;
}

const meanDifference = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, index) => sum + Math.abs(value - other[index]!), 0) / one.length;

test(
  'a build killed in its midst leaves nothing that is served, and is begun again',
  async () => {
    const settings = { ...process.env, OFFERWRIGHT_LOCAL_MODEL: 'cut', OFFERWRIGHT_MODELS_DIR: directory };
    const config = readConfig(settings);
    symlinkSync(found.modelPath, join(directory, basename(found.modelPath)));
    const build = () => {
      const command = [join(repositoryRoot, 'scripts', 'fetch-model.ts')];
      const child = spawn(process.execPath, command, { env: settings, stdio: 'ignore' });
      return { child, ended: new Promise<number | null>((resolve) => child.once('close', resolve)) };
    };
    const partials = () => readdirSync(directory).filter((name) => name.endsWith('.partial'));
    const first = build();
    const isWriting = () => partials().length > 0 && statSync(join(directory, partials()[0]!)).size > 0;
    while (first.child.exitCode === null && !isWriting()) await sleep(5);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBeNull();
    expect(partials()).toHaveLength(1);
    expect((await findModelFile(config)).modelFile.kind).toBe('published');
    expect(await build().ended).toBe(0);
    expect(partials()).toEqual([]);
    expect((await findModelFile(config)).modelFile.kind).toBe('local');
  },
  buildMsMax,
);

test(
  'a merged adapter scores as one that llama.cpp applies at run time',
  async () => {
    const path = join(directory, 'adapter.gguf');
    writeLoraAdapter(path, header, { rank: 4, alpha: 8, size: 0.08 });
    const applied = await openEngine(found.modelPath, path);
    const atRunTime = await scoreWords(applied);
    await applied.close();
    const merged = await build('merged', { cut: false, requantise: false, adapter: { path, alpha: 8 } });
    const inFile = await scoreWords(merged);
    await merged.close();
    const without = await scoreWords(published);
    const effect = meanDifference(atRunTime, without);
    expect(effect).toBeGreaterThan(0.5);
    expect(meanDifference(inFile, atRunTime)).toBeLessThan(effect / 5);
  },
  buildMsMax,
);

test(
  'requantised weights like words in nearly the same order',
  async () => {
    const local = await build('local', { cut: true, requantise: true });
    const after = await scoreWords(local);
    await local.close();
    expect(correlation(await scoreWords(published), after)).toBeGreaterThan(0.9);
  },
  buildMsMax,
);

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [oneMean, otherMean] = [mean(one), mean(other)];
  const dot = (a: readonly number[], aMean: number, b: readonly number[], bMean: number) =>
    a.reduce((sum, value, index) => sum + (value - aMean) * (b[index]! - bMean), 0);
  return (
    dot(one, oneMean, other, otherMean) /
    Math.sqrt(dot(one, oneMean, one, oneMean) * dot(other, otherMean, other, otherMean))
  );
}
