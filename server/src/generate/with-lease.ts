/**
 * The frame of whatever an engine writes: a lease of a slot first, then the writing, and every way in which it may end
 * without a text turned into the reason why rules must write. The slot goes back when the engine is done with it, and
 * only then the lease.
 */
import type { DeltaEvent, RulesReason } from '../domain/answer.ts';
import { EngineError } from '../engine/engine.ts';
import type { Admission, Lease } from './admission.ts';
import type { Draft } from './draft.ts';
import type { SoftDeadline } from './soft-deadline.ts';

export type ModelOutcome =
  | { readonly draft: Draft; readonly queueMs: number }
  | { readonly rulesReason: RulesReason; readonly queueMs: number };

export interface LeaseOptions {
  readonly admission: Admission;
  /** Whose estimate counts. */
  readonly channelCode: string;
  readonly deadline: SoftDeadline;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

/**
 * Yields pieces of the draft as `write` does.
 * @param write returns the draft, or the reason why there is none.
 * @throws AbortError when the caller leaves.
 */
export async function* withLease(
  options: LeaseOptions,
  write: (lease: Lease) => AsyncGenerator<DeltaEvent, Draft | RulesReason>,
): AsyncGenerator<DeltaEvent, ModelOutcome> {
  const { deadline } = options;
  let lease: Lease | null = null;
  try {
    const acquired = await options.admission.acquire(options.channelCode, deadline.atMs, deadline.signal);
    if ('refused' in acquired) return { rulesReason: acquired.refused, queueMs: 0 };
    lease = acquired.lease;
    const written = yield* write(lease);
    return typeof written === 'string'
      ? { rulesReason: written, queueMs: lease.queuedMs }
      : { draft: written, queueMs: lease.queuedMs };
  } catch (error) {
    const queueMs = lease?.queuedMs ?? 0;
    if (deadline.passed()) return { rulesReason: lease ? 'deadline' : 'overload', queueMs };
    if (error instanceof EngineError) {
      options.onEngineError(error);
      return { rulesReason: 'engine_error', queueMs };
    }
    throw error;
  }
}

/** Runs `act` in a slot. The lease goes back at once when no slot can be had, else when the slot is free again. */
export async function* inSlot<Slot extends { release(): Promise<void> }, T>(
  lease: Lease,
  openSlot: () => Slot,
  act: (slot: Slot) => AsyncGenerator<DeltaEvent, T>,
): AsyncGenerator<DeltaEvent, T> {
  let slot: Slot;
  try {
    slot = openSlot();
  } catch (error) {
    lease.release();
    throw error;
  }
  try {
    return yield* act(slot);
  } finally {
    void slot.release().then(() => lease.release());
  }
}
