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
  /** Each so-many-th row is looked at, and counts as often: for a solution that is good enough to begin with. */
  readonly stride?: number;
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
  const work = { gradient: new Float64Array(size), curvature: new Float64Array(design.rowsCount) };
  const stride = options.stride ?? 1;
  const matrixStride = stride * Math.max(1, Math.floor(design.rowsCount / stride / options.sampleRows));
  const matrix = new Float64Array(size * size);
  const memory: Pair[] = [];
  let loss = passRows(design, labels, weights, penalty, beta, work, stride);
  let decrement = Number.POSITIVE_INFINITY;
  let iterations = 0;
  for (let isFresh = false; iterations < iterationsMax; iterations++) {
    if (!isFresh) {
      buildInformation(design, work.curvature, penalty, matrix, matrixStride);
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
      const next = passRows(design, labels, weights, penalty, beta, work, stride);
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
  return { beta, iterations, converged: decrement < options.decrementMin };
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
  const work = { gradient: new Float64Array(design.width), curvature: new Float64Array(design.rowsCount) };
  passRows(design, labels, weights, penalty, beta, work, 1);
  const matrix = new Float64Array(design.width ** 2);
  buildInformation(design, work.curvature, penalty, matrix, 1);
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
  readonly curvature: Float64Array;
}

/** Far from what a number holds: a product below it may be doubled once more. */
const productMax = 1e300;

/** The penalised loss (to be minimised); fills the gradient of the log likelihood and each row's curvature. */
function passRows(
  { rowsCount, slots, indices, values }: Design,
  labels: Uint8Array,
  weights: Float64Array | null,
  penalty: Penalty,
  beta: Float64Array,
  { gradient, curvature }: Work,
  stride: number,
): number {
  gradient.fill(0);
  let loss = 0;
  // Rows of one weight share a logarithm: that of the product.
  let product = 1;
  for (let row = 0; row < rowsCount; row += stride) {
    const at = row * slots;
    const end = at + slots;
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
    curvature[row] = weight * probability * (1 - probability);
    for (let entry = at; entry < end; entry++) gradient[indices[entry]!]! += residual * values[entry]!;
  }
  loss += Math.log(product);
  if (stride > 1) for (let column = 0; column < gradient.length; column++) gradient[column]! *= stride;
  return loss * stride + addPenalty(penalty, beta, gradient);
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

/** XᵀWX + P of every `stride`-th row, scaled up; lower triangle. */
function buildInformation(
  { rowsCount, slots, width, indices, values }: Design,
  curvature: Float64Array,
  { ridge, smooth }: Penalty,
  matrix: Float64Array,
  stride: number,
): void {
  matrix.fill(0);
  for (let row = 0; row < rowsCount; row += stride) {
    const weight = curvature[row]! * stride;
    const at = row * slots;
    for (let left = at; left < at + slots; left++) {
      const value = weight * values[left]!;
      if (value === 0) continue;
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
