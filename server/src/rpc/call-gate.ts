/**
 * Counts the calls under way and says whether a new one may enter: starting → serving → draining → closed.
 * Calls of the generation service are refused while draining and bounded by `callsMax`; operational calls (health,
 * reflection) have their own bound and are answered until the end, so that a probe sees NOT_SERVING.
 */
import { RequestError } from '../domain/errors.ts';
import type { CallPool } from './call.ts';

export type ServingState = 'starting' | 'serving' | 'draining' | 'closed';

export interface CallGate {
  state(): ServingState;
  /**
   * Counts a call in; the returned function counts it out and may be called twice.
   * @throws RequestError overloaded or draining.
   */
  enter(pool: CallPool): () => void;
  inFlight(pool: CallPool): number;
  setServing(): void;
  startDraining(): void;
  /** Ends what is left: fires `closed`. */
  close(): void;
  /** Fires at `close`: every call still under way is cancelled. */
  readonly closed: AbortSignal;
  /** Resolves when no generation call is under way. */
  whenIdle(): Promise<void>;
  /** Resolves at the next change of state, or when the signal fires. */
  nextChange(signal: AbortSignal): Promise<void>;
}

export function createCallGate(callsMax: number): CallGate {
  const inFlight: Record<CallPool, number> = { generation: 0, operation: 0 };
  const closing = new AbortController();
  let state: ServingState = 'starting';
  let idleWaiters: (() => void)[] = [];
  const changeWaiters = new Set<() => void>();

  function setState(next: ServingState): void {
    state = next;
    for (const notify of [...changeWaiters]) notify();
  }

  function leave(pool: CallPool): void {
    inFlight[pool] -= 1;
    if (inFlight.generation > 0) return;
    for (const notify of idleWaiters) notify();
    idleWaiters = [];
  }

  return {
    state: () => state,
    closed: closing.signal,
    inFlight: (pool) => inFlight[pool],
    enter(pool) {
      if (pool === 'generation' && state !== 'serving') {
        throw new RequestError('draining', state === 'starting' ? 'the server is starting' : 'the server is stopping');
      }
      if (inFlight[pool] >= callsMax) {
        throw new RequestError('overloaded', `at most ${callsMax} calls at once; ${inFlight[pool]} are under way`);
      }
      inFlight[pool] += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leave(pool);
      };
    },
    setServing: () => setState('serving'),
    startDraining: () => setState('draining'),
    close() {
      setState('closed');
      closing.abort(new DOMException('the server has stopped', 'AbortError'));
    },
    whenIdle() {
      if (inFlight.generation === 0) return Promise.resolve();
      return new Promise((resolve) => idleWaiters.push(resolve));
    },
    nextChange(signal) {
      return new Promise((resolve) => {
        const settle = (): void => {
          changeWaiters.delete(settle);
          signal.removeEventListener('abort', settle);
          resolve();
        };
        changeWaiters.add(settle);
        signal.addEventListener('abort', settle, { once: true });
        if (signal.aborted) settle();
      });
    },
  };
}
