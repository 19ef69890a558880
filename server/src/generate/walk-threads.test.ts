import { describe, expect, it } from 'vitest';
import { createRandom } from '../domain/random.ts';
import { pickIndex } from './walk-threads.ts';

describe('pickIndex', () => {
  const random = createRandom(1);

  it('takes the best at temperature 0', () => {
    expect(pickIndex([-3, -1, -2], { temperature: 0, random })).toBe(1);
  });

  it('draws in proportion to the probabilities at temperature 1', () => {
    const counts = [0, 0, 0];
    const scores = [0.2, 0.3, 0.5].map(Math.log);
    for (let i = 0; i < 20_000; i += 1) counts[pickIndex(scores, { temperature: 1, random })]! += 1;
    expect(counts.map((count) => Math.round(count / 200) / 100)).toEqual([
      expect.closeTo(0.2, 1),
      expect.closeTo(0.3, 1),
      expect.closeTo(0.5, 1),
    ]);
  });

  it('stays inside the list when scores underflow', () => {
    for (let i = 0; i < 100; i += 1) expect(pickIndex([-1e9, -2e9], { temperature: 0.01, random })).toBe(0);
  });
});
