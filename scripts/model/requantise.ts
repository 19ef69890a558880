/**
 * Requantisation to Q4_0, whose blocks llama.cpp repacks for the machine's vector units when it loads them; Q5_0 and
 * Q6_K it does not, and evaluating a prompt takes half as long again with them (docs/BENCHMARKS.md). Q4_K is repacked too:
 * turning it into Q4_0 as well gained nothing.
 *
 * Block layouts and formulas: ggml-quants.c of llama.cpp (dequantize_row_q5_0, dequantize_row_q6_K,
 * quantize_row_q4_0_ref). All weights are read and written as little-endian blocks.
 */

export const tensorTypes = { F32: 0, Q4_0: 2, Q5_0: 6, Q8_0: 8, Q4_K: 12, Q6_K: 14 } as const;

interface BlockShape {
  readonly weights: number;
  readonly bytes: number;
}

const shapes: Readonly<Record<number, BlockShape>> = {
  [tensorTypes.F32]: { weights: 1, bytes: 4 },
  [tensorTypes.Q4_0]: { weights: 32, bytes: 18 },
  [tensorTypes.Q5_0]: { weights: 32, bytes: 22 },
  [tensorTypes.Q8_0]: { weights: 32, bytes: 34 },
  [tensorTypes.Q4_K]: { weights: 256, bytes: 144 },
  [tensorTypes.Q6_K]: { weights: 256, bytes: 210 },
};

/** @throws Error for a type that this file does not know. */
export function tensorBytes(type: number, weightsCount: number): number {
  const shape = shapes[type];
  if (shape === undefined) throw new Error(`tensor type ${type} is not known`);
  return (weightsCount / shape.weights) * shape.bytes;
}

export function canRequantise(type: number): boolean {
  return type === tensorTypes.Q5_0 || type === tensorTypes.Q6_K;
}

/** Whole blocks of Q5_0 or Q6_K → blocks of Q4_0. */
export function requantiseToQ4_0(type: number, source: Uint8Array): Uint8Array {
  const shape = shapes[type]!;
  const blocksCount = source.length / shape.bytes;
  const out = new Uint8Array((blocksCount * shape.weights * 18) / 32);
  const weights = new Float32Array(shape.weights);
  const input = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const output = new DataView(out.buffer);
  for (let block = 0; block < blocksCount; block += 1) {
    if (type === tensorTypes.Q5_0) readQ5_0(input, block * shape.bytes, weights);
    else readQ6_K(input, block * shape.bytes, weights);
    for (let start = 0; start < shape.weights; start += 32) {
      writeQ4_0(weights, start, output, ((block * shape.weights + start) / 32) * 18);
    }
  }
  return out;
}

export function readQ4_0(input: DataView, at: number, weights: Float32Array): void {
  const scale = halfToNumber(input.getUint16(at, true));
  for (let j = 0; j < 16; j += 1) {
    const byte = input.getUint8(at + 2 + j);
    weights[j] = ((byte & 0x0f) - 8) * scale;
    weights[j + 16] = ((byte >> 4) - 8) * scale;
  }
}

export function readQ5_0(input: DataView, at: number, weights: Float32Array): void {
  const scale = halfToNumber(input.getUint16(at, true));
  const high = input.getUint32(at + 2, true);
  for (let j = 0; j < 16; j += 1) {
    const byte = input.getUint8(at + 6 + j);
    weights[j] = (((byte & 0x0f) | (((high >>> j) & 1) << 4)) - 16) * scale;
    weights[j + 16] = (((byte >> 4) | (((high >>> (j + 16)) & 1) << 4)) - 16) * scale;
  }
}

export function readQ6_K(input: DataView, at: number, weights: Float32Array): void {
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
        weights[half * 128 + quarter * 32 + l] = scale * part * value;
      }
    }
  }
}

function writeQ4_0(weights: Float32Array, start: number, output: DataView, at: number): void {
  let extreme = 0;
  for (let j = 0; j < 32; j += 1) {
    const value = weights[start + j]!;
    if (Math.abs(value) > Math.abs(extreme)) extreme = value;
  }
  const half = numberToHalf(extreme / -8);
  output.setUint16(at, half, true);
  const scale = halfToNumber(half);
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let j = 0; j < 16; j += 1) {
    const low = level(weights[start + j]! * inverse);
    const high = level(weights[start + j + 16]! * inverse);
    output.setUint8(at + 2 + j, low | (high << 4));
  }
}

function level(value: number): number {
  return Math.min(15, Math.max(0, Math.floor(value + 8.5)));
}

const floats = new Float32Array(1);
const words = new Uint32Array(floats.buffer);

export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Nearest half, ties to even. */
export function numberToHalf(value: number): number {
  floats[0] = value;
  const bits = words[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const fraction = bits & 0x7fffff;
  if (exponent >= 0x1f) return sign | 0x7c00;
  if (exponent <= 0) {
    if (exponent < -10) return sign;
    const shifted = (fraction | 0x800000) >> (1 - exponent);
    return sign | ((shifted + 0xfff + ((shifted >> 13) & 1)) >> 13);
  }
  return sign | ((((exponent << 23) | fraction) + 0xfff + ((fraction >> 13) & 1)) >>> 13);
}
