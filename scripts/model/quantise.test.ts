import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dequantise, tensorBytes, tensorTypes } from './dequantise.ts';
import { halfToNumber, numberToHalf } from './half-float.ts';
import { quantise } from './quantise.ts';

const { Q4_0, Q4_K, Q5_0, Q5_K, Q6_K, Q8_0, F16, F32 } = tensorTypes;
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

describe('half floats', () => {
  it('read and write every finite half unchanged', () => {
    for (let half = 0; half < 0x10000; half += 1) {
      if (((half >> 10) & 0x1f) === 0x1f) continue;
      expect(numberToHalf(halfToNumber(half))).toBe(half);
    }
  });

  it('round to the nearest', () => {
    fc.assert(
      fc.property(fc.double({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const rounded = halfToNumber(numberToHalf(value));
        return Math.abs(rounded - value) <= Math.max(2 ** -25, Math.abs(value) * 2 ** -11 * 1.0001);
      }),
    );
  });
});

describe('blocks are read by the published formulas:', () => {
  it('Q5_0', () => {
    const block = new Uint8Array(22);
    view(block).setUint16(0, numberToHalf(0.5), true);
    view(block).setUint32(2, (1 << 3) | (1 << 17), true);
    block[6 + 3] = 0x0a;
    block[6 + 1] = 0x70;
    const weights = dequantise(Q5_0, block);
    expect(weights[3]).toBe((0x1a - 16) * 0.5);
    expect(weights[17]).toBe((0x17 - 16) * 0.5);
    expect(weights[0]).toBe(-16 * 0.5);
  });

  it('Q6_K', () => {
    const block = new Uint8Array(210);
    view(block).setUint16(208, numberToHalf(0.25), true);
    view(block).setInt8(192 + 1, 3);
    view(block).setInt8(192 + 8 + 6, -2);
    block[16] = 0x05;
    block[128 + 16] = 0b01;
    block[64 + 32] = 0x90;
    block[128 + 32] = 0b11000000;
    const weights = dequantise(Q6_K, block);
    expect(weights[16]).toBe(0.25 * 3 * ((0x05 | (1 << 4)) - 32));
    expect(weights[128 + 96]).toBe(0.25 * -2 * ((0x09 | (3 << 4)) - 32));
  });

  it.each([
    { type: Q4_K, bytes: 144, lowAt: 16 },
    { type: Q5_K, bytes: 176, lowAt: 48 },
  ])('type $type, scales of the first and the last sub-blocks', ({ type, bytes, lowAt }) => {
    const block = new Uint8Array(bytes);
    view(block).setUint16(0, numberToHalf(0.5), true);
    view(block).setUint16(2, numberToHalf(0.25), true);
    // Sub-block 1: scale 5, minimum 6. Sub-block 6: scale 0x2b (low nibble 0xb, high bits 2), minimum 0x13.
    block[4 + 1] = 5;
    block[4 + 5] = 6;
    block[4 + 10] = 0x0b | (0x3 << 4);
    block[4 + 2] = 2 << 6;
    block[4 + 6] = 1 << 6;
    block[lowAt + 7] = 0x90;
    block[lowAt + 3 * 32 + 4] = 0x0e;
    if (type === Q5_K) block[16 + 4] = 1 << 6;
    const weights = dequantise(type, block);
    expect(weights[32 + 7]).toBe(0.5 * 5 * 9 - 0.25 * 6);
    const high = type === Q5_K ? 16 : 0;
    expect(weights[6 * 32 + 4]).toBe(0.5 * 0x2b * (0x0e + high) - 0.25 * 0x13);
  });

  it('halves and whole floats', () => {
    const halves = new Uint8Array(4);
    view(halves).setUint16(2, numberToHalf(-1.5), true);
    expect([...dequantise(F16, halves)]).toEqual([0, -1.5]);
    expect([...dequantise(F32, quantise(F32, Float32Array.of(0.1, -2)))]).toEqual([Math.fround(0.1), -2]);
  });
});

const blockOfWeights = fc
  .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 32, maxLength: 32 })
  .map((weights) => Float32Array.from(weights));

describe('blocks are written', () => {
  it('as Q8_0 within half a step', () => {
    fc.assert(
      fc.property(blockOfWeights, (weights) => {
        const step = Math.max(...weights.map(Math.abs)) / 127;
        const after = dequantise(Q8_0, quantise(Q8_0, weights));
        return weights.every((weight, index) => Math.abs(weight - after[index]!) <= step * 0.57 + 1e-5);
      }),
    );
  });

  it('as Q4_0 no farther from the weights than with the scale that llama.cpp takes', () => {
    fc.assert(
      fc.property(blockOfWeights, (weights) => {
        const after = dequantise(Q4_0, quantise(Q4_0, weights));
        const extreme = weights.reduce((most, weight) => (Math.abs(weight) > Math.abs(most) ? weight : most), 0);
        const scale = halfToNumber(numberToHalf(extreme / -8));
        const plain = weights.map((weight) =>
          scale === 0 ? 0 : Math.min(7, Math.max(-8, Math.floor(weight / scale + 0.5))) * scale,
        );
        const error = (values: Float32Array) =>
          values.reduce((sum, value, index) => sum + (value - weights[index]!) ** 2, 0);
        return error(after) <= error(plain) * 1.0001 + 1e-9;
      }),
    );
  });

  it('in no other type', () => {
    expect(() => quantise(Q6_K, new Float32Array(256))).toThrow('tensor type 14 is not written');
  });
});

it('knows the sizes of the types it meets, and says so of others', () => {
  expect(tensorBytes(Q5_0, 64)).toBe(44);
  expect(tensorBytes(Q6_K, 512)).toBe(420);
  expect(() => tensorBytes(99, 32)).toThrow('tensor type 99 is not known');
  expect(() => tensorBytes(Q6_K, 896)).toThrow('896 weights are no whole blocks');
});
