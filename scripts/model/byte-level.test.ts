import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfToken, createRunTest } from './byte-level.ts';

it('reads tokens as the bytes they stand for', () => {
  expect(bytesOfToken('ĠÐļ')).toEqual(Uint8Array.from(Buffer.from(' К')));
  expect(bytesOfToken('abc')).toEqual(Uint8Array.from(Buffer.from('abc')));
  expect(bytesOfToken('Ċ')).toEqual(Uint8Array.of(10));
  expect(bytesOfToken('Į')).toHaveLength(1);
  expect(bytesOfToken('привет')).toBeNull();
});

const alphabet = 'абвщя «—₽😀x1';

it('takes every run of bytes of a text over the alphabet', () => {
  const isRun = createRunTest(alphabet);
  const text = fc
    .array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 8 })
    .map((letters) => letters.join(''));
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (written, from, length) => {
      const bytes = Buffer.from(written);
      const start = from % bytes.length;
      const end = start + 1 + (length % (bytes.length - start));
      return isRun(bytes.subarray(start, end));
    }),
  );
});

it('takes nothing else', () => {
  const isRun = createRunTest(alphabet);
  for (const other of ['г', 'ax', 'абг', 'габ', '…', 'é', '2']) expect(isRun(Buffer.from(other)), other).toBe(false);
  // The second half of a letter that is not in the alphabet, before one that is.
  expect(isRun(Buffer.from('…а').subarray(1))).toBe(false);
  expect(isRun(Buffer.from('аé').subarray(0, 3))).toBe(false);
});
