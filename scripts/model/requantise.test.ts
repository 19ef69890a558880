import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canRequantise,
  halfToNumber,
  numberToHalf,
  readQ4_0,
  readQ5_0,
  readQ6_K,
  requantiseToQ4_0,
  tensorBytes,
  tensorTypes,
} from './requantise.ts';

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

describe('blocks', () => {
  it('of Q5_0 are read by the published formula', () => {
    const block = new Uint8Array(22);
    view(block).setUint16(0, numberToHalf(0.5), true);
    view(block).setUint32(2, (1 << 3) | (1 << 17), true);
    block[6 + 3] = 0x0a;
    block[6 + 1] = 0x70;
    const weights = new Float32Array(32);
    readQ5_0(view(block), 0, weights);
    expect(weights[3]).toBe((0x1a - 16) * 0.5);
    expect(weights[17]).toBe((0x17 - 16) * 0.5);
    expect(weights[0]).toBe(-16 * 0.5);
  });

  it('of Q6_K are read by the published formula', () => {
    const block = new Uint8Array(210);
    view(block).setUint16(208, numberToHalf(0.25), true);
    view(block).setInt8(192 + 1, 3);
    view(block).setInt8(192 + 8 + 6, -2);
    block[16] = 0x05;
    block[128 + 16] = 0b01;
    block[64 + 32] = 0x90;
    block[128 + 32] = 0b11000000;
    const weights = new Float32Array(256);
    readQ6_K(view(block), 0, weights);
    expect(weights[16]).toBe(0.25 * 3 * ((0x05 | (1 << 4)) - 32));
    expect(weights[128 + 96]).toBe(0.25 * -2 * ((0x09 | (3 << 4)) - 32));
  });

  it('come out as Q4_0 within half a step of the weight', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 22, maxLength: 22 }),
        fc.double({ min: 1e-4, max: 2, noNaN: true }),
        (raw, scale) => {
          const block = Uint8Array.from(raw);
          view(block).setUint16(0, numberToHalf(scale), true);
          const before = new Float32Array(32);
          readQ5_0(view(block), 0, before);
          const after = new Float32Array(32);
          readQ4_0(view(requantiseToQ4_0(tensorTypes.Q5_0, block)), 0, after);
          const step = Math.max(...before.map(Math.abs)) / 8;
          // The level beyond the last (+8) does not exist: the far end of the other sign may lose a whole step.
          return before.every((weight, index) => Math.abs(weight - after[index]!) <= step * 1.02 + 1e-6);
        },
      ),
    );
  });
});

it('knows the sizes of the types it meets, and says so of others', () => {
  expect(tensorBytes(tensorTypes.Q5_0, 64)).toBe(44);
  expect(tensorBytes(tensorTypes.Q6_K, 512)).toBe(420);
  expect(() => tensorBytes(99, 32)).toThrow('tensor type 99 is not known');
  expect(canRequantise(tensorTypes.Q8_0)).toBe(false);
});
