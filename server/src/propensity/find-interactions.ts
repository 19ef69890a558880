/**
 * Which pairs of columns say more together than apart: each pair's coarse cells are tried on what the main terms left
 * over. The gain is the score statistic of the cells (squared sum of residuals by sum of curvatures, drawn to zero as the
 * fit will draw them), less what as many cells would gain by chance.
 *
 * No fit, one pass a pair: all pairs over a sample of the rows, those that are near the top of it over all rows.
 */
import {
  assignCells,
  type CellRule,
  cellsOf,
  createCellRule,
  type InteractionTerm,
  type MainTerm,
  type TermSettings,
} from './logistic-terms.ts';
import type { Table } from './table.ts';

export interface InteractionSettings extends TermSettings {
  readonly interactionsMax: number;
  /** Interactions that one column may be in: the fifth with the same column says little new. */
  readonly usesMax: number;
  readonly interactionRidge: number;
}

/** Rows that all pairs are tried on. */
const firstRows = 5000;
/** Pairs tried on all rows, for each that may be chosen. */
const secondPairs = 6;

interface Ruled {
  readonly rule: CellRule;
  readonly cells: Int32Array;
  readonly count: number;
}

type Pair = { readonly left: Ruled; readonly right: Ruled };

export function findInteractions(
  table: Table,
  terms: readonly MainTerm[],
  residuals: Float64Array,
  curvatures: Float64Array,
  settings: InteractionSettings,
): InteractionTerm[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const ruled = terms.map((term): Ruled => {
    const rule = createCellRule(columns.get(term.column)!, term, settings);
    return { rule, cells: assignCells(columns.get(term.column)!, rule), count: cellsOf(rule) };
  });
  const every = Math.max(1, Math.floor(table.rowsCount / firstRows));
  const tried = ruled.flatMap((left, index) => ruled.slice(0, index).map((right) => ({ left, right })));
  const rank = (pairs: readonly Pair[], step: number) =>
    pairs
      .map(({ left, right }) => ({
        left,
        right,
        gain: scorePair(left, right, residuals, curvatures, settings.interactionRidge / step, step),
      }))
      .sort((one, other) => other.gain - one.gain);
  const near = rank(tried, every).slice(0, secondPairs * settings.interactionsMax);
  const found = (every === 1 ? near : rank(near, 1)).filter(({ gain }) => gain > 0);
  const uses = new Map<Ruled, number>();
  const chosen: InteractionTerm[] = [];
  for (const { left, right } of found) {
    if (chosen.length === settings.interactionsMax) break;
    const most = Math.max(uses.get(left) ?? 0, uses.get(right) ?? 0);
    if (most >= settings.usesMax) continue;
    for (const one of [left, right]) uses.set(one, (uses.get(one) ?? 0) + 1);
    const pairs = findPairs(left, right, settings.rareRows);
    if (pairs.length > 0) chosen.push({ kind: 'interaction', left: left.rule, right: right.rule, pairs });
  }
  return chosen;
}

function findPairs(left: Ruled, right: Ruled, rareRows: number): number[] {
  const counts = new Uint32Array(left.count * right.count);
  for (let row = 0; row < left.cells.length; row++) counts[left.cells[row]! * right.count + right.cells[row]!]!++;
  return [...counts.keys()].filter((pair) => counts[pair]! >= rareRows);
}

function scorePair(
  left: Ruled,
  right: Ruled,
  residuals: Float64Array,
  curvatures: Float64Array,
  ridge: number,
  every: number,
): number {
  const leftCells = left.cells;
  const rightCells = right.cells;
  const width = right.count;
  const sums = new Float64Array(left.count * width * 2);
  for (let row = 0; row < residuals.length; row += every) {
    const at = (leftCells[row]! * width + rightCells[row]!) * 2;
    sums[at]! += residuals[row]!;
    sums[at + 1]! += curvatures[row]!;
  }
  let gain = 0;
  for (let at = 0; at < sums.length; at += 2) {
    // By chance the squared sum is the curvature.
    gain += (sums[at]! ** 2 - sums[at + 1]!) / (sums[at + 1]! + ridge);
  }
  return gain;
}
