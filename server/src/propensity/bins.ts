/**
 * Columns as bins of a byte each, for boosted trees. Bin 0 is "missing"; numbers have up to 255 bins by quantiles, levels
 * are put in the order of the smoothed share of outcomes among their rows, so that one split can part them as well as any
 * (Fisher 1958); levels with few rows, and unseen ones, are "missing".
 */
import type { Column, LabelledTable, Table } from './table.ts';

export type BinRule =
  | {
      readonly kind: 'numeric';
      readonly column: string;
      /** Upper bounds, ascending: a value above the last is in the last bin. */
      readonly bounds: readonly number[];
    }
  | {
      readonly kind: 'categorical';
      readonly column: string;
      /** Levels of each bin from bin 1. */
      readonly groups: readonly (readonly string[])[];
    };

export interface BinSettings {
  readonly binsMax: number;
  readonly rareRows: number;
  /** Rows of the average that a level's share of outcomes is drawn to. */
  readonly priorRows: number;
}

export const binsOf = (rule: BinRule) => (rule.kind === 'numeric' ? rule.bounds.length + 2 : rule.groups.length + 1);

/** Null for a column that says nothing. */
export function createBinRule(column: Column, labels: Uint8Array, settings: BinSettings): BinRule | null {
  return column.kind === 'numeric'
    ? createNumeric(column.name, column.values, settings)
    : createCategorical(column.name, column.codes, column.levels, labels, settings);
}

function createNumeric(name: string, values: Float64Array, settings: BinSettings): BinRule | null {
  const sorted = values.slice().sort();
  // NaN sorts last.
  let length = sorted.length;
  while (length > 0 && Number.isNaN(sorted[length - 1]!)) length--;
  if (length === 0) return null;
  const distinct: number[] = [];
  for (let index = 0; index < length && distinct.length <= settings.binsMax; index++) {
    if (sorted[index] !== distinct.at(-1)) distinct.push(sorted[index]!);
  }
  if (distinct.length === 1 && length === sorted.length) return null;
  const bounds: number[] = [];
  if (distinct.length <= settings.binsMax) {
    for (let index = 1; index < distinct.length; index++) bounds.push((distinct[index - 1]! + distinct[index]!) / 2);
  } else {
    for (let bin = 1; bin < settings.binsMax; bin++) {
      const at = Math.floor((bin * length) / settings.binsMax);
      const bound = (sorted[at - 1]! + sorted[at]!) / 2;
      if (bound > (bounds.at(-1) ?? sorted[0]!)) bounds.push(bound);
    }
  }
  return { kind: 'numeric', column: name, bounds };
}

function createCategorical(
  name: string,
  codes: Int32Array,
  levels: readonly string[],
  labels: Uint8Array,
  { binsMax, rareRows, priorRows }: BinSettings,
): BinRule | null {
  const counts = new Float64Array(levels.length);
  const outcomes = new Float64Array(levels.length);
  let all = 0;
  for (let row = 0; row < codes.length; row++) {
    all += labels[row]!;
    if (codes[row]! < 0) continue;
    counts[codes[row]!]!++;
    outcomes[codes[row]!]! += labels[row]!;
  }
  if (counts.some((count) => count === codes.length)) return null;
  const prior = all / codes.length;
  const share = (code: number) => (outcomes[code]! + prior * priorRows) / (counts[code]! + priorRows);
  const kept = levels.map((_, code) => code).filter((code) => counts[code]! >= rareRows);
  if (kept.length === 0) return null;
  kept.sort((left, right) => share(left) - share(right));
  const binsCount = Math.min(kept.length, binsMax);
  const groups = Array.from({ length: binsCount }, (): string[] => []);
  for (const [index, code] of kept.entries())
    groups[Math.floor((index * binsCount) / kept.length)]!.push(levels[code]!);
  return { kind: 'categorical', column: name, groups };
}

/** The bin of each row. */
export function assignBins(column: Column, rule: BinRule): Uint8Array {
  if (rule.kind === 'numeric') {
    if (column.kind !== 'numeric') throw new TypeError(`column ${column.name} is categorical, not numeric`);
    return assignNumeric(column.values, Float64Array.from(rule.bounds));
  }
  if (column.kind !== 'categorical') throw new TypeError(`column ${column.name} is numeric, not categorical`);
  const places = new Map(rule.groups.flatMap((group, index) => group.map((level) => [level, index + 1] as const)));
  const moved = Uint8Array.from(column.levels, (level) => places.get(level) ?? 0);
  return Uint8Array.from(column.codes, (code) => (code < 0 ? 0 : moved[code]!));
}

function assignNumeric(values: Float64Array, bounds: Float64Array): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    let low = 0;
    for (let high = bounds.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (value > bounds[middle]!) low = middle + 1;
      else high = middle;
    }
    bins[row] = low + 1;
  }
  return bins;
}

export interface BinnedTable {
  readonly rowsCount: number;
  readonly rules: readonly BinRule[];
  readonly bins: readonly Uint8Array[];
  /** First histogram place of each column, and the number of all places. */
  readonly offsets: Int32Array;
}

export function createRules(table: LabelledTable, settings: BinSettings): BinRule[] {
  return table.columns.map((column) => createBinRule(column, table.labels, settings)).filter((rule) => rule !== null);
}

export function binTable(table: Table, rules: readonly BinRule[]): BinnedTable {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const offsets = new Int32Array(rules.length + 1);
  for (const [index, rule] of rules.entries()) offsets[index + 1] = offsets[index]! + binsOf(rule);
  const bins = rules.map((rule) => assignBins(columns.get(rule.column)!, rule));
  return { rowsCount: table.rowsCount, rules, bins, offsets };
}
