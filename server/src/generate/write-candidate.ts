/**
 * A text for a cell of the copybook, for anybody, written freely in idle time for people to read. Order: a slot that
 * nobody needs → the engine writes → the check, one repair. It stops as soon as a text for a client waits for the slot.
 *
 * Nothing composes by rules here: a cell that the engine has no text for stays as it is.
 */
import { buildFreeGrammar } from '../compliance/index.ts';
import type { CheckContext, Refusal } from '../compliance/types.ts';
import { findEligible } from '../copybook/index.ts';
import type { Provenance } from '../domain/answer.ts';
import type { Concern } from '../domain/concerns.ts';
import type { ValidOrder } from '../domain/valid-request.ts';
import { EngineError } from '../engine/engine.ts';
import type { FreeEngine } from '../engine/free-engine.ts';
import type { Lease } from './admission.ts';
import { type BuildOptions, hashOfText, provenanceOf } from './build-answer.ts';
import type { Draft } from './draft.ts';
import { finishDraft } from './finish-draft.ts';
import { type FinishedText, finishText } from './finish-text.ts';
import { freePromptVersion } from './free-prompt.ts';
import { inSlot } from './with-lease.ts';
import { type FreeWriting, freeTextLimitsOf, writeFreely } from './write-free.ts';

export interface CandidateOptions extends BuildOptions {
  readonly free: FreeWriting;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

export interface CandidateTask {
  readonly order: ValidOrder;
  readonly concern: Concern;
  readonly withinMs: number;
  /** Fires when the caller leaves. */
  readonly signal: AbortSignal;
}

export type CandidateObstacle = 'busy' | 'deadline' | 'engine_error' | 'unfit' | 'check_failed' | 'no_engine';

export type CandidateOutcome =
  | {
      readonly draft: Draft;
      readonly finished: FinishedText;
      readonly provenance: Provenance;
      readonly writeMs: number;
    }
  | { readonly obstacle: CandidateObstacle; readonly refusal: Refusal | null };

/** @throws AbortError when the caller leaves. */
export async function writeCandidate(options: CandidateOptions, task: CandidateTask): Promise<CandidateOutcome> {
  const engine = options.free.engine();
  if (!engine) return obstacle('no_engine');
  task.signal.throwIfAborted();
  const idle = options.free.admission.acquireIdle();
  if (!idle) return obstacle('busy');
  const startedAtMs = options.clock.nowMs();
  const draft = await writeDraft(options, task, engine, idle.lease, idle.wanted);
  if (typeof draft === 'string') return obstacle(draft);
  const writeMs = options.clock.nowMs() - startedAtMs;
  const { draft: final, result } = finishDraft(finishText, draft, checkContextOf(options, task.order));
  if ('refusal' in result) return obstacle('check_failed', result.refusal);
  const grammarHash = hashOfText(buildFreeGrammar(freeTextLimitsOf(task.order)));
  const writer = { model: engine.describe(), promptVersion: freePromptVersion, grammarHash };
  return { draft: final, finished: result.finished, provenance: provenanceOf(options, task.order, writer), writeMs };
}

async function writeDraft(
  options: CandidateOptions,
  task: CandidateTask,
  engine: FreeEngine,
  lease: Lease,
  wanted: AbortSignal,
): Promise<Draft | CandidateObstacle> {
  const late = new AbortController();
  const cancelTimer = options.clock.schedule(task.withinMs, () =>
    late.abort(new DOMException('the time for a candidate is over', 'AbortError')),
  );
  const signal = AbortSignal.any([task.signal, wanted, late.signal]);
  const wish = {
    order: task.order,
    portrait: null,
    concern: task.concern,
    eligible: samplesOf(options, task),
    seed: task.order.options.seed,
  };
  try {
    const writing = inSlot(
      lease,
      () => engine.openSlot(),
      (slot) => writeFreely(slot, wish, signal),
    );
    for (;;) {
      const step = await writing.next();
      if (step.done) return step.value === 'check_failed' ? 'unfit' : step.value;
    }
  } catch (error) {
    if (task.signal.aborted) throw error;
    if (wanted.aborted) return 'busy';
    if (late.signal.aborted) return 'deadline';
    if (!(error instanceof EngineError)) throw error;
    options.onEngineError(error);
    return 'engine_error';
  } finally {
    cancelTimer();
  }
}

/** Threads that anybody may get: samples of the style. */
function samplesOf(options: CandidateOptions, { order, concern }: CandidateTask) {
  return findEligible(order.copybook ?? options.copybook, {
    product: order.product,
    channel: order.channel,
    portrait: { gender: 'u', ageBand: 'u', signals: [] },
    concern,
    recentThreadIds: [],
    bodyCharsMax: order.channel.bodyCharsMax,
    confirmedClaims: order.profile.terms.confirmedClaims,
    concernGiven: true,
  });
}

function checkContextOf(options: CandidateOptions, order: ValidOrder): CheckContext {
  return {
    product: order.product,
    channel: order.channel,
    profile: order.profile,
    ownValues: [],
    disclosures: [],
    today: options.clock.today(),
    language: order.options.language,
  };
}

function obstacle(kind: CandidateObstacle, refusal: Refusal | null = null): CandidateOutcome {
  return { obstacle: kind, refusal };
}
