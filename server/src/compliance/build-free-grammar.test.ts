import { describe, expect, it } from 'vitest';
import { buildFreeGrammar } from './build-free-grammar.ts';

/** The same language as a regular expression: what the grammar lets through. */
function matches(text: string, charsMin: number, charsMax: number): boolean {
  return (
    /^[А-ЯЁ][А-Яа-яЁё ,.!?:;«»—-]*[а-яё][.!?]»?$/u.test(text) && text.length >= charsMin && text.length <= charsMax
  );
}

describe('buildFreeGrammar', () => {
  it('lets no digit, sign of money or Latin letter through', () => {
    const grammar = buildFreeGrammar({ charsMin: 10, charsMax: 20 });
    const classes = [...grammar.matchAll(/\[([^\]]*)\]/gu)].map((match) => match[1]!);
    expect(classes).toHaveLength(5);
    for (const members of classes) expect(members).not.toMatch(/[0-9a-zA-Z%₽$€]/);
    expect(grammar).not.toMatch(/\? \w+\?/);
  });

  it('holds the limits in characters', () => {
    expect(buildFreeGrammar({ charsMin: 10, charsMax: 20 })).toContain('middle{7,16} letter end');
    expect(matches('Добрый вечер.', 10, 20)).toBe(true);
  });

  it.each([
    [5, 2],
    [3, 3],
    [10, 10],
    [1.5, 20],
  ])('throws when limits hold no text: %d, %d', (charsMin, charsMax) => {
    expect(() => buildFreeGrammar({ charsMin, charsMax })).toThrow(RangeError);
  });
});
