/**
 * Penalised logistic regression: maximises the log likelihood less ½ βᵀPβ, where P is diagonal and, between neighbouring
 * knots of a numeric term, draws coefficients to each other.
 *
 * Newton's method (iteratively reweighted least squares) with an information matrix from a sample of the rows, because
 * making that matrix is what costs: 28,832 rows of 28 entries are 12 million products, a pass over the rows for the
 * gradient is 1.6 million. What the sample's matrix gets wrong the last steps put right (L-BFGS on top of it). The gradient
 * is always that of all rows, so the solution is the same; standard errors take the matrix of all rows, once, at the end
 * (`computeInformation`).
 */
import { factorise, solve } from './cholesky.ts';
import type { Design } from './logistic-terms.ts';

export interface Penalty {
  /** Of each column; 0 for the intercept. */
  readonly ridge: Float64Array;
  /** Of the difference between a column and the next. */
  readonly smooth: Float64Array;
}

export interface Solution {
  readonly beta: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** Of each row: the label less the probability, and what the probability's variance is; both times the weight. */
  readonly residuals: Float64Array;
  readonly curvatures: Float64Array;
}

const iterationsMax = 200;
/** Steps remembered. */
const memoryMax = 10;

export interface SolveOptions {
  readonly start?: Float64Array;
  /** The gain in log likelihood that the next step promises, below which there is no next step. */
  readonly decrementMin: number;
  /** How often the matrix of the steps is made. */
  readonly matricesMax: number;
  /** Rows that it is made of. */
  readonly sampleRows: number;
}

export function solveLogistic(
  design: Design,
  labels: Uint8Array,
  weights: Float64Array | null,
  penalty: Penalty,
  options: SolveOptions,
): Solution {
  const size = design.width;
  const beta = new Float64Array(size);
  if (options.start) beta.set(options.start.subarray(0, Math.min(size, options.start.length)));
  const work = createWork(design);
  const every = Math.max(1, Math.floor(design.rowsCount / options.sampleRows));
  const matrix = new Float64Array(size * size);
  const memory: Pair[] = [];
  let loss = passRows(design, labels, weights, penalty, beta, work);
  let decrement = Number.POSITIVE_INFINITY;
  let iterations = 0;
  for (let isFresh = false; iterations < iterationsMax; iterations++) {
    if (!isFresh) {
      buildInformation(design, work.curvatures, penalty, matrix, every);
      if (!factorise(matrix, size)) throw new Error('the penalised information is not positive definite');
      memory.length = 0;
    }
    const step = createStep(matrix, size, memory, work.gradient);
    decrement = dot(step, work.gradient) / 2;
    if (decrement < options.decrementMin) break;
    const before = { beta: beta.slice(), gradient: work.gradient.slice() };
    let scale = 1;
    for (;;) {
      for (let column = 0; column < size; column++) beta[column] = before.beta[column]! + scale * step[column]!;
      const next = passRows(design, labels, weights, penalty, beta, work);
      if (next <= loss || scale < 1e-6) {
        loss = next;
        break;
      }
      scale /= 2;
    }
    for (let column = 0; column < size; column++) step[column]! *= scale;
    for (let column = 0; column < size; column++) before.gradient[column]! -= work.gradient[column]!;
    remember(memory, step, before.gradient);
    // The first step is long and the curvature changes under it; what changes later the memory puts right.
    isFresh = iterations >= options.matricesMax - 1;
  }
  const { residuals, curvatures } = work;
  return { beta, iterations, converged: decrement < options.decrementMin, residuals, curvatures };
}

interface Pair {
  readonly step: Float64Array;
  /** How the gradient of the loss changed by the step. */
  readonly change: Float64Array;
  readonly product: number;
}

function remember(memory: Pair[], step: Float64Array, change: Float64Array): void {
  const product = dot(step, change);
  if (product <= 0) return;
  memory.push({ step, change, product });
  if (memory.length > memoryMax) memory.shift();
}

/** The two loops of L-BFGS around the solution by the sample's matrix. */
function createStep(factor: Float64Array, size: number, memory: readonly Pair[], gradient: Float64Array): Float64Array {
  const step = gradient.slice();
  const shares = memory.map(() => 0);
  for (let index = memory.length - 1; index >= 0; index--) {
    const pair = memory[index]!;
    shares[index] = dot(pair.step, step) / pair.product;
    add(step, pair.change, -shares[index]!);
  }
  solve(factor, size, step);
  for (const [index, pair] of memory.entries()) {
    add(step, pair.step, shares[index]! - dot(pair.change, step) / pair.product);
  }
  return step;
}

function add(target: Float64Array, values: Float64Array, scale: number): void {
  for (let index = 0; index < target.length; index++) target[index]! += scale * values[index]!;
}

/** The Cholesky factor of the penalised information of all rows, for standard errors. */
export function computeInformation(
  design: Design,
  labels: Uint8Array,
  weights: Float64Array | null,
  penalty: Penalty,
  beta: Float64Array,
): Float64Array {
  const work = createWork(design);
  passRows(design, labels, weights, penalty, beta, work);
  const matrix = new Float64Array(design.width ** 2);
  buildInformation(design, work.curvatures, penalty, matrix, 1);
  if (!factorise(matrix, design.width)) throw new Error('the penalised information is not positive definite');
  return matrix;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

interface Work {
  readonly gradient: Float64Array;
  readonly residuals: Float64Array;
  readonly curvatures: Float64Array;
}

const createWork = ({ width, rowsCount }: Design): Work => ({
  gradient: new Float64Array(width),
  residuals: new Float64Array(rowsCount),
  curvatures: new Float64Array(rowsCount),
});

/** Far from what a number holds: a product below it may be doubled once more. */
const productMax = 1e300;

/** The penalised loss (to be minimised); fills the gradient of the log likelihood, each row's residual and curvature. */
function passRows(
  { rowsCount, counts, stride, indices, values }: Design,
  labels: Uint8Array,
  weights: Float64Array | null,
  penalty: Penalty,
  beta: Float64Array,
  { gradient, residuals, curvatures }: Work,
): number {
  gradient.fill(0);
  let loss = 0;
  // Rows of one weight share a logarithm: that of the product.
  let product = 1;
  for (let row = 0; row < rowsCount; row++) {
    const at = row * stride;
    const end = at + counts[row]!;
    let score = 0;
    for (let entry = at; entry < end; entry++) score += beta[indices[entry]!]! * values[entry]!;
    const weight = weights === null ? 1 : weights[row]!;
    const label = labels[row]!;
    const small = Math.exp(-Math.abs(score));
    const probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
    loss += weight * ((score >= 0 ? score : 0) - label * score);
    if (weights !== null) loss += weight * Math.log(1 + small);
    else {
      product *= 1 + small;
      if (product > productMax) {
        loss += Math.log(product);
        product = 1;
      }
    }
    const residual = weight * (label - probability);
    residuals[row] = residual;
    curvatures[row] = weight * probability * (1 - probability);
    for (let entry = at; entry < end; entry++) gradient[indices[entry]!]! += residual * values[entry]!;
  }
  loss += Math.log(product);
  return loss + addPenalty(penalty, beta, gradient);
}

function addPenalty({ ridge, smooth }: Penalty, beta: Float64Array, gradient: Float64Array): number {
  let loss = 0;
  for (let column = 0; column < beta.length; column++) {
    const value = beta[column]!;
    loss += 0.5 * ridge[column]! * value * value;
    gradient[column]! -= ridge[column]! * value;
    if (smooth[column] === 0) continue;
    const difference = value - beta[column + 1]!;
    loss += 0.5 * smooth[column]! * difference * difference;
    gradient[column]! -= smooth[column]! * difference;
    gradient[column + 1]! += smooth[column]! * difference;
  }
  return loss;
}

/** XᵀWX + P of every so-many-th row, scaled up; lower triangle. */
function buildInformation(
  { rowsCount, counts, stride, width, indices, values }: Design,
  curvature: Float64Array,
  { ridge, smooth }: Penalty,
  matrix: Float64Array,
  every: number,
): void {
  matrix.fill(0);
  for (let row = 0; row < rowsCount; row += every) {
    const weight = curvature[row]! * every;
    const at = row * stride;
    for (let left = at; left < at + counts[row]!; left++) {
      const value = weight * values[left]!;
      const rowAt = indices[left]! * width;
      for (let right = at; right <= left; right++) matrix[rowAt + indices[right]!]! += value * values[right]!;
    }
  }
  for (let column = 0; column < width; column++) {
    matrix[column * width + column]! += ridge[column]!;
    if (smooth[column] === 0) continue;
    const next = column + 1;
    matrix[column * width + column]! += smooth[column]!;
    matrix[next * width + next]! += smooth[column]!;
    matrix[next * width + column]! -= smooth[column]!;
  }
}
