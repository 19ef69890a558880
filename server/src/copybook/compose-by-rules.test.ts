import { describe, expect, it } from 'vitest';
import { createRandom } from '../domain/random.ts';
import { bodyOf, type Thread } from '../domain/thread.ts';
import { composeByRules } from './compose-by-rules.ts';
import type { Eligible } from './find-eligible.ts';
import { createUsage } from './usage.ts';

function entryOf(
  id: string,
  fit: number,
  allowedVariants = [
    [0, 1, 2],
    [0, 1],
  ],
) {
  const thread: Thread = {
    id,
    version: 'v',
    product: 'CC',
    channel: 'SMS',
    need: 'finance',
    signals: [],
    gender: 'u',
    age: 'u',
    idea: id,
    claims: [],
    positions: [
      ['Раз.', 'Два.', 'Три.'],
      ['Да.', 'Нет.'],
    ],
  };
  return { thread, fit, allowedVariants };
}

const eligible: Eligible = { coverage: 'cell', threads: [entryOf('signal', 0.96), entryOf('neutral', 0.7)] };

describe('composeByRules', () => {
  it('gives the same body from the same seed and usage, whatever the machine', () => {
    const bodies = [1, 2].map(() => {
      const options = { random: createRandom(42), usage: createUsage() };
      return Array.from({ length: 20 }, () => bodyOf(composeByRules(eligible, options).choice));
    });
    expect(bodies[0]).toEqual(bodies[1]);
    expect(new Set(bodies[0]).size).toBe(6);
  });

  it('takes allowed variants only', () => {
    const narrow: Eligible = { coverage: 'cell', threads: [entryOf('it', 0.5, [[2], [0, 1]])] };
    const options = { random: createRandom(1), usage: createUsage() };
    for (let i = 0; i < 50; i += 1) expect(composeByRules(narrow, options).choice.variants[0]).toBe(2);
  });

  it('prefers the better fit when nothing was used', () => {
    let better = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const { choice, fit } = composeByRules(eligible, { random: createRandom(seed), usage: createUsage() });
      if (choice.thread.id === 'signal') better += 1;
      expect(fit).toBe(choice.thread.id === 'signal' ? 0.96 : 0.7);
    }
    expect(better).toBeGreaterThan(350);
    expect(better).toBeLessThan(450);
  });

  it('spreads over threads and variants as a campaign goes on', () => {
    const usage = createUsage();
    const random = createRandom(7);
    for (let i = 0; i < 600; i += 1) {
      const { choice } = composeByRules(eligible, { random, usage });
      usage.record({ threadId: choice.thread.id, variants: choice.variants });
    }
    expect(usage.ofBeginning('signal', []) + usage.ofBeginning('neutral', [])).toBe(600);
    expect(usage.ofBeginning('neutral', [])).toBe(300);
    const used = [0, 1, 2].map((variant) => usage.ofBeginning('signal', [variant]));
    expect(used).toEqual([100, 100, 100]);
  });

  it('writes every text once before it writes one twice', () => {
    const usage = createUsage();
    const random = createRandom(11);
    const bodies = Array.from({ length: 24 }, () => {
      const { choice } = composeByRules(eligible, { random, usage });
      usage.record({ threadId: choice.thread.id, variants: choice.variants });
      return `${choice.thread.id}: ${bodyOf(choice)}`;
    });
    expect(new Set(bodies.slice(0, 12)).size).toBe(12);
    expect(new Set(bodies.slice(12)).size).toBe(12);
  });

  it('throws where the caller should have refused', () => {
    const nothing: Eligible = { coverage: 'family', threads: [] };
    expect(() => composeByRules(nothing, { random: createRandom(1), usage: createUsage() })).toThrow('no eligible');
  });
});
