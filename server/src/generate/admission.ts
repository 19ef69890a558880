/**
 * Owns the engine's slots and the bounded queue before them. `acquire` answers with a lease, or with the reason why the
 * text is to be composed by rules at once: nothing waits longer than its own soft deadline, nothing queues without bound.
 *
 * It keeps a running estimate of how long a text takes on each channel, and lets wait only whom the estimates let hope:
 * who could not start in time is composed by rules at once, while the machine has time for it. When all 64 places of the
 * queue were given away, 60 texts fell due in one moment at the soft deadline, and on a busy machine were sent after 2 s.
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
  /**
   * A slot for work that can wait: where one is free, else null. `wanted` fires as soon as somebody waits for it, who is
   * let wait as if it were free already: the work is to stop and to release.
   */
  acquireIdle(): { readonly lease: Lease; readonly wanted: AbortSignal } | null;
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

/** Weight of the newest time in the estimate. */
const learnRate = 0.2;
/** An estimate that nothing renews is half after so long: what was too slow once is tried again. */
const estimateHalfLifeMs = 10_000;

interface Estimate {
  readonly ms: number;
  readonly learnedAtMs: number;
}

interface Holder {
  readonly channel: string;
  readonly since: number;
}

/** Not counted by estimates: it gives way. */
interface IdleHolder {
  readonly wanted: AbortController;
}

export function createAdmission(options: AdmissionOptions): Admission {
  const { clock } = options;
  const queue: Waiter[] = [];
  const estimates = new Map<string, Estimate>();
  const holders = new Set<Holder>();
  const idleHolders = new Set<IdleHolder>();

  /** 0 for a channel of which nothing is known. */
  function estimateMs(channel: string): number {
    const known = estimates.get(channel);
    return known ? known.ms * 0.5 ** ((clock.nowMs() - known.learnedAtMs) / estimateHalfLifeMs) : 0;
  }

  function learn(channel: string, tookMs: number): void {
    const before = estimates.has(channel) ? estimateMs(channel) : tookMs;
    estimates.set(channel, { ms: before + learnRate * (tookMs - before), learnedAtMs: clock.nowMs() });
  }

  /** Until the slots are free again, as far as the estimates tell, milliseconds of one slot's time. */
  function busyMs(): number {
    let sum = 0;
    for (const { channel, since } of holders) sum += Math.max(0, estimateMs(channel) - (clock.nowMs() - since));
    return sum;
  }

  /** Whether a text can be there in time when so much is before it. */
  function fits({ channel, softDeadlineMs }: Pick<Waiter, 'channel' | 'softDeadlineMs'>, aheadMs: number): boolean {
    return clock.nowMs() + aheadMs / options.slotsCount + estimateMs(channel) < softDeadlineMs;
  }

  function queuedMs(): number {
    return queue.reduce((sum, { channel }) => sum + estimateMs(channel), 0);
  }

  function lease(channel: string, since: number): Lease {
    const holder: Holder = { channel, since: clock.nowMs() };
    holders.add(holder);
    return {
      queuedMs: clock.nowMs() - since,
      release() {
        if (!holders.delete(holder)) return;
        // What was cut off at its deadline teaches too: it would have taken longer still.
        const heldMs = clock.nowMs() - holder.since;
        if (heldMs > estimateMs(channel)) learn(channel, heldMs);
        serveNext();
      },
    };
  }

  function busyCount(): number {
    return holders.size + idleHolders.size;
  }

  /** The first that was not told yet. */
  function askIdleToLeave(): void {
    for (const { wanted } of idleHolders) {
      if (wanted.signal.aborted) continue;
      wanted.abort(new DOMException('the slot is wanted', 'AbortError'));
      return;
    }
  }

  function serveNext(): void {
    while (busyCount() < options.slotsCount) {
      const waiter = queue.shift();
      if (!waiter) return;
      if (fits(waiter, 0)) waiter.settle({ lease: lease(waiter.channel, waiter.since) });
      else waiter.settle({ refused: 'overload' });
    }
    dropHopeless();
  }

  /** Estimates have grown, or were unknown when these began to wait. */
  function dropHopeless(): void {
    let aheadMs = busyMs();
    for (const waiter of [...queue]) {
      if (fits(waiter, aheadMs)) aheadMs += estimateMs(waiter.channel);
      else waiter.settle({ refused: 'overload' });
    }
  }

  return {
    async acquire(channel, softDeadlineMs, signal) {
      signal.throwIfAborted();
      const since = clock.nowMs();
      const wish = { channel, softDeadlineMs };
      if (!fits(wish, 0)) return { refused: 'deadline' };
      if (busyCount() < options.slotsCount && queue.length === 0) return { lease: lease(channel, since) };
      if (queue.length >= options.queueLengthMax || !fits(wish, busyMs() + queuedMs())) return { refused: 'overload' };
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
          ...wish,
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
        askIdleToLeave();
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
    acquireIdle() {
      if (busyCount() >= options.slotsCount || queue.length > 0) return null;
      const holder: IdleHolder = { wanted: new AbortController() };
      idleHolders.add(holder);
      const release = (): void => {
        if (idleHolders.delete(holder)) serveNext();
      };
      return { lease: { queuedMs: 0, release }, wanted: holder.wanted.signal };
    },
    learn,
    queueLength: () => queue.length,
    busyCount,
  };
}
