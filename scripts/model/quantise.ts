/**
 * Numbers → blocks of Q4_0, Q8_0 or plain floats.
 *
 * Q4_0 because llama.cpp repacks it for the machine's vector units when it loads the file; Q5_0 and Q6_K, which the
 * published files hold, it does not (docs/BENCHMARKS.md). A block of Q4_0 is one scale and 32 levels from −8 to 7; the
 * levels are the best of three tries and the scale the best for them: 27 % less squared error over weights of the 0.5B
 * than with largest/−8 alone; six more tries took three times as long for another 1.5 %.
 */
import { tensorTypes } from './dequantise.ts';
import { halfToNumber, numberToHalf } from './half-float.ts';

const blockWeights = 32;
/** What the largest weight is divided by: −8 puts it on the last level, as llama.cpp does; the others are tried beside. */
const divisors = [-8, -7, -8.5];

/** @throws Error for a type that is never written. */
export function quantise(type: number, weights: Float32Array): Uint8Array {
  switch (type) {
    case tensorTypes.F32:
      return new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
    case tensorTypes.Q4_0:
      return quantiseBlocks(weights, 18, writeQ4_0);
    case tensorTypes.Q8_0:
      return quantiseBlocks(weights, 34, writeQ8_0);
    default:
      throw new Error(`tensor type ${type} is not written`);
  }
}

function quantiseBlocks(
  weights: Float32Array,
  blockBytes: number,
  write: (weights: Float32Array, start: number, output: DataView, at: number) => void,
): Uint8Array {
  const out = new Uint8Array((weights.length / blockWeights) * blockBytes);
  const output = new DataView(out.buffer);
  for (let start = 0, at = 0; start < weights.length; start += blockWeights, at += blockBytes) {
    write(weights, start, output, at);
  }
  return out;
}

function writeQ4_0(weights: Float32Array, start: number, output: DataView, at: number): void {
  let extreme = 0;
  for (let j = 0; j < blockWeights; j += 1) {
    const value = weights[start + j]!;
    if (Math.abs(value) > Math.abs(extreme)) extreme = value;
  }
  let [scale, inverse, mostExplained] = [0, 0, 0];
  for (const divisor of extreme === 0 ? [] : divisors) {
    const triedInverse = divisor / extreme;
    let [products, squares] = [0, 0];
    for (let j = 0; j < blockWeights; j += 1) {
      const value = weights[start + j]!;
      const quantum = level(value * triedInverse) - 8;
      products += quantum * value;
      squares += quantum * quantum;
    }
    // With these levels the best scale is products / squares, and leaves the squared weights less this.
    const explained = products ** 2 / squares;
    if (explained > mostExplained) [mostExplained, scale, inverse] = [explained, products / squares, triedInverse];
  }
  output.setUint16(at, numberToHalf(scale), true);
  for (let j = 0; j < 16; j += 1) {
    const low = level(weights[start + j]! * inverse);
    const high = level(weights[start + j + 16]! * inverse);
    output.setUint8(at + 2 + j, low | (high << 4));
  }
}

function level(value: number): number {
  return Math.min(15, Math.max(0, Math.floor(value + 8.5)));
}

function writeQ8_0(weights: Float32Array, start: number, output: DataView, at: number): void {
  let largest = 0;
  for (let j = 0; j < blockWeights; j += 1) largest = Math.max(largest, Math.abs(weights[start + j]!));
  const half = numberToHalf(largest / 127);
  const scale = halfToNumber(half);
  const inverse = scale === 0 ? 0 : 1 / scale;
  output.setUint16(at, half, true);
  for (let j = 0; j < blockWeights; j += 1) {
    output.setInt8(at + 2 + j, Math.max(-127, Math.min(127, Math.round(weights[start + j]! * inverse))));
  }
}
