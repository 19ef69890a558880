/** What `generate/` gives for one client; `rpc/` turns it into proto. */
import type { Disclosure, Measures, Refusal, Verdict } from '../compliance/types.ts';
import type { Concern } from './concerns.ts';
import type { SignalName } from './signals.ts';
import type { Usage } from './usage.ts';
import type { ProfileName, ValidClient, ValidOrder } from './valid-request.ts';

export type AnswerStatus = 'sendable' | 'not_sendable' | 'refused';
export type Source = 'model' | 'rules';
export type RulesReason = 'policy' | 'deadline' | 'overload' | 'engine_down' | 'engine_error' | 'check_failed';
/** `unknown`: the engine tells no probabilities; the confidence is 0. */
export type ConfidenceBasis = 'token_probabilities' | 'fit' | 'unknown';
export type Coverage = 'cell' | 'other_concern' | 'family' | 'free';

export interface Provenance {
  readonly engine: string;
  readonly modelName: string;
  readonly modelSha256: string;
  /** Empty without an adapter. */
  readonly adapterName: string;
  readonly adapterSha256: string;
  /** What was done to the published file, in words. */
  readonly modelFile: string;
  readonly copybookHash: string;
  readonly grammarHash: string;
  readonly ruleSetVersion: string;
  readonly ruleSetHash: string;
  readonly promptVersion: string;
  readonly profileName: ProfileName;
  readonly profileVersion: string;
  readonly termsVersion: string;
  readonly seed: number;
  readonly temperature: number;
  readonly serverVersion: string;
}

export interface Timings {
  readonly queueMs: number;
  readonly prepareMs: number;
  readonly generateMs: number;
  readonly checkMs: number;
  readonly totalMs: number;
  readonly tokensEvaluated: number;
  readonly decisions: number;
}

export interface ThreadUse {
  readonly id: string;
  readonly version: string;
  readonly variants: readonly number[];
}

/** What the client's words say of one concern; places are UTF-16 units of the words, which are not repeated. */
export interface HeardConcern {
  readonly concern: Concern;
  /** Calibrated, 0–1. */
  readonly likelihood: number;
  /** Above the concern's threshold. */
  readonly found: boolean;
  /** The strongest first; `end` is exclusive; the contribution is to the log of the odds. */
  readonly phrases: readonly { readonly start: number; readonly end: number; readonly contribution: number }[];
}

export interface Answer {
  readonly clientId: bigint;
  readonly status: AnswerStatus;
  readonly text: string;
  readonly body: string;
  readonly disclosures: readonly Disclosure[];
  /** 0–1. */
  readonly confidence: number;
  /** Null when refused: there is no text. */
  readonly confidenceBasis: ConfidenceBasis | null;
  readonly confidenceCalibrated: boolean;
  /** Null when refused: there is no text. */
  readonly source: Source | null;
  readonly rulesReason: RulesReason | null;
  readonly verdict: Verdict | null;
  readonly thread: ThreadUse | null;
  readonly coverage: Coverage | null;
  readonly concern: Concern;
  readonly concernRule: string;
  readonly signals: readonly SignalName[];
  readonly provenance: Provenance;
  readonly timings: Timings;
  readonly refusal: Refusal | null;
  readonly measures: Measures | null;
  /** The first text failed the check and this one is its repair. */
  readonly repaired: boolean;
  /** The likeliest first; empty where nothing of the client's words was given. */
  readonly heardConcerns: readonly HeardConcern[];
}

/** The next piece of the draft. */
export interface DeltaEvent {
  readonly kind: 'delta';
  readonly text: string;
}

export type GenerateEvent =
  | { readonly kind: 'started'; readonly provenance: Provenance }
  | DeltaEvent
  | { readonly kind: 'final'; readonly answer: Answer };

export interface GenerateContext {
  /** `Clock.nowMs()` when the request came in: the budget counts from here. */
  readonly arrivedAtMs: number;
  /** Fires when the caller leaves or the RPC's own deadline passes: decoding stops at once. */
  readonly signal: AbortSignal;
  /** Texts of the campaign so far; the answer's is recorded in it. Absent: the text is asked for by itself. */
  readonly usage?: Usage;
}

export interface AnswerGenerator {
  /**
   * One answer: started, deltas, exactly one final, within the budget of the order.
   * @throws AbortError when the signal fires.
   */
  generate(order: ValidOrder, client: ValidClient, context: GenerateContext): AsyncIterable<GenerateEvent>;
}

export type EngineState = 'loading' | 'ready' | 'down';
