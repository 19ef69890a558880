/**
 * Features → a sparse row over a vocabulary: damped counts times the rarity of the feature, each block scaled to its own
 * length, so that a long statement and a short one weigh the same and many pieces of characters do not drown few words.
 */
import { type Block, type BlockWeights, blocks, type Features } from './extract-features.ts';

export interface SparseRow {
  readonly indexes: Int32Array;
  readonly values: Float64Array;
}

export interface Vocabulary {
  readonly index: ReadonlyMap<string, number>;
  /** ln((1 + statements) / (1 + statements with the feature)) + 1. */
  readonly rarity: Float64Array;
}

/** Sorted, so that the same statements give the same vocabulary. */
export function buildVocabulary(documents: readonly Features[], documentsMin: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const features of documents) for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts]
    .filter(([, count]) => count >= documentsMin)
    .map(([name]) => name)
    .sort();
  return {
    index: new Map(names.map((name, at) => [name, at])),
    rarity: Float64Array.from(names, (name) => Math.log((1 + documents.length) / (1 + counts.get(name)!)) + 1),
  };
}

export function toSparseRow(features: Features, vocabulary: Vocabulary, weights: BlockWeights): SparseRow {
  const squares = new Map<Block, number>(blocks.map((block) => [block, 0]));
  const cells: { at: number; value: number; block: Block }[] = [];
  for (const [name, { count }] of features) {
    const at = vocabulary.index.get(name);
    if (at === undefined) continue;
    const block = name[0] as Block;
    const value = (1 + Math.log(count)) * vocabulary.rarity[at]!;
    squares.set(block, squares.get(block)! + value * value);
    cells.push({ at, value, block });
  }
  cells.sort((left, right) => left.at - right.at);
  return {
    indexes: Int32Array.from(cells, ({ at }) => at),
    values: Float64Array.from(cells, ({ value, block }) => (value * weights[block]) / Math.sqrt(squares.get(block)!)),
  };
}

export function dot(row: SparseRow, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < row.indexes.length; cell += 1) sum += row.values[cell]! * weights[row.indexes[cell]!]!;
  return sum;
}
