/**
 * A fitted logistic regression for people: each coefficient against its term's reference level with a standard error, an
 * odds ratio and its interval of 95 %; and what each column adds to one row's score.
 *
 * The reference is the level, or the knot, that most rows are at. Standard errors of a difference of two coefficients come
 * from the inverse of the penalised information, so they count the penalty as knowledge (they are those of a posterior).
 */
import { invert } from './cholesky.ts';
import type { Design, Term } from './logistic-terms.ts';
import { widthOf } from './logistic-terms.ts';

export interface Coefficient {
  readonly term: string;
  readonly level: string;
  /** Log odds against the reference level. */
  readonly estimate: number;
  readonly standard_error: number;
  readonly odds_ratio: number;
  readonly odds_ratio_low: number;
  readonly odds_ratio_high: number;
  /** Of "no difference from the reference", by Wald's test. */
  readonly p_value: number;
  readonly is_reference: boolean;
  /** Training rows at this level (knots: shares of rows beside them). */
  readonly rows: number;
}

export function describeCoefficients(
  terms: readonly Term[],
  design: Design,
  beta: Float64Array,
  factor: Float64Array,
): Coefficient[] {
  const covariance = invert(factor, design.width);
  const rows = sumColumns(design);
  return terms.flatMap((term, index) => {
    const start = design.starts[index]!;
    const width = widthOf(term);
    const columns = Array.from({ length: width }, (_, offset) => start + offset).filter((column) => rows[column]! > 0);
    if (columns.length === 0) return [];
    const reference = columns.reduce((most, column) => (rows[column]! > rows[most]! ? column : most));
    return columns.map((column) => {
      const variance =
        covariance[column * design.width + column]! +
        covariance[reference * design.width + reference]! -
        2 * covariance[column * design.width + reference]!;
      return describeOne(nameTerm(term), nameLevel(term, column - start), beta[column]! - beta[reference]!, variance, {
        isReference: column === reference,
        rows: rows[column]!,
      });
    });
  });
}

function describeOne(
  term: string,
  level: string,
  estimate: number,
  variance: number,
  { isReference, rows }: { readonly isReference: boolean; readonly rows: number },
): Coefficient {
  const error = isReference ? 0 : Math.sqrt(Math.max(0, variance));
  return {
    term,
    level,
    estimate,
    standard_error: error,
    odds_ratio: Math.exp(estimate),
    odds_ratio_low: Math.exp(estimate - 1.96 * error),
    odds_ratio_high: Math.exp(estimate + 1.96 * error),
    p_value: isReference || error === 0 ? 1 : twoSided(Math.abs(estimate) / error),
    is_reference: isReference,
    rows: Math.round(rows),
  };
}

/** Two tails of the normal distribution (Abramowitz and Stegun 26.2.17, wrong by less than 10⁻⁷). */
export function twoSided(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const polynomial = terms.reduceRight((sum, term) => (sum + term) * t, 0);
  return Math.min(1, 2 * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial);
}

/** How much of each column the rows have. */
export function sumColumns({ rowsCount, counts, stride, width, indices, values }: Design): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < rowsCount; row++) {
    for (let at = row * stride; at < row * stride + counts[row]!; at++) sums[indices[at]!]! += values[at]!;
  }
  return sums;
}

function nameTerm(term: Term): string {
  return term.kind === 'interaction' ? `${term.left.column} × ${term.right.column}` : term.column;
}

function nameLevel(term: Term, offset: number): string {
  if (term.kind === 'categorical') return term.levels[offset] ?? '(other)';
  if (term.kind === 'numeric') {
    if (offset < term.knots.length) return String(term.knots[offset]);
    return offset === term.knots.length ? `exactly ${term.spike}` : '(missing)';
  }
  const pair = term.pairs[offset]!;
  const width = 'bounds' in term.right ? term.right.bounds.length + 2 : term.right.levels.length + 1;
  return `${nameCell(term.left, Math.floor(pair / width))} × ${nameCell(term.right, pair % width)}`;
}

function nameCell(rule: Extract<Term, { kind: 'interaction' }>['left'], cell: number): string {
  if ('levels' in rule) return rule.levels[cell] ?? '(other)';
  if (cell > rule.bounds.length) return '(missing)';
  const low = rule.bounds[cell - 1];
  const high = rule.bounds[cell];
  if (low === undefined) return high === undefined ? '(any)' : `< ${high}`;
  return high === undefined ? `≥ ${low}` : `${low} … ${high}`;
}

/** What each term adds to each row's score on average over the design's rows. */
export function meanEffects(terms: readonly Term[], design: Design, beta: Float64Array): number[] {
  const sums = sumColumns(design);
  return terms.map((term, index) => {
    const start = design.starts[index]!;
    let sum = 0;
    for (let column = start; column < start + widthOf(term); column++) sum += sums[column]! * beta[column]!;
    return sum / design.rowsCount;
  });
}

/** What each column adds to one row's score, against the average row; an interaction is shared by its two columns. */
export function explainLogisticRow(
  terms: readonly Term[],
  means: readonly number[],
  design: Design,
  beta: Float64Array,
  row: number,
): Map<string, number> {
  const effects = new Map<string, number>();
  const add = (column: string, effect: number) => effects.set(column, (effects.get(column) ?? 0) + effect);
  // The intercept is first; entries ascend, so each term's follow those of the term before.
  let at = row * design.stride + 1;
  const rowEnd = row * design.stride + design.counts[row]!;
  for (const [index, term] of terms.entries()) {
    const columnsEnd = design.starts[index]! + widthOf(term);
    let effect = -means[index]!;
    for (; at < rowEnd && design.indices[at]! < columnsEnd; at++) {
      effect += beta[design.indices[at]!]! * design.values[at]!;
    }
    if (term.kind === 'interaction') {
      add(term.left.column, effect / 2);
      add(term.right.column, effect / 2);
    } else add(term.column, effect);
  }
  return effects;
}
