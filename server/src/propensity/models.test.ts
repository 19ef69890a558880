/** The two models against slow and plain ways of the same, and on tables whose answer is known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../domain/random.ts';
import { binTable } from './bins.ts';
import { calibrateOne, fitCalibration } from './calibrate.ts';
import { factorise, invert, solve } from './cholesky.ts';
import { explainRow, meanScore } from './explain-trees.ts';
import { boostedSettings, fitBoosted, scoreTrees } from './fit-boosted.ts';
import { createPenalty, fitLogistic, logisticSettings, scoreRows } from './fit-logistic.ts';
import { buildDesign } from './logistic-terms.ts';
import { areaUnderCurve } from './measures.ts';
import { explainTable, predictTable, scoreTable, trainModel, trainSettings } from './model.ts';
import type { LabelledTable } from './table.ts';
import { findLeaf, type Tree } from './tree.ts';

/** The outcome follows a bend of x, a level of colour, and x and z together; some values are missing. */
function madeTable(rowsCount: number, seed: number): LabelledTable {
  const random = createRandom(seed);
  const levels = ['red', 'green', 'blue', 'rare'];
  const x = new Float64Array(rowsCount);
  const z = new Float64Array(rowsCount);
  const codes = new Int32Array(rowsCount);
  const labels = new Uint8Array(rowsCount);
  for (let row = 0; row < rowsCount; row++) {
    const [valueX, valueZ] = [random.next() * 4, random.next() < 0.5 ? 0 : 1];
    codes[row] = Math.min(3, Math.floor(random.next() * 3.02));
    const score = -2 + Math.abs(valueX - 2) + (codes[row] === 0 ? 1 : 0) + (valueX > 2 && valueZ === 1 ? 1.5 : 0);
    x[row] = random.next() < 0.1 ? Number.NaN : valueX;
    z[row] = valueZ;
    labels[row] = random.next() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  }
  const columns = [
    { kind: 'numeric', name: 'x', values: x },
    { kind: 'numeric', name: 'z', values: z },
    { kind: 'categorical', name: 'colour', codes, levels },
    { kind: 'numeric', name: 'constant', values: new Float64Array(rowsCount).fill(7) },
  ] as const;
  return { rowsCount, columns, labels };
}

const table = madeTable(3000, 1);
const test = madeTable(3000, 2);

describe('logistic regression', () => {
  it('ends where the penalised log likelihood has no slope (by numeric gradients)', () => {
    const settings = { ...logisticSettings, interactionsMax: 2 };
    const { terms, design, solution } = fitLogistic(table, null, settings);
    const { ridge, smooth } = createPenalty(terms, settings);
    const lossAt = (beta: Float64Array): number => {
      const scores = scoreRows(design, beta);
      let loss = 0;
      for (let row = 0; row < scores.length; row++) {
        loss += Math.log1p(Math.exp(scores[row]!)) - table.labels[row]! * scores[row]!;
      }
      for (let column = 0; column < beta.length; column++) {
        loss += 0.5 * ridge[column]! * beta[column]! ** 2;
        if (smooth[column]! > 0) loss += 0.5 * smooth[column]! * (beta[column]! - beta[column + 1]!) ** 2;
      }
      return loss;
    };
    expect(solution.converged).toBe(true);
    const step = 1e-4;
    const slopes = solution.beta.map((_, column) => {
      const [up, down] = [solution.beta.slice(), solution.beta.slice()];
      up[column]! += step;
      down[column]! -= step;
      return (lossAt(up) - lossAt(down)) / (2 * step);
    });
    expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(1);
    // Nowhere near is it lower by more than the promise it stopped at.
    const random = createRandom(3);
    const least = lossAt(solution.beta);
    for (let index = 0; index < 20; index++) {
      const near = solution.beta.map((value) => value + (random.next() - 0.5) * 0.1);
      expect(lossAt(near)).toBeGreaterThan(least - 0.2);
    }
  });

  it('finds the pair that says more together than apart', () => {
    const { terms } = fitLogistic(table, null, { ...logisticSettings, interactionsMax: 1 });
    const [pair] = terms.filter((term) => term.kind === 'interaction');
    expect([pair?.left.column, pair?.right.column].sort()).toEqual(['x', 'z']);
  });

  it('leaves out a column with one value', () => {
    const { terms } = fitLogistic(table, null, logisticSettings);
    expect(JSON.stringify(terms)).not.toContain('constant');
  });

  it('takes a level and values that training never saw', () => {
    const { terms, solution } = fitLogistic(table, null, logisticSettings);
    const strange: LabelledTable = {
      rowsCount: 1,
      labels: Uint8Array.of(0),
      columns: [
        { kind: 'numeric', name: 'x', values: Float64Array.of(1e9) },
        { kind: 'numeric', name: 'z', values: Float64Array.of(Number.NaN) },
        { kind: 'categorical', name: 'colour', codes: Int32Array.of(0), levels: ['violet'] },
        { kind: 'numeric', name: 'constant', values: Float64Array.of(1) },
      ],
    };
    const [score] = scoreRows(buildDesign(strange, terms), solution.beta);
    expect(Number.isFinite(score)).toBe(true);
  });
});

describe('Cholesky', () => {
  it('solves and inverts any positive definite matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 1e6 }), (size, seed) => {
        const random = createRandom(seed);
        const root = Float64Array.from({ length: size * size }, () => random.next() - 0.5);
        const matrix = new Float64Array(size * size);
        for (let row = 0; row < size; row++) {
          for (let column = 0; column < size; column++) {
            let sum = row === column ? 0.5 : 0;
            for (let index = 0; index < size; index++) sum += root[row * size + index]! * root[column * size + index]!;
            matrix[row * size + column] = sum;
          }
        }
        const factor = matrix.slice();
        expect(factorise(factor, size)).toBe(true);
        const wanted = Float64Array.from({ length: size }, (_, index) => index + 1);
        const solved = wanted.slice();
        solve(factor, size, solved);
        const inverse = invert(factor, size);
        for (let row = 0; row < size; row++) {
          let product = 0;
          let byInverse = 0;
          for (let column = 0; column < size; column++) {
            product += matrix[row * size + column]! * solved[column]!;
            byInverse += inverse[row * size + column]! * wanted[column]!;
          }
          expect(product).toBeCloseTo(wanted[row]!, 6);
          expect(byInverse).toBeCloseTo(solved[row]!, 6);
        }
      }),
    );
  });

  it('refuses a matrix that is not', () => {
    expect(factorise(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
  });
});

describe('boosted trees', () => {
  const fitted = fitBoosted(table, null, { ...boostedSettings, treesMax: 30 });

  it('are the same for the same seed and other for another', () => {
    const again = fitBoosted(table, null, { ...boostedSettings, treesMax: 30 });
    const other = fitBoosted(table, null, { ...boostedSettings, treesMax: 30, seed: 2 });
    expect(again).toEqual(fitted);
    expect(scoreTrees(other, test)).not.toEqual(scoreTrees(fitted, test));
  });

  it('have leaves that are the best step of their rows (by sums made anew)', () => {
    const whole = { ...boostedSettings, treesMax: 1, rowEighths: 8 };
    const { trees, rules, base } = fitBoosted(table, null, whole);
    const [tree] = trees;
    const { bins } = binTable(table, rules);
    const sums = new Map<number, { gradient: number; curvature: number }>();
    const probability = 1 / (1 + Math.exp(-base));
    for (let row = 0; row < table.rowsCount; row++) {
      const leaf = findLeaf(tree!, bins, row);
      const sum = sums.get(leaf) ?? { gradient: 0, curvature: 0 };
      sum.gradient += probability - table.labels[row]!;
      sum.curvature += probability * (1 - probability);
      sums.set(leaf, sum);
    }
    expect(sums.size).toBeGreaterThan(4);
    for (const [leaf, { gradient, curvature }] of sums) {
      expect(tree!.values[leaf]).toBeCloseTo((-whole.rate * gradient) / (curvature + whole.ridge), 4);
      expect(curvature).toBeGreaterThan(whole.leafCurvatureMin * 0.9);
    }
  });

  it('stop when kept-back rows gain no more', () => {
    const settings = { ...boostedSettings, treesMax: 400, patience: 10, rate: 0.3 };
    const { trees } = fitBoosted(table, null, settings, test);
    expect(trees.length).toBeLessThan(200);
    expect(trees.length).toBeGreaterThan(3);
  });

  it('are explained by effects that are Shapley values', () => {
    const binned = binTable(test, fitted.rules);
    for (const row of [0, 1, 2, 3, 4]) {
      const effects = explainRow(fitted, binned, row);
      const sum = effects.reduce((total, effect) => total + effect, meanScore(fitted));
      expect(sum).toBeCloseTo(scoreTrees(fitted, test)[row]!, 8);
      expect([...effects]).toEqual(
        byDefinition(fitted.trees, binned.bins, row).map((value) => expect.closeTo(value, 8)),
      );
    }
  });
});

/** Shapley values by their definition: over all subsets of columns. */
function byDefinition(trees: readonly Tree[], bins: readonly Uint8Array[], row: number): number[] {
  const count = bins.length;
  const factorial = (of: number): number => (of <= 1 ? 1 : of * factorial(of - 1));
  const worth = (known: number) => trees.reduce((sum, tree) => sum + expectation(tree, bins, row, known, 0), 0);
  const values = Array.from({ length: 2 ** count }, (_, known) => worth(known));
  return Array.from({ length: count }, (_, column) => {
    let sum = 0;
    for (let known = 0; known < 2 ** count; known++) {
      if ((known & (1 << column)) !== 0) continue;
      const size = known.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
      sum += weight * (values[known | (1 << column)]! - values[known]!);
    }
    return sum;
  });
}

/** What a tree gives when only some columns are known: branches of others count by cover. */
function expectation(tree: Tree, bins: readonly Uint8Array[], row: number, known: number, node: number): number {
  const feature = tree.features[node]!;
  if (feature < 0) return tree.values[node]!;
  const left = tree.lefts[node]!;
  if ((known & (1 << feature)) !== 0) {
    const bin = bins[feature]![row]!;
    const isLeft = bin === 0 ? tree.missingLeft[node] === 1 : bin <= tree.bins[node]!;
    return expectation(tree, bins, row, known, left + (isLeft ? 0 : 1));
  }
  const share = tree.covers[left]! / (tree.covers[left]! + tree.covers[left + 1]!);
  return (
    share * expectation(tree, bins, row, known, left) + (1 - share) * expectation(tree, bins, row, known, left + 1)
  );
}

describe('both', () => {
  it.each(['logistic', 'boosted'] as const)(
    '%s learns what is there to learn, and explains by what it scores',
    (kind) => {
      const { model } = trainModel(table, { ...trainSettings, kind, seed: 1 });
      const probabilities = predictTable(model, test);
      // The outcome's own probabilities reach 0.76.
      expect(areaUnderCurve(test.labels, probabilities)).toBeGreaterThan(0.72);
      const scores = scoreTable(model.core, test);
      const rest = [0, 1, 2].map((row) => {
        const [effects] = explainTable(model, test, [row]);
        return scores[row]! - effects!.reduce((sum, { logOdds }) => sum + logOdds, 0);
      });
      expect(rest[1]).toBeCloseTo(rest[0]!, 6);
      expect(rest[2]).toBeCloseTo(rest[0]!, 6);
    },
  );

  it('with balanced weights are put right by calibration', () => {
    const settings = {
      ...trainSettings,
      kind: 'boosted',
      weighting: 'balanced',
      calibration: 'platt',
      seed: 1,
    } as const;
    const skew = { ...table, labels: table.labels.map((label, row) => (label === 1 && row % 4 === 0 ? 1 : 0)) };
    const { model } = trainModel(skew, settings);
    const mean = predictTable(model, skew).reduce((sum, one) => sum + one, 0) / skew.rowsCount;
    const share = skew.labels.reduce((sum, label) => sum + label, 0) / skew.rowsCount;
    expect(Math.abs(mean - share)).toBeLessThan(0.02);
  });
});

describe('calibration', () => {
  it.each(['platt', 'isotonic'] as const)('%s never falls and stays within 0–1', (kind) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.boolean()), {
          minLength: 4,
          maxLength: 60,
        }),
        (rows) => {
          const labels = Uint8Array.from(rows, ([, label]) => (label ? 1 : 0));
          const calibration = fitCalibration(
            kind,
            labels,
            Float64Array.from(rows, ([score]) => score),
          );
          let last = 0;
          for (let score = -25; score <= 25; score += 0.5) {
            const probability = calibrateOne(calibration, score);
            expect(probability).toBeGreaterThanOrEqual(last - 1e-12);
            expect(probability).toBeLessThanOrEqual(1);
            last = probability;
          }
        },
      ),
    );
  });
});
