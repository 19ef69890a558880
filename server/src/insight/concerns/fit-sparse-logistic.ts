/**
 * L2-regularised logistic regression over sparse rows, by L-BFGS with a backtracking line search. Minimises
 * ½|w|² + C · Σ importance · ln(1 + e^(−y·score)); the intercept is not penalised. Deterministic: no randomness, fixed order of
 * sums.
 */
import type { SparseRow } from './sparse-row.ts';

export interface SparseLogistic {
  readonly weights: Float64Array;
  readonly intercept: number;
}

export interface FitOptions {
  readonly featuresCount: number;
  /** C: how much a wrong statement costs against large weights. */
  readonly cost: number;
  /** One a row; absent: 1 each. */
  readonly importance?: ArrayLike<number>;
  readonly iterationsMax?: number;
}

const memory = 8;
/** A step that gains less of the loss ends the search: more digits change no likelihood that anybody could see. */
const gainMin = 2e-5;

export function fitSparseLogistic(
  rows: readonly SparseRow[],
  labels: readonly boolean[],
  { featuresCount, cost, importance, iterationsMax = 120 }: FitOptions,
): SparseLogistic {
  const size = featuresCount + 1;
  const { starts, indexes, values } = flatten(rows);
  const signs = Float64Array.from(labels, (label) => (label ? 1 : -1));
  const costs = Float64Array.from(labels, (_, index) => cost * (importance?.[index] ?? 1));
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    gradient.set(point);
    gradient[featuresCount] = 0;
    let loss = 0;
    for (let at = 0; at < featuresCount; at += 1) loss += 0.5 * point[at]! * point[at]!;
    for (let row = 0; row < signs.length; row += 1) {
      const [start, end] = [starts[row]!, starts[row + 1]!];
      let score = point[featuresCount]!;
      for (let cell = start; cell < end; cell += 1) score += values[cell]! * point[indexes[cell]!]!;
      const margin = signs[row]! * score;
      loss += costs[row]! * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
      const slope = (-signs[row]! * costs[row]!) / (1 + Math.exp(margin));
      for (let cell = start; cell < end; cell += 1) gradient[indexes[cell]!]! += slope * values[cell]!;
      gradient[featuresCount]! += slope;
    }
    return loss;
  };
  const point = minimise(evaluate, size, iterationsMax);
  return { weights: point.slice(0, featuresCount), intercept: point[featuresCount]! };
}

/** All rows in three arrays: the loops over them are what training spends its time on. */
function flatten(rows: readonly SparseRow[]) {
  const starts = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = starts[at]! + row.indexes.length;
  const indexes = new Int32Array(starts[rows.length]!);
  const values = new Float64Array(starts[rows.length]!);
  for (const [at, row] of rows.entries()) {
    indexes.set(row.indexes, starts[at]);
    values.set(row.values, starts[at]);
  }
  return { starts, indexes, values };
}

type Evaluate = (point: Float64Array, gradient: Float64Array) => number;

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly scale: number;
}

export function minimise(evaluate: Evaluate, size: number, iterationsMax: number): Float64Array {
  let point = new Float64Array(size);
  let gradient = new Float64Array(size);
  let loss = evaluate(point, gradient);
  const steps: Step[] = [];
  for (let iteration = 0; iteration < iterationsMax; iteration += 1) {
    const direction = directionOf(gradient, steps);
    const slope = inner(direction, gradient);
    if (slope > -1e-9) break;
    let length = iteration === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    let nextLoss = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 40; tries += 1) {
      for (let at = 0; at < size; at += 1) next[at] = point[at]! + length * direction[at]!;
      nextLoss = evaluate(next, nextGradient);
      if (nextLoss <= loss + 1e-4 * length * slope) break;
      length /= 2;
    }
    if (!(nextLoss < loss)) break;
    const move = next.map((value, at) => value - point[at]!);
    const change = nextGradient.map((value, at) => value - gradient[at]!);
    const product = inner(move, change);
    if (product > 1e-12) steps.push({ move, change, scale: 1 / product });
    if (steps.length > memory) steps.shift();
    const gain = loss - nextLoss;
    point = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gain < gainMin * Math.max(1, loss)) break;
  }
  return point;
}

/** The two-loop recursion: minus the inverse Hessian, as the last steps show it, times the gradient. */
function directionOf(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const factors: number[] = [];
  for (const { move, change, scale } of steps.toReversed()) {
    const factor = scale * inner(move, direction);
    factors.push(factor);
    for (let at = 0; at < direction.length; at += 1) direction[at]! -= factor * change[at]!;
  }
  const last = steps.at(-1);
  if (last) {
    const factor = 1 / (last.scale * inner(last.change, last.change));
    for (let at = 0; at < direction.length; at += 1) direction[at]! *= factor;
  }
  for (const { move, change, scale } of steps) {
    const correction = factors.pop()! - scale * inner(change, direction);
    for (let at = 0; at < direction.length; at += 1) direction[at]! += correction * move[at]!;
  }
  return direction;
}

function inner(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += left[at]! * right[at]!;
  return sum;
}
