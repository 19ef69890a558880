import { expect, test } from 'vitest';
import { runAhead } from './run-ahead.ts';

const never = new AbortController().signal;
const apart = (): null => null;

async function* numbers(count: number): AsyncGenerator<number> {
  for (let value = 0; value < count; value += 1) yield value;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('gives everything in order', async () => {
  expect(await Array.fromAsync(runAhead(() => numbers(5), never, apart))).toEqual([0, 1, 2, 3, 4]);
});

test('runs to the end while the reader takes nothing, and joins what waits', async () => {
  let ended = false;
  async function* source(): AsyncGenerator<string> {
    yield* ['a', 'b', 'c', 'd'];
    ended = true;
  }
  const reading = runAhead(source, never, (waiting, next) => waiting + next);
  const first = await reading.next();
  await turns(10);
  expect(ended).toBe(true);
  const rest = await Array.fromAsync(reading);
  expect([first.value, ...rest].join('')).toBe('abcd');
  expect(rest.length).toBeLessThanOrEqual(1);
});

test('throws what the source throws, after what it gave', async () => {
  async function* source(): AsyncGenerator<number> {
    yield 1;
    throw new Error('broken');
  }
  const reading = runAhead(source, never, apart);
  expect((await reading.next()).value).toBe(1);
  await expect(reading.next()).rejects.toThrow('broken');
});

test('a reader that leaves aborts the source', async () => {
  let aborted = false;
  async function* source(signal: AbortSignal): AsyncGenerator<number> {
    yield 1;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    aborted = true;
  }
  for await (const item of runAhead(source, never, apart)) {
    expect(item).toBe(1);
    break;
  }
  expect(aborted).toBe(true);
});
