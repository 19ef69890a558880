/**
 * Fits a logistic regression: main terms → the pairs that the main terms leave something to say → all of them together,
 * starting from the main solution. Settings are the result of cross-validation on the two public data sets
 * (docs/INSIGHT.md), not tuned to one of them.
 */

import { limits } from '../domain/limits.ts';
import { findInteractions, type InteractionSettings } from './find-interactions.ts';
import { buildDesign, createTerm, type Design, extendDesign, type Term, widthOf } from './logistic-terms.ts';
import { type Penalty, type Solution, solveLogistic } from './solve-logistic.ts';
import { type LabelledTable, PropensityError } from './table.ts';

export interface LogisticSettings extends InteractionSettings {
  readonly ridge: number;
  readonly smooth: number;
  /** Where the main terms alone end: what is left over need only be known well enough to choose pairs by. */
  readonly screenDecrementMin: number;
  /** Where all terms end: so little of the log likelihood is far below what the rows can tell. */
  readonly decrementMin: number;
  /** Rows that the matrix of the steps is made of (solve-logistic.ts). */
  readonly sampleRows: number;
}

export const logisticSettings: LogisticSettings = {
  knotsMax: 6,
  rareRows: 10,
  cellsMax: 6,
  ridge: 2,
  smooth: 10,
  interactionsMax: 4,
  usesMax: 3,
  interactionRidge: 12,
  screenDecrementMin: 20,
  decrementMin: 0.1,
  sampleRows: 1500,
};

export interface FittedLogistic {
  readonly terms: readonly Term[];
  readonly design: Design;
  readonly solution: Solution;
}

export function fitLogistic(
  table: LabelledTable,
  weights: Float64Array | null,
  settings: LogisticSettings,
): FittedLogistic {
  const mainTerms = table.columns.map((column) => createTerm(column, settings)).filter((term) => term !== null);
  if (mainTerms.length === 0)
    throw new PropensityError('every column has one value in all rows: nothing to learn from');
  const design = buildDesign(table, mainTerms, settings.interactionsMax);
  assertWidth(design.width);
  const main = solveLogistic(design, table.labels, weights, createPenalty(mainTerms, settings), {
    start: Float64Array.of(logOddsOf(table.labels, weights)),
    decrementMin: settings.screenDecrementMin,
    matricesMax: 1,
    sampleRows: settings.sampleRows,
  });
  const interactions = findInteractions(table, mainTerms, main.residuals, main.curvatures, settings);
  if (interactions.length === 0) return { terms: mainTerms, design, solution: main };
  const terms = [...mainTerms, ...interactions];
  const whole = extendDesign(design, table.columns, interactions);
  assertWidth(whole.width);
  const solution = solveLogistic(whole, table.labels, weights, createPenalty(terms, settings), {
    start: main.beta,
    decrementMin: settings.decrementMin,
    matricesMax: 1,
    sampleRows: settings.sampleRows,
  });
  return { terms, design: whole, solution };
}

/** What the intercept would be alone. */
function logOddsOf(labels: Uint8Array, weights: Float64Array | null): number {
  const sums = [0, 0];
  for (let row = 0; row < labels.length; row++) sums[labels[row]!]! += weights === null ? 1 : weights[row]!;
  return Math.log(sums[1]! / sums[0]!);
}

function assertWidth(width: number): void {
  if (width <= limits.propensityDesignColumnsMax) return;
  throw new PropensityError(
    `the columns make ${width} coefficients; at most ${limits.propensityDesignColumnsMax} are fitted: ` +
      'declare columns of many values as ignored',
  );
}

export function createPenalty(terms: readonly Term[], settings: LogisticSettings): Penalty {
  const width = terms.reduce((sum, term) => sum + widthOf(term), 1);
  const ridge = new Float64Array(width).fill(settings.ridge);
  const smooth = new Float64Array(width);
  // The intercept is free; the hair keeps the matrix positive definite.
  ridge[0] = 1e-9;
  let start = 1;
  for (const term of terms) {
    const end = start + widthOf(term);
    if (term.kind === 'interaction') ridge.fill(settings.interactionRidge, start, end);
    if (term.kind === 'numeric') smooth.fill(settings.smooth, start, start + term.knots.length - 1);
    start = end;
  }
  return { ridge, smooth };
}

/** The linear predictor of each row. */
export function scoreRows({ rowsCount, counts, stride, indices, values }: Design, beta: Float64Array): Float64Array {
  const scores = new Float64Array(rowsCount);
  for (let row = 0, at = 0; row < rowsCount; row++, at += stride) {
    let score = 0;
    for (let entry = at; entry < at + counts[row]!; entry++) score += beta[indices[entry]!]! * values[entry]!;
    scores[row] = score;
  }
  return scores;
}
