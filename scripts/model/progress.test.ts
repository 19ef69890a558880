import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress, describeBytes } from './progress.ts';

let written: string[];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

test('without a terminal a line every five seconds, with percent, speed and time left', () => {
  let now = 0;
  const stream = Object.assign(Object.create(process.stderr), { isTTY: false });
  const progress = createProgress(stream, () => now);
  progress.start('tiny', 500e6, 100e6);
  for (const [atMs, bytes] of [
    [1000, 110e6],
    [5000, 150e6],
    [6000, 160e6],
    [10_000, 200e6],
  ] as const) {
    now = atMs;
    progress.update(bytes);
  }
  progress.stop();
  progress.update(300e6);
  expect(written).toEqual([
    'offerwright: tiny: 30 % of 500 MB, 10.0 MB/s, 35 s left\n',
    'offerwright: tiny: 40 % of 500 MB, 10.0 MB/s, 30 s left\n',
  ]);
});

test('tells sizes in words', () => {
  expect(describeBytes(4)).toBe('4 bytes');
  expect(describeBytes(491_400_064)).toBe('491 MB');
});
