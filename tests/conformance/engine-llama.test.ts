/**
 * The shared suite on the real model, and what only a real model can get wrong. The model is fetched first when it is
 * missing (half a gigabyte).
 */
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureConfiguredModel } from '../../scripts/fetch-model.ts';
import { readConfig } from '../../server/src/config.ts';
import type { Engine } from '../../server/src/engine/engine.ts';
import { findModelFile } from '../../server/src/engine/find-model.ts';
import { createLlamaEngine, type LlamaEngineOptions } from '../../server/src/engine/llama-engine.ts';
import { engineSuite } from '../kit/engine-suite.ts';

const fetchMsMax = 600_000;
let options: LlamaEngineOptions;

beforeAll(async () => {
  const { path, entry, sha256 } = await ensureConfiguredModel();
  options = {
    modelPath: path,
    modelName: entry?.name ?? 'local',
    modelSha256: sha256,
    modelLicence: entry?.licence ?? '',
    strong: false,
    slotsCount: 2,
    threadsCount: 2,
    contextTokensPerSlot: 1024,
    logLevel: 'silent',
  };
}, fetchMsMax);

// Batches of other shapes move a log-probability of this model by up to 0.4 (measured), another prompt by several.
engineSuite('llama', { createEngine: () => createLlamaEngine(options), tolerance: 0.5 });

// What is served: other block types, evaluated by other kernels.
engineSuite('llama on the local model file', {
  createEngine: async () => createLlamaEngine({ ...options, ...(await findModelFile(readConfig({ ...process.env }))) }),
  tolerance: 0.5,
});

describe('the real model', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createLlamaEngine(options);
  });
  afterAll(() => engine.close());

  test('describes the file it was made from', () => {
    expect(engine.describe()).toMatchObject({
      engine: 'llama',
      modelName: options.modelName,
      modelSha256: options.modelSha256,
      modelLicence: options.modelLicence,
      adapterSha256: '',
      strong: false,
    });
    expect(engine.describe().modelBytes).toBeGreaterThan(100_000_000);
  });

  test('gives probabilities: a certain continuation has nearly all of it', async () => {
    const slot = engine.openSlot();
    const prompt = engine.tokenizePrompt('Monday, Tuesday, Wednesday, Thursday, Friday,');
    const candidates = [' Saturday', ' Sunday', ' карта'].map((word) => engine.tokenize(word)[0]!);
    const { logProbabilities } = await slot.start(prompt, candidates, new AbortController().signal);
    await slot.release();
    expect(Math.exp(logProbabilities[0]!)).toBeGreaterThan(0.8);
    expect(logProbabilities.reduce((sum, value) => sum + Math.exp(value), 0)).toBeLessThanOrEqual(1.001);
  });

  test('knows more than chance: the capital of France is Paris rather than a berry', async () => {
    const slot = engine.openSlot();
    const prompt = engine.tokenizePrompt('The capital of France is');
    const candidates = [' Paris', ' strawberry'].map((word) => engine.tokenize(word)[0]!);
    const scores = await slot.start(prompt, candidates, new AbortController().signal);
    await slot.release();
    expect(scores.logProbabilities[0]! - scores.logProbabilities[1]!).toBeGreaterThan(5);
  });
});

describe('a model that cannot be loaded', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'engine-llama-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const load = (changes: Partial<LlamaEngineOptions>) => createLlamaEngine({ ...options, ...changes });
  const refusal = (reason: string) => expect.objectContaining({ name: 'EngineError', reason });

  test('a missing file', async () => {
    const modelPath = join(directory, 'missing.gguf');
    await expect(load({ modelPath })).rejects.toEqual(refusal('the model file does not exist'));
  });

  test('a file that is no GGUF', async () => {
    const modelPath = join(directory, 'text.gguf');
    await writeFile(modelPath, 'Не модель');
    await expect(load({ modelPath })).rejects.toEqual(refusal('the model file is not a GGUF file'));
  });

  test.each([4, 30_000_000])('a file cut after %d bytes', async (bytes) => {
    const modelPath = join(directory, 'cut.gguf');
    const [source, cut] = [await open(options.modelPath), await open(modelPath, 'w')];
    const { buffer } = await source.read(Buffer.alloc(bytes), 0, bytes, 0);
    await cut.write(buffer);
    await Promise.all([source.close(), cut.close()]);
    const reason = 'the model file cannot be loaded: it is damaged, or of a kind unknown to llama.cpp';
    await expect(load({ modelPath })).rejects.toEqual(refusal(reason));
  });

  test('an adapter that is missing, or none', async () => {
    const loraPath = join(directory, 'adapter.gguf');
    await expect(load({ loraPath })).rejects.toEqual(refusal('the adapter file does not exist'));
    await writeFile(loraPath, 'GGUF but no adapter');
    const reason = 'the model does not get its memory, or the adapter does not fit it';
    await expect(load({ loraPath })).rejects.toEqual(refusal(reason));
  });
});
