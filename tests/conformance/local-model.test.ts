/**
 * The local model file against the published one: the same tokens, and nearly the same opinion. Requantising rounds
 * weights, so the scores differ a little; what must agree is how it ranks them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@offerwright/server/src/config.ts';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { Engine } from '@offerwright/server/src/engine/engine.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLocalModel } from '../../scripts/model/build-local-model.ts';
import { repositoryRoot } from '../../scripts/repository.ts';

const openings = ['Здравствуйте! ', 'Кредитная карта ', 'Если покупка не может ждать, '];
let directory: string;
let published: Engine;
let local: Engine;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'offerwright-local-model-'));
  const found = await findModelFile({ ...readConfig({ ...process.env }), useLocalModel: false });
  const open = (modelPath: string) =>
    createLlamaEngine({
      ...found,
      modelPath,
      slotsCount: 1,
      threadsCount: 2,
      contextTokensPerSlot: 512,
      logLevel: 'error',
    });
  await buildLocalModel({ sourcePath: found.modelPath, targetPath: join(directory, 'local.gguf') });
  published = await open(found.modelPath);
  local = await open(join(directory, 'local.gguf'));
}, 120_000);

afterAll(async () => {
  await published?.close();
  await local?.close();
  rmSync(directory, { recursive: true, force: true });
});

async function scoresOf(engine: Engine, prompt: string, candidates: readonly number[]): Promise<readonly number[]> {
  const slot = engine.openSlot();
  const { logProbabilities } = await slot.start(
    engine.tokenizePrompt(prompt),
    candidates,
    new AbortController().signal,
  );
  await slot.release();
  return logProbabilities;
}

test('cuts texts into the same tokens', async () => {
  const { threads } = await loadCopybook(join(repositoryRoot, 'models', 'copybook'));
  for (const thread of threads.filter((_, index) => index % 50 === 0)) {
    const text = thread.positions.map((position) => position[0]).join(' ');
    expect(local.tokenize(text)).toEqual(published.tokenize(text));
  }
});

test('is smaller, and likes words in nearly the same order', async () => {
  expect(local.describe().modelBytes).toBeLessThan(published.describe().modelBytes);
  const candidates = [
    ...new Set(
      [' поможет', ' ждать', ' карта', ' в', ' вы', ' и', ' это', ' с'].map((word) => published.tokenize(word)[0]!),
    ),
  ];
  for (const opening of openings) {
    const before = await scoresOf(published, opening, candidates);
    const after = await scoresOf(local, opening, candidates);
    expect(correlation(before, after)).toBeGreaterThan(0.8);
  }
}, 120_000);

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
