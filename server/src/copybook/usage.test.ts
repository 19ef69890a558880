import { describe, expect, it } from 'vitest';
import { countTexts, createUsage, isFreshest, noUsage } from './usage.ts';

describe('createUsage', () => {
  it('counts texts by each of their beginnings', () => {
    const usage = createUsage([
      { threadId: 'a', variants: [0, 1] },
      { threadId: 'a', variants: [0, 2] },
      { threadId: 'b', variants: [0] },
    ]);
    usage.record({ threadId: 'a', variants: [0, 1] });
    expect(usage.textsCount()).toBe(4);
    expect(usage.ofBeginning('a', [])).toBe(3);
    expect(usage.ofBeginning('a', [0])).toBe(3);
    expect(usage.ofBeginning('a', [0, 1])).toBe(2);
    expect(usage.ofBeginning('a', [1])).toBe(0);
    expect(usage.ofBeginning('b', [0])).toBe(1);
  });

  it('does not take variant 12 for variants 1 and 2', () => {
    const usage = createUsage([{ threadId: 'a', variants: [12] }]);
    expect(usage.ofBeginning('a', [1])).toBe(0);
    expect(usage.ofBeginning('a', [1, 2])).toBe(0);
  });
});

describe('noUsage', () => {
  it('remembers nothing', () => {
    noUsage.record({ threadId: 'a', variants: [0] });
    expect([noUsage.textsCount(), noUsage.ofBeginning('a', [])]).toEqual([0, 0]);
  });
});

describe('countTexts', () => {
  it('is the product of the variants from a position on, 1 after the last', () => {
    const allowed = [[0, 1, 2], [0], [1, 3]];
    expect([0, 1, 2, 3].map((position) => countTexts(allowed, position))).toEqual([6, 2, 2, 1]);
  });
});

describe('isFreshest', () => {
  it('marks the branches gone through the fewest times', () => {
    const branches = [
      { textsCount: 4, usedCount: 3 },
      { textsCount: 1, usedCount: 1 },
      { textsCount: 2, usedCount: 0 },
    ];
    expect(isFreshest(branches)).toEqual([true, false, true]);
    expect(isFreshest([{ textsCount: 2, usedCount: 5 }])).toEqual([true]);
  });
});
