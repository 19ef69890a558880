/**
 * Russian numbers in words: a pattern of cardinal numerals in all cases, and their values.
 *
 * Used by the detector of conditions («полтора процента», «сто двадцать дней») and by the privacy guard («миллион
 * двести тысяч» against a client's own value). Works on folded text.
 */
import type { Range } from './types.ts';

/** [value, forms]; forms are pieces of a pattern. */
const cardinals: readonly (readonly [number, string])[] = [
  [1, 'один|одн(?:ого|ому|им|ом|а|ой|у|о)'],
  [1.5, 'полтор(?:а|ы|ашк[а-я]*)|полутора'],
  [2, 'два|две|дву(?:х|м|мя)'],
  [3, 'три|тре(?:х|м|мя)'],
  [4, 'четыр(?:е|ех|ем|ьмя)'],
  [5, 'пят(?:ь|и|ью)'],
  [6, 'шест(?:ь|и|ью)'],
  [7, 'сем(?:ь|и|ью)'],
  [8, 'восем(?:ь|ью)|восьм(?:и|ью)'],
  [9, 'девят(?:ь|и|ью)'],
  [10, 'десят(?:ь|и|ью|ок|ка|ку|ком)'],
  [11, 'одиннадцат(?:ь|и|ью)'],
  [12, 'двенадцат(?:ь|и|ью)'],
  [13, 'тринадцат(?:ь|и|ью)'],
  [14, 'четырнадцат(?:ь|и|ью)'],
  [15, 'пятнадцат(?:ь|и|ью)'],
  [16, 'шестнадцат(?:ь|и|ью)'],
  [17, 'семнадцат(?:ь|и|ью)'],
  [18, 'восемнадцат(?:ь|и|ью)'],
  [19, 'девятнадцат(?:ь|и|ью)'],
  [20, 'двадцат(?:ь|и|ью)'],
  [30, 'тридцат(?:ь|и|ью)'],
  [40, 'сорока?'],
  [50, 'пятьдесят|пятидесяти|пятьюдесятью'],
  [60, 'шестьдесят|шестидесяти|шестьюдесятью'],
  [70, 'семьдесят|семидесяти|семьюдесятью'],
  [80, 'восемьдесят|восьмидесяти|восемьюдесятью'],
  [90, 'девяност[оа]'],
  [100, 'ст[оа]|сотн[а-я]{1,3}|сотен|сотк[а-я]*|соточк[а-я]*'],
  [200, 'двести|двухсот|двумстам|двумястами|двухстах'],
  [300, 'триста|трехсот|тремстам|тремястами|трехстах'],
  [400, 'четыреста|четырехсот|четыремстам|четырьмястами|четырехстах'],
  [500, 'пятьсот|пятисот|пятистам|пятьюстами|пятистах'],
  [600, 'шестьсот|шестисот|шестистам|шестьюстами|шестистах'],
  [700, 'семьсот|семисот|семистам|семьюстами|семистах'],
  [800, 'восемьсот|восьмисот|восьмистам|восемьюстами|восьмистах'],
  [900, 'девятьсот|девятисот|девятистам|девятьюстами|девятистах'],
];

const scales: readonly (readonly [number, string])[] = [
  [1e3, 'тыс(?:яч[а-я]*)?|тыщ[а-я]*|косар[а-я]*'],
  [1e6, 'м(?:иллион|ильон)[а-я]*|млн|лям[а-я]*|лимон(?:а|ов)'],
  [1e9, 'миллиард[а-я]*|млрд'],
];

/** A cardinal numeral in any case. */
export const cardinalPattern = cardinals.map(([, forms]) => forms).join('|');
/** The same without «один», which mostly means "a" or "the same". */
export const pluralCardinalPattern = cardinals
  .filter(([value]) => value !== 1)
  .map(([, forms]) => forms)
  .join('|');
/** Numerals from eleven to ninety: rare outside of conditions. */
export const tensPattern = cardinals
  .filter(([value]) => value > 10 && value < 100)
  .map(([, forms]) => forms)
  .join('|');
/** Only numerals from two hundred on, which have no other use. */
export const largeCardinalPattern = cardinals
  .filter(([value]) => value >= 200)
  .map(([, forms]) => forms)
  .join('|');

interface Lexeme {
  readonly value: number;
  readonly isScale: boolean;
  readonly pattern: RegExp;
}

const lexemes: readonly Lexeme[] = [
  ...cardinals.map(([value, forms]) => ({ value, isScale: false, pattern: new RegExp(`^(?:${forms})$`, 'u') })),
  ...scales.map(([value, forms]) => ({ value, isScale: true, pattern: new RegExp(`^(?:${forms})$`, 'u') })),
];

const couldBeNumeral = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:пол(?=миллион|ляма|мильон|тысяч))?(?:${[...cardinals, ...scales].map(([, forms]) => forms).join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);

export interface SpokenNumber extends Range {
  readonly value: number;
  /** The size of the last place that was said: 100,000 in «миллион двести тысяч». */
  readonly precision: number;
}

function lexemeOf(word: string): Lexeme | undefined {
  return lexemes.find((lexeme) => lexeme.pattern.test(word));
}

/** Numbers said in words, each run of numerals one number. Linear in the text. */
export function findSpokenNumbers(text: string): SpokenNumber[] {
  const numbers: SpokenNumber[] = [];
  let run: { words: Lexeme[]; half: boolean; start: number; end: number } | null = null;
  const close = (): void => {
    if (run !== null) numbers.push(numberOf(run));
    run = null;
  };
  couldBeNumeral.lastIndex = 0;
  for (let match = couldBeNumeral.exec(text); match !== null; match = couldBeNumeral.exec(text)) {
    const half = match[0].startsWith('пол') && !match[0].startsWith('полтор') && !match[0].startsWith('полутор');
    const lexeme = lexemeOf(half ? match[0].slice(3) : match[0]);
    if (lexeme === undefined) continue;
    const end = match.index + match[0].length;
    if (run !== null && /^[\s-]+$/u.test(text.slice(run.end, match.index))) {
      run.words.push(lexeme);
      run.end = end;
    } else {
      close();
      run = { words: [lexeme], half, start: match.index, end };
    }
  }
  close();
  return numbers;
}

function numberOf(run: { words: readonly Lexeme[]; half: boolean; start: number; end: number }): SpokenNumber {
  let total = 0;
  let group = 0;
  let precision = 1;
  for (const word of run.words) {
    if (word.isScale) {
      precision = groupPrecision(group) * word.value;
      total += (group === 0 ? 1 : group) * word.value;
      group = 0;
    } else group += word.value;
  }
  if (group > 0) precision = groupPrecision(group);
  const value = (total + group) * (run.half ? 0.5 : 1);
  return { value, precision: run.half ? precision / 2 : precision, start: run.start, end: run.end };
}

function groupPrecision(group: number): number {
  if (group === 0) return 1;
  if (group % 100 === 0) return 100;
  if (group % 10 === 0) return 10;
  return group % 1 === 0 ? 1 : 0.5;
}
