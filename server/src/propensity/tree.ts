/**
 * A tree over bins as flat arrays, and its value for each row. A node splits at a bin: bins up to it go left; bin 0
 * (missing) goes where the gain was better. Node 0 is the root; a leaf has no feature.
 */
import type { BinnedTable } from './bins.ts';

export interface Tree {
  /** −1 in a leaf. */
  readonly features: Int16Array;
  readonly bins: Uint8Array;
  readonly missingLeft: Uint8Array;
  /** The right child is the next node. */
  readonly lefts: Int32Array;
  /** Of leaves, what is added to the score; of inner nodes, the mean of their leaves by cover. */
  readonly values: Float64Array;
  /** Curvature of the training rows that came through each node: the weight of a branch in explanations. */
  readonly covers: Float64Array;
}

/** The leaf that a row falls into. */
export function findLeaf(tree: Tree, bins: readonly Uint8Array[], row: number): number {
  const { features, lefts, missingLeft } = tree;
  let node = 0;
  for (let feature = features[0]!; feature >= 0; feature = features[node]!) {
    const bin = bins[feature]![row]!;
    const isLeft = bin === 0 ? missingLeft[node] === 1 : bin <= tree.bins[node]!;
    node = lefts[node]! + (isLeft ? 0 : 1);
  }
  return node;
}

export function addTree(scores: Float64Array, tree: Tree, { bins, rowsCount }: BinnedTable): void {
  for (let row = 0; row < rowsCount; row++) scores[row]! += tree.values[findLeaf(tree, bins, row)]!;
}
