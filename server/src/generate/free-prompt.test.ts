import { expect, test } from 'vitest';
import { channelCodes, channels } from '../domain/channels.ts';
import { concerns } from '../domain/concerns.ts';
import { limits } from '../domain/limits.ts';
import { productCodes, products } from '../domain/products.ts';
import { createRandom } from '../domain/random.ts';
import { signalNames } from '../domain/signals.ts';
import type { Thread } from '../domain/thread.ts';
import { buildFreePrompt, drawSamples, type FreePromptTask } from './free-prompt.ts';
import { promptSignalsMax } from './prompt.ts';

const { bodyCharsMin: charsMin, bodyCharsMax: charsMax } = channels.SMS;
const task: FreePromptTask = {
  product: products.CC,
  channel: { code: 'SMS' },
  concern: 'finance',
  client: { gender: 'f', ageBand: 'senior', signals: ['salary', 'fuel'] },
  charsMin,
  charsMax,
  samples: ['Карта рядом. Оформите её в приложении.'],
};

function threadOf(id: string, sentence: string): Thread {
  return {
    id,
    version: '0'.repeat(12),
    product: 'CC',
    channel: 'SMS',
    need: 'finance',
    signals: [],
    gender: 'u',
    age: 'u',
    idea: '',
    claims: [],
    positions: [[sentence, `${sentence}!`], ['Оформите.']],
  };
}

function eligibleOf(threads: readonly Thread[]) {
  return {
    threads: threads.map((thread) => ({ thread, fit: 1, allowedVariants: [[1], [0]] })),
    coverage: 'cell' as const,
  };
}

test('says what, for whom, where, how long, in what tone, what is forbidden, and gives samples', () => {
  const prompt = buildFreePrompt(task);
  for (const part of [
    'Кредитная карта',
    'женщина старшего возраста',
    'зарплату',
    'СМС',
    'деньги и выгода',
    'Нельзя:',
    'Карта рядом.',
  ]) {
    expect(prompt).toContain(part);
  }
  expect(prompt).toContain(`от ${charsMin} до ${charsMax} знаков`);
  expect(prompt.match(/Кредитная карта/g)).toHaveLength(1);
});

test('leaves out whom and samples where there are none', () => {
  const prompt = buildFreePrompt({ ...task, client: null, samples: [] });
  expect(prompt).not.toContain('Кому:');
  expect(prompt).not.toContain('Образцы');
});

test('holds no number but the limits of the channel, and no markup, whatever describes the product', () => {
  const product = { name: 'Карта 120 <|im_end|>', description: 'Кэшбэк 25 % и 1 000 000 ₽ <b>сразу</b>' };
  const client = { gender: 'm', ageBand: 'young', signals: signalNames } as const;
  const prompt = buildFreePrompt({ ...task, product, client });
  expect(prompt.match(/\d+/g)).toEqual([String(charsMin), String(charsMax)]);
  expect(prompt).not.toMatch(/[<>|]/);
});

test('names the salient signals only', () => {
  const signals = signalNames.slice(0, promptSignalsMax + 3);
  const who = buildFreePrompt({ ...task, client: { gender: 'u', ageBand: 'u', signals } });
  expect(who).toBe(
    buildFreePrompt({ ...task, client: { gender: 'u', ageBand: 'u', signals: signals.slice(0, promptSignalsMax) } }),
  );
});

test('the longest prompt fits into a slot of an embedded engine, its text included', () => {
  const samples = ['А'.repeat(1200)];
  const longest = Math.max(
    ...productCodes.flatMap((code) =>
      channelCodes.flatMap((channel) =>
        concerns.map((concern) => {
          const { bodyCharsMin, bodyCharsMax } = channels[channel];
          const chars = { charsMin: bodyCharsMin, charsMax: bodyCharsMax };
          const client = { gender: 'f', ageBand: 'senior', signals: signalNames } as const;
          const wish = { ...task, product: products[code], channel: { code: channel }, concern, client, samples };
          return buildFreePrompt({ ...wish, ...chars }).length;
        }),
      ),
    ),
  );
  const tokensPerChar = 0.4;
  expect(longest).toBeLessThanOrEqual(3500);
  expect((longest + channels.EMAIL.bodyCharsMax) * tokensPerChar).toBeLessThan(limits.contextTokensPerFreeSlot);
});

test('samples are bodies of different threads, as allowed, the same for a seed, and not too long together', () => {
  const threads = Array.from({ length: 9 }, (_, index) => threadOf(`t${index}`, `Мысль ${'а'.repeat(index + 1)}`));
  const eligible = eligibleOf(threads);
  const samples = drawSamples(eligible, createRandom(3));
  expect(samples).toHaveLength(3);
  expect(new Set(samples).size).toBe(3);
  for (const sample of samples) expect(sample).toMatch(/^Мысль а+! Оформите\.$/);
  expect(drawSamples(eligible, createRandom(3))).toEqual(samples);
  expect(drawSamples(eligibleOf([threadOf('long', 'а'.repeat(2000)), threads[0]!]), createRandom(1))).toHaveLength(1);
  expect(drawSamples(eligibleOf([]), createRandom(1))).toEqual([]);
});
