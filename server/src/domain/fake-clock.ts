/** A clock for tests: time stands still until `advance` moves it and runs the timers that fall due, in order. */
import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  /** Moves time by `ms`, running due timers; lets promises settle between them. */
  advance(ms: number): Promise<void>;
  pendingTimersCount(): number;
}

export function createFakeClock(today = new Date('2026-11-25T12:00:00Z')): FakeClock {
  let now = 0;
  let order = 0;
  let seed = 1;
  const timers = new Map<number, { atMs: number; callback: () => void }>();
  return {
    nowMs: () => now,
    today: () => new Date(today.getTime() + now),
    randomSeed: () => seed++,
    nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
    schedule(delayMs, callback) {
      const id = order++;
      timers.set(id, { atMs: now + Math.max(0, delayMs), callback });
      return () => timers.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const due = [...timers]
          .filter(([, timer]) => timer.atMs <= end)
          .sort((a, b) => a[1].atMs - b[1].atMs || a[0] - b[0])[0];
        if (!due) break;
        timers.delete(due[0]);
        now = Math.max(now, due[1].atMs);
        due[1].callback();
      }
      now = end;
      await settle();
    },
    pendingTimersCount: () => timers.size,
  };
}

/** Lets every promise that can settle now do so. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
