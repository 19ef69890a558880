/** Half-precision floats, as block scales and F16 tensors hold them. */

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
