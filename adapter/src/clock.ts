/**
 * The one home of clocks, timers and randomness of the adapter: everything else takes a `Clock`, so that deadlines and
 * expiry are tested with a fake one.
 */
import { randomBytes, randomInt } from 'node:crypto';

export interface Clock {
  /** Monotonic milliseconds: for measuring. */
  nowMs(): number;
  /** Milliseconds since 1970: for storing. */
  epochMs(): number;
  /** Calls `callback` once after `delayMs`; the returned function cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
  randomBytes(bytesCount: number): Buffer;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  epochMs: () => Date.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  randomBytes: (bytesCount) => randomBytes(bytesCount),
};

/** Resolves after `delayMs`, or at once when the signal fires. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.schedule(delayMs, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}

/**
 * Gives `work`, or the value of `late` when it takes longer than `limitMs`. The work itself goes on: its later failure
 * is swallowed, because the caller has been told already.
 */
export async function withinMs<Value, Late>(
  clock: Clock,
  limitMs: number,
  work: Promise<Value>,
  late: () => Late,
): Promise<Value | Late> {
  const timer = Promise.withResolvers<Late>();
  const cancel = clock.schedule(limitMs, () => {
    try {
      timer.resolve(late());
    } catch (error) {
      timer.reject(error);
    }
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, timer.promise]);
  } finally {
    cancel();
  }
}

export type CreateUuid = () => string;

/**
 * UUIDs of version 7 that rise strictly within a process (RFC 9562, method 1: a counter in `rand_a`), so that rows made
 * in one millisecond keep their order. PostgreSQL's own uuidv7() needs version 18; the adapter runs on 15 as well.
 */
export function createUuidSource(clock: Clock): CreateUuid {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const ms = Math.floor(clock.epochMs());
    if (ms > lastMs) {
      lastMs = ms;
      counter = randomInt(0x400);
    } else {
      counter += 1;
      if (counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
    }
    const tail = clock.randomBytes(8);
    tail[0] = (tail[0]! & 0x3f) | 0x80;
    return formatUuid(lastMs, 0x7000 | counter, tail.toString('hex'));
  };
}

/** The lowest UUID of version 7 that can be made at this time: turns a time range into a range of ids. */
export function lowestUuidAt(epochMs: number): string {
  return formatUuid(Math.max(0, Math.floor(epochMs)), 0x7000, '8000000000000000');
}

function formatUuid(ms: number, versionAndCounter: number, tailHex: string): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-${versionAndCounter.toString(16)}-${tailHex.slice(0, 4)}-${tailHex.slice(4)}`;
}

const moscowOffsetMs = 3 * 60 * 60_000;

/** The day in Moscow ("2026-03-01"): the bank's day, by which terms begin and end. Moscow keeps UTC+3 all year. */
export function moscowDate(epochMs: number): string {
  return new Date(epochMs + moscowOffsetMs).toISOString().slice(0, 10);
}
