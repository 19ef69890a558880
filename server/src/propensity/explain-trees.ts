/**
 * What each column added to a row's score, by Shapley values of the trees (TreeSHAP, path-dependent: Lundberg et al.
 * 2018): they sum exactly to the score less the mean score, and do not depend on the order of the splits.
 *
 * A path holds the columns split by so far, each with the share of the training rows that would come through without it
 * (zero) and whether this row does (one), and the weights of its subsets by size.
 */
import type { BinnedTable } from './bins.ts';
import type { FittedBoosted } from './fit-boosted.ts';
import type { Tree } from './tree.ts';

interface Path {
  readonly features: Int32Array;
  readonly zeros: Float64Array;
  readonly ones: Float64Array;
  readonly weights: Float64Array;
}

/** @returns by column (of `rules`), in units of the score. */
export function explainRow({ trees }: Pick<FittedBoosted, 'trees'>, binned: BinnedTable, row: number): Float64Array {
  const effects = new Float64Array(binned.bins.length);
  for (const tree of trees) if (tree.features[0]! >= 0) explainTree(tree, binned.bins, row, effects);
  return effects;
}

/** The mean score of the trees, from which the effects are counted. */
export const meanScore = ({ base, trees }: FittedBoosted) => trees.reduce((sum, tree) => sum + tree.values[0]!, base);

function explainTree(tree: Tree, bins: readonly Uint8Array[], row: number, effects: Float64Array): void {
  const walk = (node: number, parent: Path, length: number, zero: number, one: number, feature: number): void => {
    const path = extend(parent, length, zero, one, feature);
    const split = tree.features[node]!;
    if (split < 0) {
      for (let index = 1; index <= length; index++) {
        const weight = sumUnwound(path, length, index);
        effects[path.features[index]!]! += weight * (path.ones[index]! - path.zeros[index]!) * tree.values[node]!;
      }
      return;
    }
    const bin = bins[split]![row]!;
    const isLeft = bin === 0 ? tree.missingLeft[node] === 1 : bin <= tree.bins[node]!;
    const hot = tree.lefts[node]! + (isLeft ? 0 : 1);
    const cold = tree.lefts[node]! + (isLeft ? 1 : 0);
    let depth = length;
    let incomingZero = 1;
    let incomingOne = 1;
    let current = path;
    const known = path.features.subarray(1, length + 1).indexOf(split) + 1;
    if (known > 0) {
      incomingZero = path.zeros[known]!;
      incomingOne = path.ones[known]!;
      current = unwind(path, depth, known);
      depth--;
    }
    const cover = tree.covers[node]!;
    walk(hot, current, depth + 1, (incomingZero * tree.covers[hot]!) / cover, incomingOne, split);
    walk(cold, current, depth + 1, (incomingZero * tree.covers[cold]!) / cover, 0, split);
  };
  const empty = new Float64Array();
  walk(0, { features: new Int32Array(), zeros: empty, ones: empty, weights: empty }, 0, 1, 1, -1);
}

/** A copy with one column more, at place `length`. */
function extend(parent: Path, length: number, zero: number, one: number, feature: number): Path {
  const path = copy(parent, length + 1);
  path.features[length] = feature;
  path.zeros[length] = zero;
  path.ones[length] = one;
  path.weights[length] = length === 0 ? 1 : 0;
  for (let index = length - 1; index >= 0; index--) {
    path.weights[index + 1]! += (one * path.weights[index]! * (index + 1)) / (length + 1);
    path.weights[index] = (zero * path.weights[index]! * (length - index)) / (length + 1);
  }
  return path;
}

function copy(path: Path, size: number): Path {
  const longer = {
    features: new Int32Array(size),
    zeros: new Float64Array(size),
    ones: new Float64Array(size),
    weights: new Float64Array(size),
  };
  longer.features.set(path.features.subarray(0, size));
  longer.zeros.set(path.zeros.subarray(0, size));
  longer.ones.set(path.ones.subarray(0, size));
  longer.weights.set(path.weights.subarray(0, size));
  return longer;
}

/** The path without the column at `place`; `last` is the last place. */
function unwind(parent: Path, last: number, place: number): Path {
  const path = copy(parent, last + 1);
  const one = path.ones[place]!;
  const zero = path.zeros[place]!;
  let next = path.weights[last]!;
  for (let index = last - 1; index >= 0; index--) {
    if (one !== 0) {
      const old = path.weights[index]!;
      path.weights[index] = (next * (last + 1)) / ((index + 1) * one);
      next = old - (path.weights[index]! * zero * (last - index)) / (last + 1);
    } else path.weights[index] = (path.weights[index]! * (last + 1)) / (zero * (last - index));
  }
  for (let index = place; index < last; index++) {
    path.features[index] = path.features[index + 1]!;
    path.zeros[index] = path.zeros[index + 1]!;
    path.ones[index] = path.ones[index + 1]!;
  }
  return path;
}

function sumUnwound(path: Path, last: number, place: number): number {
  const one = path.ones[place]!;
  const zero = path.zeros[place]!;
  let next = path.weights[last]!;
  let total = 0;
  for (let index = last - 1; index >= 0; index--) {
    if (one !== 0) {
      const part = (next * (last + 1)) / ((index + 1) * one);
      total += part;
      next = path.weights[index]! - (part * zero * (last - index)) / (last + 1);
    } else if (zero !== 0) total += (path.weights[index]! * (last + 1)) / (zero * (last - index));
  }
  return total;
}
