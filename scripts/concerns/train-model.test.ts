/** The measures of the classifier as a ratchet: trained on the training part, measured on the test part. */

import { concerns } from '@offerwright/server/src/domain/concerns.ts';
import { groupNearDuplicates } from '@offerwright/server/src/insight/concerns/near-duplicates.ts';
import { describe, expect, it } from 'vitest';
import { readStatements } from './read-data.ts';
import { kappaOf, measureTestPart, splitStatements } from './train-model.ts';

describe('the labelled statements', () => {
  it('are many, in parts as the seed gives them, without near-duplicates across', async () => {
    const statements = await readStatements();
    expect(statements.length).toBeGreaterThanOrEqual(3200);
    expect(new Set(statements.map(({ text }) => text)).size).toBe(statements.length);
    expect(splitStatements(statements)).toEqual(statements);
    const groups = groupNearDuplicates(statements.map(({ text }) => text));
    const parts = new Map<number, string>();
    for (const [at, group] of groups.entries()) {
      const { split } = statements[at]!;
      expect(parts.get(group) ?? split).toBe(split);
      parts.set(group, split);
    }
    for (const concern of concerns) {
      expect(kappaOf(statements, concern, 'second')).toBeGreaterThan(0.9);
      expect(kappaOf(statements, concern, 'reader')).toBeGreaterThan(0.9);
    }
    for (const { split, reader } of statements) expect(reader !== undefined).toBe(split === 'test');
  }, 120_000);
});

describe('the classifier', () => {
  it('is as good as it was', async () => {
    const { test } = await measureTestPart();
    expect(test.macroF1).toBeGreaterThanOrEqual(0.85);
    expect(test.ece).toBeLessThanOrEqual(0.03);
  }, 900_000);
});
