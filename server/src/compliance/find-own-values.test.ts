import { describe, expect, it } from 'vitest';
import { findOwnValues } from './find-own-values.ts';
import { normaliseText } from './normalise-text.ts';
import { findSpokenNumbers } from './numerals.ts';

const found = (text: string, ...own: number[]): string[] => {
  const normalised = normaliseText(text);
  return findOwnValues(normalised.text, own).map(({ start, end }) => normalised.text.slice(start, end));
};

describe('findOwnValues', () => {
  it.each([
    ['1 217 025,56', 1_217_025.56],
    ['1\u00a0217\u00a0025,56', 1_217_025.56],
    ['1217025', 1_217_025.56],
    ['1.217.025', 1_217_025.56],
    ["1'217'025.6", 1_217_025.56],
    ['1,2 млн', 1_217_025.56],
    ['1,22 миллиона', 1_217_025.56],
    ['1217 тыс', 1_217_025.56],
    ['миллион двести тысяч', 1_217_025.56],
    ['миллиона двухсот семнадцати тысяч', 1_217_025.56],
    ['полмиллиона', 500_000],
    ['пятьдесят тысяч', 50_000],
    ['50к', 50_000],
    ['１２１７０２５', 1_217_025.56],
    ['34', 34],
    ['тридцать четыре', 34],
    ['-1217025', -1_217_025],
  ])('finds %s', (text, own) => {
    expect(found(`у вас ${text} на счете`, own)).toHaveLength(1);
  });

  it.each([
    ['1 300 000', 1_217_025.56],
    ['1,3 млн', 1_217_025.56],
    ['две карты и три шага', 2],
    ['три', 3],
    ['сто мелочей', 100],
    ['1', 1],
    ['слова без чисел', 1_217_025.56],
    ['35', 34],
  ])('leaves %s alone', (text, own) => {
    expect(found(`тут ${text} рядом`, own)).toEqual([]);
  });

  it('ignores what is no number', () => {
    expect(found('у вас 50', Number.NaN, Number.POSITIVE_INFINITY)).toEqual([]);
  });
});

describe('findSpokenNumbers', () => {
  it.each([
    ['двадцать пять', 25],
    ['сто двадцать три тысячи сорок', 123_040],
    ['полтора миллиона', 1_500_000],
    ['два миллиарда', 2e9],
    ['тысяча', 1000],
    ['пятьюстами', 500],
  ])('%s = %d', (text, value) => {
    expect(findSpokenNumbers(text).map((number) => number.value)).toEqual([value]);
  });
});
