/**
 * Grows one tree of the boosting, best leaf first, on histograms: sums of gradients and curvatures by bin.
 *
 * The smaller child's histogram is counted, its sibling's is the parent's less that. Counting is what costs, so a row's
 * gradient and curvature are packed into one number (whole units of the gradient above whole units of the curvature; a
 * double holds 53 bits of them exactly) and one sum is kept, not two. Splits are chosen by these rounded sums, leaves get
 * the exact ones. Columns are bytes, and one of 28,832 rows fits the first cache.
 */
import type { BinnedTable } from './bins.ts';
import { countColumn, packing, type Split, scanColumn, subtract } from './histogram.ts';
import type { Tree } from './tree.ts';

export interface TreeSettings {
  readonly leavesMax: number;
  readonly depthMax: number;
  /** Least curvature (about p(1−p) times rows) of a leaf. */
  readonly leafCurvatureMin: number;
  readonly ridge: number;
  readonly gainMin: number;
  readonly rate: number;
}

interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** Packed. */
  readonly sum: number;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

export class TreeGrower {
  private readonly table: BinnedTable;
  private readonly settings: TreeSettings;
  private readonly gradients: Float64Array;
  private readonly curvatures: Float64Array;
  private readonly gradientUnit: number;
  private readonly curvatureUnit: number;
  private readonly packed: Float64Array;
  private readonly inOrder: Float64Array;
  private readonly moved: Int32Array;
  private readonly pool: Float64Array[] = [];

  /**
   * @param gradients, curvatures Of each row, at most `weightMax` and a quarter of it; the caller fills them before each
   *   tree.
   * @param drawnMax Rows of one tree at most: more rows leave fewer bits for each.
   */
  constructor(
    table: BinnedTable,
    settings: TreeSettings,
    gradients: Float64Array,
    curvatures: Float64Array,
    { weightMax, drawnMax }: { readonly weightMax: number; readonly drawnMax: number },
  ) {
    this.table = table;
    this.settings = settings;
    this.gradients = gradients;
    this.curvatures = curvatures;
    const steps = packing / 2 / drawnMax;
    this.gradientUnit = weightMax / steps;
    this.curvatureUnit = weightMax / 4 / steps;
    this.packed = new Float64Array(table.rowsCount);
    this.inOrder = new Float64Array(table.rowsCount);
    this.moved = new Int32Array(table.rowsCount);
  }

  /**
   * @param rows The rows to grow on; they are put in order of the leaves.
   * @param features The columns to split by.
   * @param scores What each of the rows gets is added here: they need not walk down the tree.
   */
  grow(rows: Int32Array, features: readonly number[], scores: Float64Array): Tree {
    const nodesMax = 2 * this.settings.leavesMax - 1;
    const tree: Tree = {
      features: new Int16Array(nodesMax).fill(-1),
      bins: new Uint8Array(nodesMax),
      missingLeft: new Uint8Array(nodesMax),
      lefts: new Int32Array(nodesMax),
      values: new Float64Array(nodesMax),
      covers: new Float64Array(nodesMax),
    };
    const leaves = [this.createRoot(rows, features)];
    let nodesCount = 1;
    while (leaves.length < this.settings.leavesMax) {
      const best = takeBest(leaves);
      if (!best) break;
      leaves.push(...this.split(tree, best, nodesCount, rows, features, leaves.length + 2 < this.settings.leavesMax));
      nodesCount += 2;
    }
    for (const leaf of leaves) {
      this.finishLeaf(tree, leaf, rows, scores);
      if (leaf.histogram) this.pool.push(leaf.histogram);
    }
    return finish(tree, nodesCount);
  }

  private createRoot(rows: Int32Array, features: readonly number[]): Leaf {
    const { gradients, curvatures, packed, gradientUnit, curvatureUnit } = this;
    let sum = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      const both = Math.round(gradients[row]! / gradientUnit) * packing + Math.round(curvatures[row]! / curvatureUnit);
      packed[row] = both;
      sum += both;
    }
    const histogram = this.count(rows, 0, rows.length, features);
    return {
      node: 0,
      from: 0,
      to: rows.length,
      depth: 0,
      sum,
      histogram,
      split: this.findSplit(histogram, features, sum),
    };
  }

  private finishLeaf(tree: Tree, { node, from, to }: Leaf, rows: Int32Array, scores: Float64Array): void {
    let gradient = 0;
    let curvature = 0;
    for (let index = from; index < to; index++) {
      gradient += this.gradients[rows[index]!]!;
      curvature += this.curvatures[rows[index]!]!;
    }
    const value = (-this.settings.rate * gradient) / (curvature + this.settings.ridge);
    tree.values[node] = value;
    tree.covers[node] = curvature;
    for (let index = from; index < to; index++) scores[rows[index]!]! += value;
  }

  private split(
    tree: Tree,
    leaf: Leaf,
    left: number,
    rows: Int32Array,
    features: readonly number[],
    mayGoOn: boolean,
  ): [Leaf, Leaf] {
    const split = leaf.split!;
    tree.features[leaf.node] = split.feature;
    tree.bins[leaf.node] = split.bin;
    tree.missingLeft[leaf.node] = split.missingLeft ? 1 : 0;
    tree.lefts[leaf.node] = left;
    const middle = this.part(rows, leaf, split);
    const depth = leaf.depth + 1;
    const sides = [
      { node: left, from: leaf.from, to: middle, depth, sum: split.leftSum },
      { node: left + 1, from: middle, to: leaf.to, depth, sum: leaf.sum - split.leftSum },
    ] as const;
    if (!mayGoOn || depth >= this.settings.depthMax) {
      this.pool.push(leaf.histogram!);
      return [
        { ...sides[0], histogram: null, split: null },
        { ...sides[1], histogram: null, split: null },
      ];
    }
    const smaller = sides[middle - leaf.from <= leaf.to - middle ? 0 : 1];
    const counted = this.count(rows, smaller.from, smaller.to, features);
    const rest = leaf.histogram!;
    const { offsets } = this.table;
    for (const feature of features) subtract(rest, counted, offsets[feature]!, offsets[feature + 1]!);
    const finishSide = (side: (typeof sides)[number]): Leaf => {
      const histogram = side === smaller ? counted : rest;
      return { ...side, histogram, split: this.findSplit(histogram, features, side.sum) };
    };
    return [finishSide(sides[0]), finishSide(sides[1])];
  }

  /** Puts the rows that go left first, both sides in their old order. */
  private part(rows: Int32Array, { from, to }: Leaf, split: Split): number {
    const bins = this.table.bins[split.feature]!;
    const { moved } = this;
    let left = from;
    let right = 0;
    for (let index = from; index < to; index++) {
      const row = rows[index]!;
      const bin = bins[row]!;
      if (bin === 0 ? split.missingLeft : bin <= split.bin) rows[left++] = row;
      else moved[right++] = row;
    }
    rows.set(moved.subarray(0, right), left);
    return left;
  }

  private count(rows: Int32Array, from: number, to: number, features: readonly number[]): Float64Array {
    const { offsets, bins } = this.table;
    const histogram = this.pool.pop() ?? new Float64Array(offsets.at(-1)!);
    const { inOrder, packed } = this;
    for (let index = from; index < to; index++) inOrder[index] = packed[rows[index]!]!;
    for (const feature of features) {
      histogram.fill(0, offsets[feature], offsets[feature + 1]);
      countColumn(histogram, offsets[feature]!, bins[feature]!, rows, from, to, inOrder);
    }
    return histogram;
  }

  private findSplit(histogram: Float64Array, features: readonly number[], sum: number): Split | null {
    const { ridge, leafCurvatureMin, gainMin } = this.settings;
    const { gradientUnit, curvatureUnit } = this;
    const { offsets } = this.table;
    const whole = Math.floor(sum / packing);
    const gradient = whole * gradientUnit;
    const curvature = (sum - whole * packing) * curvatureUnit;
    if (curvature < 2 * leafCurvatureMin) return null;
    const parent = (gradient * gradient) / (curvature + ridge) + gainMin;
    const found = { gain: parent, feature: -1, bin: 0, missingLeft: false, leftSum: 0 };
    const node = { gradient, curvature, ridge, leafCurvatureMin, gradientUnit, curvatureUnit };
    for (const feature of features) {
      const missing = histogram[offsets[feature]!]!;
      scanColumn(found, histogram, feature, offsets[feature]!, offsets[feature + 1]!, node, false);
      if (missing !== 0) scanColumn(found, histogram, feature, offsets[feature]!, offsets[feature + 1]!, node, true);
    }
    return found.feature < 0 ? null : { ...found, gain: found.gain - parent };
  }
}

function takeBest(leaves: Leaf[]): Leaf | null {
  let best = -1;
  for (const [index, leaf] of leaves.entries()) {
    if (leaf.split && (best < 0 || leaf.split.gain > leaves[best]!.split!.gain)) best = index;
  }
  return best < 0 ? null : leaves.splice(best, 1)[0]!;
}

/** Cuts the arrays to the nodes there are; inner nodes get the mean of their leaves. */
function finish(tree: Tree, nodesCount: number): Tree {
  const { features, lefts, values, covers } = tree;
  for (let node = nodesCount - 1; node >= 0; node--) {
    if (features[node]! < 0) continue;
    const left = lefts[node]!;
    const right = left + 1;
    covers[node] = covers[left]! + covers[right]!;
    values[node] = (values[left]! * covers[left]! + values[right]! * covers[right]!) / covers[node]!;
  }
  return {
    features: features.slice(0, nodesCount),
    bins: tree.bins.slice(0, nodesCount),
    missingLeft: tree.missingLeft.slice(0, nodesCount),
    lefts: lefts.slice(0, nodesCount),
    values: values.slice(0, nodesCount),
    covers: covers.slice(0, nodesCount),
  };
}
