/**
 * Owns the engine's slots and the bounded queue before them. `acquire` answers with a lease, or with the reason why the
 * text is to be composed by rules at once: nothing waits longer than its own soft deadline, nothing queues without bound.
 *
 * It also keeps a running estimate of how long a text takes on each channel, so that a request whose remaining budget is
 * shorter does not take a slot in vain.
 */
import type { Clock } from '../domain/clock.ts';

export interface Lease {
  /** Milliseconds spent in the queue. */
  readonly queuedMs: number;
  /** Gives the slot to the next in the queue; safe to call twice. */
  release(): void;
}

export type AcquireResult = { readonly lease: Lease } | { readonly refused: 'overload' | 'deadline' };

export interface Admission {
  /**
   * @param channel whose estimate counts.
   * @param softDeadlineMs on the clock's scale: a lease that comes later is of no use.
   * @throws AbortError when the signal fires while waiting.
   */
  acquire(channel: string, softDeadlineMs: number, signal: AbortSignal): Promise<AcquireResult>;
  /** Tells how long a text took on a channel, milliseconds. */
  learn(channel: string, tookMs: number): void;
  queueLength(): number;
  busyCount(): number;
}

interface Waiter {
  readonly channel: string;
  readonly softDeadlineMs: number;
  readonly since: number;
  settle(result: AcquireResult): void;
}

export interface AdmissionOptions {
  readonly clock: Clock;
  readonly slotsCount: number;
  readonly queueLengthMax: number;
}

/** Weight of the newest time in the estimate; a skipped request lets the estimate decay, so it cannot stick. */
const learnRate = 0.2;
const skipDecay = 0.97;

export function createAdmission(options: AdmissionOptions): Admission {
  const { clock } = options;
  const queue: Waiter[] = [];
  const estimateMs = new Map<string, number>();
  let busy = 0;

  function fits(channel: string, softDeadlineMs: number): boolean {
    const estimate = estimateMs.get(channel) ?? 0;
    if (clock.nowMs() + estimate < softDeadlineMs) return true;
    estimateMs.set(channel, estimate * skipDecay);
    return false;
  }

  function lease(since: number): Lease {
    busy += 1;
    let released = false;
    return {
      queuedMs: clock.nowMs() - since,
      release() {
        if (released) return;
        released = true;
        busy -= 1;
        serveNext();
      },
    };
  }

  function serveNext(): void {
    while (busy < options.slotsCount) {
      const waiter = queue.shift();
      if (!waiter) return;
      if (fits(waiter.channel, waiter.softDeadlineMs)) waiter.settle({ lease: lease(waiter.since) });
      else waiter.settle({ refused: 'overload' });
    }
  }

  return {
    async acquire(channel, softDeadlineMs, signal) {
      signal.throwIfAborted();
      const since = clock.nowMs();
      if (!fits(channel, softDeadlineMs)) return { refused: 'deadline' };
      if (busy < options.slotsCount && queue.length === 0) return { lease: lease(since) };
      if (queue.length >= options.queueLengthMax) return { refused: 'overload' };
      return await new Promise<AcquireResult>((resolve, reject) => {
        const leave = (): void => {
          const index = queue.indexOf(waiter);
          if (index >= 0) queue.splice(index, 1);
          cancelTimer();
          signal.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          leave();
          reject(signal.reason);
        };
        const waiter: Waiter = {
          channel,
          softDeadlineMs,
          since,
          settle(result) {
            leave();
            resolve(result);
          },
        };
        const cancelTimer = clock.schedule(Math.max(0, softDeadlineMs - since), () =>
          waiter.settle({ refused: 'overload' }),
        );
        queue.push(waiter);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
    learn(channel, tookMs) {
      const before = estimateMs.get(channel);
      estimateMs.set(channel, before === undefined ? tookMs : before + learnRate * (tookMs - before));
    },
    queueLength: () => queue.length,
    busyCount: () => busy,
  };
}
