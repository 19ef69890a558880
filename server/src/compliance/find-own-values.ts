/**
 * The privacy guard's numbers (LAW.md row 19): a client's own value in a text, in digits of any format, shortened
 * («1,2 млн»), or in words («миллион двести тысяч»).
 *
 * A number means an own value when it is within 0.5 % of it, or when the own value, rounded to the places that are
 * shown, is that number. Small values are everywhere («две карты»), so digits count from 10, words from 1,000, and
 * smaller spoken ones only with two places («тридцать четыре года»).
 */
import { findSpokenNumbers } from './numerals.ts';
import type { Range } from './types.ts';

const tolerance = 0.005;
const digitsValueMin = 10;
const wordsValueMin = 1000;
const exactWordsValueMin = 21;

const written =
  /(?<![\p{L}\p{N}])(\d[\d ,.'’]*)(?: ?(тыс(?:яч[а-я]*)?|т\.? ?р|к|k|млн|миллион[а-я]*|м|млрд|миллиард[а-я]*)(?![\p{L}\p{N}]))?/gu;

const scaleOf = (unit: string | undefined): number => {
  if (unit === undefined) return 1;
  if (/^(?:тыс|т|к|k)/u.test(unit)) return 1e3;
  return /^(?:млрд|миллиард)/u.test(unit) ? 1e9 : 1e6;
};

interface ShownNumber {
  readonly value: number;
  /** The size of the last place shown. */
  readonly precision: number;
}

/** A mark followed by one or two last digits, or by any count that isn't three, is a decimal mark. */
function readDigits(raw: string): ShownNumber[] {
  const trimmed = raw.replace(/[ ,.'’]+$/u, '');
  const readings: ShownNumber[] = [{ value: Number(trimmed.replace(/\D/gu, '')), precision: 1 }];
  const decimal = /^(.*)[,.](\d+)$/u.exec(trimmed);
  if (decimal !== null) {
    const whole = decimal[1]!.replace(/\D/gu, '');
    readings.push({ value: Number(`${whole}.${decimal[2]}`), precision: 10 ** -decimal[2]!.length });
  }
  // Numbers that only stand side by side («3 карты, 5 7»).
  if (trimmed.includes(' ')) {
    for (const part of trimmed.split(' ')) readings.push({ value: Number(part.replace(/\D/gu, '')), precision: 1 });
  }
  return readings;
}

function means(shown: ShownNumber, own: number): boolean {
  const size = Math.abs(own);
  if (Math.abs(shown.value - size) <= tolerance * size) return true;
  if (shown.precision < 1000 || shown.value < shown.precision * 10) return false;
  return size >= shown.value - shown.precision / 2 && size < shown.value + shown.precision;
}

/** Ranges of `text` (folded) that show one of `ownValues`. Only finite values are looked for. */
export function findOwnValues(text: string, ownValues: readonly number[]): Range[] {
  const values = ownValues.filter((value) => Number.isFinite(value) && Math.abs(value) >= digitsValueMin);
  if (values.length === 0) return [];
  const found: Range[] = [];
  written.lastIndex = 0;
  for (let match = written.exec(text); match !== null; match = written.exec(text)) {
    const scale = scaleOf(match[2]);
    const shown = readDigits(match[1]!).map(({ value, precision }) => ({
      value: value * scale,
      precision: precision * scale,
    }));
    if (shown.some((number) => values.some((own) => means(number, own)))) {
      found.push({ start: match.index, end: match.index + match[0].trimEnd().length });
    }
  }
  for (const spoken of findSpokenNumbers(text)) {
    const isLarge = spoken.value >= wordsValueMin && values.some((own) => means(spoken, own));
    const isExact =
      spoken.value >= exactWordsValueMin && spoken.value % 10 !== 0 && values.some((own) => own === spoken.value);
    if (isLarge || isExact) found.push({ start: spoken.start, end: spoken.end });
  }
  return found;
}
