/**
 * Free writing for engines declared strong: a prompt in words, an alphabet-and-length grammar instead of threads. What
 * comes is cut to whole sentences and judged for alphabet and length here, and for the law like any other text.
 */
import { buildFreeGrammar } from '../compliance/index.ts';
import type { Eligible } from '../copybook/index.ts';
import type { DeltaEvent } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import { createRandom } from '../domain/random.ts';
import type { ValidOrder } from '../domain/valid-request.ts';
import type { FreeEngine, FreeSlot } from '../engine/free-engine.ts';
import type { Admission } from './admission.ts';
import { confidenceOfTokens } from './confidence.ts';
import type { Draft } from './draft.ts';
import { type FreeTextLimits, fitFreeText } from './fit-free-text.ts';
import { buildFreePrompt, drawSamples } from './free-prompt.ts';
import type { PromptClient } from './prompt.ts';
import type { SoftDeadline } from './soft-deadline.ts';
import { inSlot, type ModelOutcome, withLease } from './with-lease.ts';

/** The engine that writes freely, and who may use it when. */
export interface FreeWriting {
  /** Null while there is none that is strong. */
  engine(): FreeEngine | null;
  /** Made for the engine's slots; the embedded engine's own where that writes. */
  readonly admission: Admission;
}

/** UTF-8 bytes of a character of the alphabet, at most: an engine's tokens may be single bytes. */
const bytesPerCharMax = 3;

/** What is to be written. */
export interface FreeWish {
  readonly order: Pick<ValidOrder, 'product' | 'channel'> & { readonly options: { readonly temperature: number } };
  /** Null: for anybody. */
  readonly portrait: PromptClient | null;
  readonly concern: Concern;
  /** Samples of the style are drawn from it. */
  readonly eligible: Eligible;
  readonly seed: number;
}

export interface FreeTask extends FreeWish {
  readonly engine: FreeEngine;
  readonly deadline: SoftDeadline;
}

export interface FreeWriterOptions {
  readonly clock: Clock;
  readonly admission: Admission;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

/** Yields pieces of the draft as they are written. @throws AbortError when the caller leaves. */
export async function* writeFree(options: FreeWriterOptions, task: FreeTask): AsyncGenerator<DeltaEvent, ModelOutcome> {
  const { channel } = task.order;
  const lease = { ...options, channelCode: channel.code, deadline: task.deadline };
  return yield* withLease(lease, async function* (lease) {
    const startedAtMs = options.clock.nowMs();
    const draft = yield* inSlot(
      lease,
      () => task.engine.openSlot(),
      (slot) => writeFreely(slot, task, task.deadline.signal),
    );
    options.admission.learn(channel.code, options.clock.nowMs() - startedAtMs);
    return draft;
  });
}

/** @returns the draft, or why what was written is none. @throws AbortError when the signal fires; EngineError. */
export async function* writeFreely(
  slot: FreeSlot,
  task: FreeWish,
  signal: AbortSignal,
): AsyncGenerator<DeltaEvent, Draft | 'check_failed'> {
  const limits = freeTextLimitsOf(task.order);
  const prompt = buildFreePrompt({
    product: task.order.product,
    channel: task.order.channel,
    concern: task.concern,
    client: task.portrait,
    samples: drawSamples(task.eligible, createRandom(task.seed)),
    ...limits,
  });
  let text = '';
  const probabilities: (number | null)[] = [];
  const { temperature } = task.order.options;
  const free = {
    grammar: buildFreeGrammar(limits),
    tokensMax: limits.charsMax * bytesPerCharMax,
    temperature,
    seed: task.seed,
  };
  for await (const piece of slot.write(prompt, free, signal)) {
    text += piece.text;
    probabilities.push(piece.probability);
    yield { kind: 'delta', text: piece.text };
    // Without a grammar it may go on for long; what is beyond the limit would be cut off.
    if (text.length > limits.charsMax + roomForBlanks) break;
  }
  const fitted = fitFreeText(text, limits);
  if (!fitted) return 'check_failed';
  return {
    ...fitted,
    ...confidenceOf(probabilities),
    thread: null,
    coverage: 'free',
    source: 'model',
    rulesReason: null,
    tokensEvaluated: slot.tokensEvaluated(),
    decisions: probabilities.length,
  };
}

/** Characters that tidying may take off: blanks and quotes around the text. */
const roomForBlanks = 16;

export function freeTextLimitsOf({ channel }: Pick<ValidOrder, 'channel'>): FreeTextLimits {
  return { charsMin: channel.bodyCharsMin, charsMax: channel.bodyCharsMax };
}

/** Known only when the engine told the probability of every piece: a part would rank texts by what it left out. */
function confidenceOf(probabilities: readonly (number | null)[]): Pick<Draft, 'confidence' | 'confidenceBasis'> {
  const told = probabilities.filter((probability) => probability !== null);
  if (told.length < probabilities.length) return { confidence: 0, confidenceBasis: 'unknown' };
  const logProbabilities = told.map((probability) => Math.log(Math.max(probability, Number.MIN_VALUE)));
  return { confidence: confidenceOfTokens(logProbabilities), confidenceBasis: 'token_probabilities' };
}
