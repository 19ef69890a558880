/**
 * Ratios of the statements, each with its formula and the last period's arithmetic. Balances are those of the period's
 * end: two balances would be needed for a mean, and the first period has only one. Norms are the usual ones of textbooks
 * on Russian statements (В. В. Ковалёв; methods of ФУДН № 31-р and of the government's rules № 367): signs to look at,
 * not limits of law; trades with long cycles differ, and the texts say so.
 */

import type { LineCode } from '../../api/insight-reports.ts';
import { formatAmount, formatRatio } from './format-amount.ts';
import type { PeriodLines, Ratio, RatioVerdict, Statements } from './report.ts';

interface Definition {
  readonly id: string;
  readonly name: string;
  readonly unit: Ratio['unit'];
  /** Parts with signs: ['1200', '-1210']. */
  readonly over: readonly string[];
  readonly under: readonly string[];
  /** Multiplies the quotient: days of a year for turnovers. */
  readonly factor?: number;
  /** Which side grows over the year, where the other does not: a part of a year is brought to a whole one. */
  readonly flow?: 'over' | 'under';
  readonly norm: string;
  readonly judge: (value: number) => RatioVerdict;
}

const atLeast =
  (good: number, attention: number) =>
  (value: number): RatioVerdict =>
    value >= good ? 'good' : value >= attention ? 'attention' : 'bad';
const atMost =
  (good: number, attention: number) =>
  (value: number): RatioVerdict =>
    value <= good ? 'good' : value <= attention ? 'attention' : 'bad';
const yearDays = 365;

const definitions: readonly Definition[] = [
  {
    id: 'current',
    name: 'Текущая ликвидность',
    unit: 'times',
    over: ['1200'],
    under: ['1500'],
    norm: 'обычно от 1,5; ниже 1 коротких денег не хватает',
    judge: atLeast(1.5, 1),
  },
  {
    id: 'quick',
    name: 'Быстрая ликвидность',
    unit: 'times',
    over: ['1230', '1240', '1250'],
    under: ['1500'],
    norm: 'обычно от 0,8',
    judge: atLeast(0.8, 0.5),
  },
  {
    id: 'cash',
    name: 'Абсолютная ликвидность',
    unit: 'times',
    over: ['1240', '1250'],
    under: ['1500'],
    norm: 'обычно от 0,2',
    judge: atLeast(0.2, 0.05),
  },
  {
    id: 'equity',
    name: 'Доля собственного капитала',
    unit: 'share',
    over: ['1300'],
    under: ['1700'],
    norm: 'обычно от 40 %; ниже 10 % риск высок',
    judge: atLeast(0.4, 0.1),
  },
  {
    id: 'debt',
    name: 'Кредиты и займы к капиталу',
    unit: 'times',
    over: ['1410', '1510'],
    under: ['1300'],
    norm: 'обычно до 1; выше 2 нагрузка велика',
    judge: atMost(1, 2),
  },
  {
    id: 'cover',
    name: 'Покрытие процентов',
    unit: 'times',
    over: ['2300', '2330'],
    under: ['2330'],
    norm: 'обычно от 3; ниже 1,5 проценты тяжелы',
    judge: atLeast(3, 1.5),
  },
  {
    id: 'netDebt',
    name: 'Чистый долг к прибыли от продаж',
    unit: 'times',
    over: ['1410', '1510', '-1250', '-1240'],
    under: ['2200'],
    flow: 'under',
    norm: 'обычно до 3; выше 4 долг велик',
    judge: atMost(3, 4),
  },
  {
    id: 'grossMargin',
    name: 'Валовая рентабельность',
    unit: 'share',
    over: ['2100'],
    under: ['2110'],
    norm: 'сравнивают со своей отраслью и прошлым',
    judge: atLeast(0.05, 0),
  },
  {
    id: 'salesMargin',
    name: 'Рентабельность продаж',
    unit: 'share',
    over: ['2200'],
    under: ['2110'],
    norm: 'обычно от 5 %; ниже нуля убыток',
    judge: atLeast(0.05, 0),
  },
  {
    id: 'netMargin',
    name: 'Чистая рентабельность',
    unit: 'share',
    over: ['2400'],
    under: ['2110'],
    norm: 'обычно от 3 %; ниже нуля убыток',
    judge: atLeast(0.03, 0),
  },
  {
    id: 'roa',
    name: 'Рентабельность активов',
    unit: 'share',
    over: ['2400'],
    under: ['1600'],
    flow: 'over',
    norm: 'обычно от 5 %',
    judge: atLeast(0.05, 0),
  },
  {
    id: 'receivableDays',
    name: 'Оборот дебиторской задолженности',
    unit: 'days',
    over: ['1230'],
    under: ['2110'],
    factor: yearDays,
    flow: 'under',
    norm: 'обычно до 45 дней; смотрят на договорную отсрочку',
    judge: atMost(45, 90),
  },
  {
    id: 'inventoryDays',
    name: 'Оборот запасов',
    unit: 'days',
    over: ['1210'],
    under: ['2120'],
    factor: yearDays,
    flow: 'under',
    norm: 'обычно до 60 дней; зависит от отрасли',
    judge: atMost(60, 120),
  },
  {
    id: 'payableDays',
    name: 'Оборот кредиторской задолженности',
    unit: 'days',
    over: ['1520'],
    under: ['2120'],
    factor: yearDays,
    flow: 'under',
    norm: 'обычно до 60 дней; дольше означает зависимость от поставщиков',
    judge: atMost(60, 120),
  },
];

/** @param yearShare what part of a year a period is: 1 for years, 0.25 for a quarter */
export function computeRatios({ lines, periods }: Statements, yearShares: readonly number[]): Ratio[] {
  return definitions.map((definition) => {
    const values = lines.map((line, index) => computeValue(definition, line, yearShares[index]!));
    const last = values.at(-1) ?? null;
    return {
      id: definition.id,
      name: definition.name,
      formula: describeFormula(definition),
      unit: definition.unit,
      values,
      arithmetic:
        last === null
          ? `За ${periods.at(-1)} не хватает строк.`
          : showArithmetic(definition, lines.at(-1)!, last, yearShares.at(-1)!),
      norm: definition.norm,
      verdict: last === null ? 'unknown' : definition.judge(last),
    };
  });
}

const codeOf = (part: string) => part.replace('-', '') as LineCode;

function sumOf(parts: readonly string[], line: PeriodLines): number | null {
  // Only loans and investments may be missing: a form leaves out lines that are zero, but never its totals.
  const mayMiss = new Set(['1410', '1510', '1240']);
  let sum = 0;
  for (const part of parts) {
    const value = line[codeOf(part)];
    if (value === undefined && !mayMiss.has(codeOf(part))) return null;
    sum += (part.startsWith('-') ? -1 : 1) * (value ?? 0);
  }
  return sum;
}

function computeValue(
  { over, under, factor = 1, flow }: Definition,
  line: PeriodLines,
  yearShare: number,
): number | null {
  const [top, bottom] = [sumOf(over, line), sumOf(under, line)];
  // Nothing below zero may divide: debts to a negative capital would look like none.
  if (top === null || bottom === null || bottom <= 0) return null;
  return (top / bottom) * factor * toYear(flow, yearShare);
}

function toYear(flow: Definition['flow'], yearShare: number): number {
  if (flow === undefined) return 1;
  return flow === 'under' ? yearShare : 1 / yearShare;
}

function describeParts(parts: readonly string[], show: (part: string) => string): string {
  const joined = parts
    .map((part, index) => `${part.startsWith('-') ? ' − ' : index === 0 ? '' : ' + '}${show(part)}`)
    .join('');
  return parts.length > 1 ? `(${joined})` : joined;
}

function describeFormula({ over, under, factor }: Definition): string {
  const days = factor === undefined ? '' : ` × ${factor}`;
  return `${describeParts(over, codeOf)} ÷ ${describeParts(under, codeOf)}${days}`;
}

function showArithmetic(
  { over, under, factor, flow, unit }: Definition,
  line: PeriodLines,
  value: number,
  yearShare: number,
): string {
  const show = (part: string) => formatAmount(line[codeOf(part)] ?? 0);
  const months = ` × ${Math.round(12 * yearShare)} ÷ 12`;
  const toWholeYear =
    yearShare === 1 || flow === undefined ? '' : flow === 'under' ? months : ` ÷ ${Math.round(12 * yearShare)} × 12`;
  const days = factor === undefined ? toWholeYear : ` × ${Math.round(factor * yearShare)}`;
  return `${describeParts(over, show)} ÷ ${describeParts(under, show)}${days} = ${formatRatio(value, unit)}`;
}
