/** A clock for tests: time stands still until `advance` moves it and runs the timers that fall due, in order. */
import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  /** Moves time by `ms`, running due timers; lets promises settle between them. */
  advance(ms: number): Promise<void>;
}

export function createFakeClock(startMs = Date.parse('2026-11-25T12:00:00Z')): FakeClock {
  let now = 0;
  let order = 0;
  const timers = new Map<number, { readonly atMs: number; readonly callback: () => void }>();
  return {
    nowMs: () => now,
    epochMs: () => startMs + now,
    randomBytes: (bytesCount) => randomBytes(bytesCount),
    schedule(delayMs, callback) {
      const id = order++;
      timers.set(id, { atMs: now + Math.max(0, delayMs), callback });
      return () => timers.delete(id);
    },
    async advance(ms) {
      const endMs = now + ms;
      for (;;) {
        await settle();
        const [due] = [...timers]
          .filter(([, timer]) => timer.atMs <= endMs)
          .sort((one, other) => one[1].atMs - other[1].atMs || one[0] - other[0]);
        if (due === undefined) break;
        timers.delete(due[0]);
        now = Math.max(now, due[1].atMs);
        due[1].callback();
      }
      now = endMs;
      await settle();
    },
  };
}

/** Lets every promise that can settle now do so. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
