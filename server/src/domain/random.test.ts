import { describe, expect, it } from 'vitest';
import { createRandom, mixSeed, pickWeighted } from './random.ts';

describe('createRandom', () => {
  it('gives the same sequence from the same seed', () => {
    const [a, b] = [createRandom(7), createRandom(7)];
    const sequence = Array.from({ length: 10 }, () => a.next());
    expect(Array.from({ length: 10 }, () => b.next())).toEqual(sequence);
    expect(new Set(sequence).size).toBe(10);
  });

  it.each([
    ['neighbouring seeds', (index: number) => index],
    ['one request, neighbouring clients', (index: number) => mixSeed(42, BigInt(index))],
  ])('begins anywhere in 0–1 for %s', (_, seedOf) => {
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 2000; index += 1) {
      const tenth = Math.floor(createRandom(seedOf(index)).next() * 10);
      tenths[tenth] = tenths[tenth]! + 1;
    }
    for (const count of tenths) {
      expect(count).toBeGreaterThan(140);
      expect(count).toBeLessThan(260);
    }
  });
});

describe('pickWeighted', () => {
  it('never draws a weight of 0, whatever rounding leaves', () => {
    const nearlyOne = { next: () => 1 - Number.EPSILON / 2 };
    expect(pickWeighted([0.1, 0.7, 0.2, 0], nearlyOne)).toBe(2);
    expect(pickWeighted([0, 1], { next: () => 0 })).toBe(1);
  });
});
