/**
 * Histograms of packed gradients: counting a column, taking a child's from its parent's, and finding the best split of a
 * column. A packed number holds whole units of the gradient above whole units of the curvature (grow-tree.ts).
 */

/** Between the two parts of a packed number: curvatures sum to less. */
export const packing = 2 ** 26;

export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Packed. */
  readonly leftSum: number;
}

export function subtract(from: Float64Array, counted: Float64Array, start: number, end: number): void {
  for (let place = start; place < end; place++) from[place]! -= counted[place]!;
}

export function countColumn(
  histogram: Float64Array,
  offset: number,
  bins: Uint8Array,
  rows: Int32Array,
  from: number,
  to: number,
  inOrder: Float64Array,
): void {
  for (let index = from; index < to; index++) histogram[offset + bins[rows[index]!]!]! += inOrder[index]!;
}

interface NodeSums {
  readonly gradient: number;
  readonly curvature: number;
  readonly ridge: number;
  readonly leafCurvatureMin: number;
  readonly gradientUnit: number;
  readonly curvatureUnit: number;
}

/** Tries every bin of a column as the split, with what is missing on the left or on the right. */
export function scanColumn(
  found: { -readonly [Key in keyof Split]: Split[Key] },
  histogram: Float64Array,
  feature: number,
  offset: number,
  end: number,
  { gradient, curvature, ridge, leafCurvatureMin, gradientUnit, curvatureUnit }: NodeSums,
  missingLeft: boolean,
): void {
  let leftSum = missingLeft ? histogram[offset]! : 0;
  // After the last bin only what is missing is left for the right side.
  for (let place = offset + 1; place < end; place++) {
    leftSum += histogram[place]!;
    const whole = Math.floor(leftSum / packing);
    const leftCurvature = (leftSum - whole * packing) * curvatureUnit;
    if (leftCurvature < leafCurvatureMin) continue;
    const rightCurvature = curvature - leftCurvature;
    if (rightCurvature < leafCurvatureMin) break;
    const leftGradient = whole * gradientUnit;
    const rightGradient = gradient - leftGradient;
    const gain =
      (leftGradient * leftGradient) / (leftCurvature + ridge) +
      (rightGradient * rightGradient) / (rightCurvature + ridge);
    if (gain <= found.gain) continue;
    found.gain = gain;
    found.feature = feature;
    found.bin = place - offset;
    found.missingLeft = missingLeft;
    found.leftSum = leftSum;
  }
}
