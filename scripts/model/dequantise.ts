/**
 * Tensors as llama.cpp stores them → numbers: the values that the published file means.
 *
 * Block layouts and formulas: ggml-quants.c of llama.cpp (dequantize_row_*). Blocks are little-endian; a row is a whole
 * number of blocks, so rows can be taken out of a tensor as they stand.
 */
import { halfToNumber } from './half-float.ts';

export const tensorTypes = {
  F32: 0,
  F16: 1,
  Q4_0: 2,
  Q5_0: 6,
  Q8_0: 8,
  Q4_K: 12,
  Q5_K: 13,
  Q6_K: 14,
} as const;

interface Block {
  readonly weights: number;
  readonly bytes: number;
  /** Reads the block at `at` into `weights` from `to` on. */
  readonly read: (input: DataView, at: number, weights: Float32Array, to: number) => void;
}

const blocks: Readonly<Record<number, Block>> = {
  [tensorTypes.F32]: {
    weights: 1,
    bytes: 4,
    read: (input, at, weights, to) => {
      weights[to] = input.getFloat32(at, true);
    },
  },
  [tensorTypes.F16]: {
    weights: 1,
    bytes: 2,
    read: (input, at, weights, to) => {
      weights[to] = halfToNumber(input.getUint16(at, true));
    },
  },
  [tensorTypes.Q4_0]: { weights: 32, bytes: 18, read: readQ4_0 },
  [tensorTypes.Q5_0]: { weights: 32, bytes: 22, read: readQ5_0 },
  [tensorTypes.Q8_0]: { weights: 32, bytes: 34, read: readQ8_0 },
  [tensorTypes.Q4_K]: { weights: 256, bytes: 144, read: readQ4_K },
  [tensorTypes.Q5_K]: { weights: 256, bytes: 176, read: readQ5_K },
  [tensorTypes.Q6_K]: { weights: 256, bytes: 210, read: readQ6_K },
};

/** @throws Error for a type that this file does not know, or a number of weights that is not whole blocks. */
export function tensorBytes(type: number, weightsCount: number): number {
  const block = blockOf(type);
  const count = weightsCount / block.weights;
  if (!Number.isInteger(count)) throw new Error(`${weightsCount} weights are no whole blocks of tensor type ${type}`);
  return count * block.bytes;
}

/** @param source whole blocks. */
export function dequantise(type: number, source: Uint8Array): Float32Array {
  const { weights, bytes, read } = blockOf(type);
  const count = source.length / bytes;
  const out = new Float32Array(count * weights);
  const input = new DataView(source.buffer, source.byteOffset, source.byteLength);
  for (let block = 0; block < count; block += 1) read(input, block * bytes, out, block * weights);
  return out;
}

function blockOf(type: number): Block {
  const block = blocks[type];
  if (block === undefined) throw new Error(`tensor type ${type} is not known`);
  return block;
}

function readQ4_0(input: DataView, at: number, weights: Float32Array, to: number): void {
  const scale = halfToNumber(input.getUint16(at, true));
  for (let j = 0; j < 16; j += 1) {
    const byte = input.getUint8(at + 2 + j);
    weights[to + j] = ((byte & 0x0f) - 8) * scale;
    weights[to + j + 16] = ((byte >> 4) - 8) * scale;
  }
}

function readQ5_0(input: DataView, at: number, weights: Float32Array, to: number): void {
  const scale = halfToNumber(input.getUint16(at, true));
  const high = input.getUint32(at + 2, true);
  for (let j = 0; j < 16; j += 1) {
    const byte = input.getUint8(at + 6 + j);
    weights[to + j] = (((byte & 0x0f) | (((high >>> j) & 1) << 4)) - 16) * scale;
    weights[to + j + 16] = (((byte >> 4) | (((high >>> (j + 16)) & 1) << 4)) - 16) * scale;
  }
}

function readQ8_0(input: DataView, at: number, weights: Float32Array, to: number): void {
  const scale = halfToNumber(input.getUint16(at, true));
  for (let j = 0; j < 32; j += 1) weights[to + j] = input.getInt8(at + 2 + j) * scale;
}

/** The 6-bit scale and minimum of the sub-block `j` of 32 weights. */
function readSubScale(input: DataView, scalesAt: number, j: number): { scale: number; minimum: number } {
  const byte = (index: number) => input.getUint8(scalesAt + index);
  if (j < 4) return { scale: byte(j) & 63, minimum: byte(j + 4) & 63 };
  return {
    scale: (byte(j + 4) & 0x0f) | ((byte(j - 4) >> 6) << 4),
    minimum: (byte(j + 4) >> 4) | ((byte(j) >> 6) << 4),
  };
}

function readQ4_K(input: DataView, at: number, weights: Float32Array, to: number): void {
  readK(input, at, weights, to, at + 16, () => 0);
}

function readQ5_K(input: DataView, at: number, weights: Float32Array, to: number): void {
  const high = (sub: number, l: number) => ((input.getUint8(at + 16 + l) >> sub) & 1) << 4;
  readK(input, at, weights, to, at + 48, high);
}

/** What Q4_K and Q5_K share: eight sub-blocks of 32 weights, two to each run of 32 bytes. */
function readK(
  input: DataView,
  at: number,
  weights: Float32Array,
  to: number,
  lowAt: number,
  high: (sub: number, l: number) => number,
): void {
  const scaleOfScales = halfToNumber(input.getUint16(at, true));
  const scaleOfMinima = halfToNumber(input.getUint16(at + 2, true));
  for (let sub = 0; sub < 8; sub += 1) {
    const { scale, minimum } = readSubScale(input, at + 4, sub);
    const [d, m] = [scaleOfScales * scale, scaleOfMinima * minimum];
    for (let l = 0; l < 32; l += 1) {
      const byte = input.getUint8(lowAt + (sub >> 1) * 32 + l);
      const low = sub & 1 ? byte >> 4 : byte & 0x0f;
      weights[to + sub * 32 + l] = d * (low | high(sub, l)) - m;
    }
  }
}

function readQ6_K(input: DataView, at: number, weights: Float32Array, to: number): void {
  const scale = halfToNumber(input.getUint16(at + 208, true));
  for (let half = 0; half < 2; half += 1) {
    const low = at + half * 64;
    const high = at + 128 + half * 32;
    const scales = at + 192 + half * 8;
    for (let l = 0; l < 32; l += 1) {
      const top = input.getUint8(high + l);
      const [one, two] = [input.getUint8(low + l), input.getUint8(low + l + 32)];
      const quarters = [one & 0x0f, two & 0x0f, one >> 4, two >> 4];
      for (let quarter = 0; quarter < 4; quarter += 1) {
        const value = (quarters[quarter]! | (((top >> (2 * quarter)) & 3) << 4)) - 32;
        const part = input.getInt8(scales + (l >> 4) + 2 * quarter);
        weights[to + half * 128 + quarter * 32 + l] = scale * part * value;
      }
    }
  }
}
