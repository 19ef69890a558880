/**
 * The terms of a logistic regression and the design they make: every row has a small number of entries, those that are not
 * zero, so that a row costs its entries and not the width of the matrix.
 *
 * - numeric: a line with bends at knots. Each knot has a coefficient, a value between two knots has a share of both
 *   (hat functions). Few distinct values: a knot each. A value that a fifth of the rows share has an entry of its own
 *   (999 for "never", 0 for "none"), and so has a missing value.
 * - categorical: a coefficient a level; levels with few rows are pooled, a level unseen in training counts as pooled.
 * - interaction of two terms: a coefficient for each pair of coarse cells that enough rows have.
 *
 * All coefficients are drawn to zero a little (L2), so that no level need be left out for the matrix to have an inverse.
 */
import type { Column, Table } from './table.ts';

interface NumericTerm {
  readonly kind: 'numeric';
  readonly column: string;
  /** Ascending. */
  readonly knots: readonly number[];
  /** The value with an entry of its own. */
  readonly spike: number | null;
}

interface CategoricalTerm {
  readonly kind: 'categorical';
  readonly column: string;
  /** Levels with an entry each; all others share the last entry. */
  readonly levels: readonly string[];
}

export type MainTerm = NumericTerm | CategoricalTerm;

export interface InteractionTerm {
  readonly kind: 'interaction';
  readonly left: CellRule;
  readonly right: CellRule;
  /** Pairs of cells with an entry each (cell of the left × cells of the right + cell of the right), ascending. */
  readonly pairs: readonly number[];
}

export type Term = MainTerm | InteractionTerm;

/** How a column's values fall into a few cells: bounds for numbers, groups for levels. */
export type CellRule =
  | { readonly column: string; readonly bounds: readonly number[] }
  | { readonly column: string; readonly levels: readonly string[] };

export interface TermSettings {
  readonly knotsMax: number;
  readonly rareRows: number;
  readonly cellsMax: number;
}

/** Entries of a term in the design: levels and "other", or knots, spike and "missing". */
export function widthOf(term: Term): number {
  if (term.kind === 'categorical') return term.levels.length + 1;
  if (term.kind === 'numeric') return term.knots.length + 2;
  return term.pairs.length;
}

/** The last cell is for what is missing or unseen. */
export const cellsOf = (rule: CellRule) => ('bounds' in rule ? rule.bounds.length + 2 : rule.levels.length + 1);

/** Entries of a term in one row at most. */
const slotsOf = (term: Term) => (term.kind === 'numeric' ? 2 : 1);

/** Null for a column that says nothing: one value in all rows. */
export function createTerm(column: Column, settings: TermSettings): MainTerm | null {
  return column.kind === 'categorical'
    ? createCategorical(column.name, column.levels, column.codes, settings)
    : createNumeric(column.name, column.values, settings);
}

function createCategorical(name: string, levels: readonly string[], codes: Int32Array, settings: TermSettings) {
  const counts = new Uint32Array(levels.length);
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) counts[codes[row]!]!++;
  if (counts.some((count) => count === codes.length)) return null;
  const kept = levels.filter((_, code) => counts[code]! >= settings.rareRows);
  return kept.length === 0 ? null : { kind: 'categorical' as const, column: name, levels: kept };
}

function createNumeric(name: string, values: Float64Array, settings: TermSettings): NumericTerm | null {
  const { least, most, missingCount } = spanOf(values);
  if (missingCount === values.length) return null;
  if (least === most) return missingCount === 0 ? null : { kind: 'numeric', column: name, knots: [least], spike: null };
  const sorted = sortSample(values);
  const distinct = distinctWithin(sorted, settings.knotsMax);
  if (distinct && distinct.length > 0) {
    return { kind: 'numeric', column: name, knots: withEnds(distinct, least, most), spike: null };
  }
  const spike = findSpike(sorted);
  const free = spike === null ? sorted : sorted.filter((value) => value !== spike);
  const knots: number[] = [];
  for (let index = 0; index < settings.knotsMax && free.length > 0; index++) {
    knots.push(free[Math.round((index * (free.length - 1)) / (settings.knotsMax - 1))]!);
  }
  return { kind: 'numeric', column: name, knots: withEnds(knots, least, most, spike), spike };
}

function spanOf(values: Float64Array) {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let missingCount = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) missingCount++;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most, missingCount };
}

/** The ends are those of all rows, whatever the sample had. */
function withEnds(knots: readonly number[], least: number, most: number, spike: number | null = null): number[] {
  return [...new Set([least, ...knots, most])].filter((knot) => knot !== spike);
}

function distinctWithin(sorted: Float64Array, most: number): number[] | null {
  const found: number[] = [];
  for (const value of sorted) {
    if (value === found.at(-1)) continue;
    if (found.length === most) return null;
    found.push(value);
  }
  return found;
}

/** The value of at least a fifth of the rows. */
function findSpike(sorted: Float64Array): number | null {
  const least = sorted.length / 5;
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from >= least) return sorted[from]!;
    from = to;
  }
  return null;
}

/** Cells for interactions: by quantiles, or the most frequent levels. */
export function createCellRule(column: Column, term: MainTerm, settings: TermSettings): CellRule {
  if (term.kind === 'categorical') return { column: term.column, levels: term.levels.slice(0, 4 * settings.cellsMax) };
  if (term.knots.length <= settings.cellsMax) {
    return { column: term.column, bounds: term.knots.slice(1).map((knot, index) => (knot + term.knots[index]!) / 2) };
  }
  const sorted = column.kind === 'numeric' ? sortSample(column.values) : new Float64Array();
  const bounds = new Set<number>();
  for (let index = 1; index < settings.cellsMax; index++) {
    const value = sorted[Math.floor((index * sorted.length) / settings.cellsMax)]!;
    if (value > sorted[0]!) bounds.add(value);
  }
  return { column: term.column, bounds: [...bounds] };
}

/** Rows that quantiles are taken from: every so-many-th one. */
const quantileSampleRows = 1000;

function sortSample(values: Float64Array): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / quantileSampleRows));
  const sample = new Float64Array(Math.ceil(values.length / stride));
  let count = 0;
  for (let row = 0; row < values.length; row += stride) {
    const value = values[row]!;
    if (!Number.isNaN(value)) sample[count++] = value;
  }
  return sample.subarray(0, count).sort();
}

export interface Design {
  readonly rowsCount: number;
  /** From one row's first entry to the next row's: the most that a row may have. */
  readonly stride: number;
  /** Entries of each row. */
  readonly counts: Uint16Array;
  /** Columns of the matrix, the intercept (column 0) included. */
  readonly width: number;
  /** Column and value of each entry, row after row; columns ascend within a row. */
  readonly indices: Int32Array;
  readonly values: Float32Array;
  /** First column of each term. */
  readonly starts: readonly number[];
}

/**
 * @param table Has the columns of all terms (assertColumns).
 * @param room Entries that each row keeps free for terms to come (extendDesign).
 */
export function buildDesign({ rowsCount, columns }: Table, terms: readonly Term[], room = 0): Design {
  const stride = terms.reduce((sum, term) => sum + slotsOf(term), 1 + room);
  const design: Design = {
    rowsCount,
    stride,
    counts: new Uint16Array(rowsCount).fill(1),
    width: 1,
    indices: new Int32Array(rowsCount * stride),
    values: new Float32Array(rowsCount * stride).fill(1),
    starts: [],
  };
  return extendDesign(design, columns, terms);
}

/** The same design with further terms, in the room it kept: the one that was begun is not to be used any more. */
export function extendDesign(begun: Design, tableColumns: readonly Column[], terms: readonly Term[]): Design {
  const columns = new Map(tableColumns.map((column) => [column.name, column]));
  const starts = [...begun.starts];
  let width = begun.width;
  for (const term of terms) {
    const place: Place = { ...begun, start: width };
    if (term.kind === 'categorical') fillCategorical(place, columns.get(term.column)!, term);
    else if (term.kind === 'numeric') fillNumeric(place, columns.get(term.column)!, term);
    else fillInteraction(place, columns, term);
    starts.push(width);
    width += widthOf(term);
  }
  return { ...begun, width, starts };
}

interface Place extends Pick<Design, 'indices' | 'values' | 'counts' | 'stride'> {
  /** First column of the term. */
  readonly start: number;
}

function fillCategorical({ indices, counts, stride, start }: Place, column: Column, term: CategoricalTerm): void {
  const codes = codesOf(column, term.levels);
  for (let row = 0; row < codes.length; row++) indices[row * stride + counts[row]!++] = start + codes[row]!;
}

/** Place of each row's level in `levels`; what is not there has the place after the last. */
function codesOf(column: Column, levels: readonly string[]): Int32Array {
  if (column.kind === 'numeric') throw new TypeError(`column ${column.name} is numeric, not categorical`);
  const places = new Map(levels.map((level, index) => [level, index]));
  const moved = Int32Array.from(column.levels, (level) => places.get(level) ?? levels.length);
  return column.codes.map((code) => (code < 0 ? levels.length : moved[code]!));
}

function fillNumeric({ indices, values, counts, stride, start }: Place, column: Column, term: NumericTerm): void {
  if (column.kind !== 'numeric') throw new TypeError(`column ${column.name} is categorical, not numeric`);
  const knots = Float64Array.from(term.knots);
  const last = knots.length - 1;
  for (let row = 0; row < column.values.length; row++) {
    const value = column.values[row]!;
    let index = start;
    let share = 0;
    if (Number.isNaN(value)) index += last + 2;
    else if (value === term.spike) index += last + 1;
    else if (value >= knots[last]!) index += last;
    else if (value > knots[0]!) {
      let low = 0;
      for (let high = last; high - low > 1; ) {
        const middle = (low + high) >> 1;
        if (knots[middle]! <= value) low = middle;
        else high = middle;
      }
      index += low;
      share = (value - knots[low]!) / (knots[low + 1]! - knots[low]!);
    }
    const at = row * stride + counts[row]!;
    indices[at] = index;
    counts[row]!++;
    if (share === 0) continue;
    values[at] = 1 - share;
    indices[at + 1] = index + 1;
    values[at + 1] = share;
    counts[row]!++;
  }
}

function fillInteraction(
  { indices, counts, stride, start }: Place,
  columns: ReadonlyMap<string, Column>,
  { left, right, pairs }: InteractionTerm,
): void {
  const leftCells = assignCells(columns.get(left.column)!, left);
  const rightCells = assignCells(columns.get(right.column)!, right);
  const width = cellsOf(right);
  const places = new Int32Array(cellsOf(left) * width).fill(-1);
  for (const [index, pair] of pairs.entries()) places[pair] = index;
  for (let row = 0; row < leftCells.length; row++) {
    const place = places[leftCells[row]! * width + rightCells[row]!]!;
    if (place >= 0) indices[row * stride + counts[row]!++] = start + place;
  }
}

/** The cell of each row. */
export function assignCells(column: Column, rule: CellRule): Int32Array {
  if ('levels' in rule) return codesOf(column, rule.levels);
  if (column.kind !== 'numeric') throw new TypeError(`column ${column.name} is categorical, not numeric`);
  const { bounds } = rule;
  const cells = new Int32Array(column.values.length);
  for (let row = 0; row < cells.length; row++) {
    const value = column.values[row]!;
    let cell = 0;
    if (Number.isNaN(value)) cell = bounds.length + 1;
    else while (cell < bounds.length && value >= bounds[cell]!) cell++;
    cells[row] = cell;
  }
  return cells;
}
