import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contextOfExample, exampleDay } from './example-context.ts';
import { normaliseText } from './normalise-text.ts';
import { kindsOf } from './product-kinds.ts';
import { appliesTo, checksDigest, isInForce, ruleSet } from './rule-set.ts';

/** Digest of every source file here but tests and rule-set.ts, without comment lines and white space. */
function digestOfChecks(): string {
  const here = new URL('.', import.meta.url);
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'rule-set.ts')
    .sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const lines = readFileSync(new URL(file, here), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => !/^(?:\/\/|\/\*|\*)/u.test(line));
    hash.update(`${file}\n${lines.join('').replace(/\s+/gu, '')}\n`);
  }
  return hash.digest('hex');
}

describe('rule set', () => {
  it('covers every row of LAW.md', () => {
    expect([...new Set(ruleSet.rules.map((rule) => rule.row))]).toEqual(
      Array.from({ length: 22 }, (_, row) => row + 1),
    );
  });

  it('has unique ids, a source and both languages in every rule', () => {
    const ids = ruleSet.rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of ruleSet.rules) {
      expect(rule.id).toMatch(/^law\.[a-z_]+$/);
      expect(rule.sourceMarks.length, rule.id).toBeGreaterThan(0);
      for (const texts of [rule.title, rule.message, rule.suggestedFix]) {
        expect(texts.ru, rule.id).toMatch(/[а-я]/);
        expect(texts.en, rule.id).not.toBe('');
      }
    }
  });

  it('knows of every change of its checks', () => {
    expect(
      checksDigest,
      'checks changed: raise the versions of the rules that changed and ruleSetVersion, then put this digest in rule-set.ts',
    ).toBe(digestOfChecks());
  });

  it('has a stable hash', () => {
    expect(ruleSet.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('applies a rule only in its time', () => {
    const rule = ruleSet.rules.find((candidate) => candidate.id === 'law.study_terms')!;
    expect(isInForce(rule, new Date('2025-02-28T23:59:59Z'))).toBe(false);
    expect(isInForce(rule, new Date('2025-03-01T00:00:00Z'))).toBe(true);
    expect(isInForce({ ...rule, effectiveTo: '2026-01-01' }, new Date('2026-01-02T00:00:00Z'))).toBe(false);
    expect(isInForce({ ...rule, effectiveFrom: null }, new Date('1999-01-01T00:00:00Z'))).toBe(true);
    expect(ruleSet.rules.every((candidate) => isInForce(candidate, exampleDay))).toBe(true);
  });
});

describe.each(ruleSet.rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it('has three passing and three failing examples at least', () => {
    expect(rule.examples.passing.length).toBeGreaterThanOrEqual(3);
    expect(rule.examples.failing.length).toBeGreaterThanOrEqual(3);
  });

  it.each(rule.examples.passing)('passes: $text', (example) => {
    const context = contextOfExample(example);
    const applies = appliesTo(rule, context, kindsOf(context.product));
    expect(applies ? rule.check(normaliseText(example.text), context) : []).toEqual([]);
  });

  it.each(rule.examples.failing)('fails: $text', (example) => {
    const context = contextOfExample(example);
    expect(appliesTo(rule, context, kindsOf(context.product))).toBe(true);
    expect(rule.check(normaliseText(example.text), context)).not.toEqual([]);
  });
});
