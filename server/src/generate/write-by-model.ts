/**
 * The model's part of an answer: a slot, the prompt, then a walk through the threads (`composed`) or free writing.
 * Returns a draft, or the reason why rules must write.
 */
import { ChoiceWalk, type GraphThread, VariantTokens } from '../copybook/choice-graph.ts';
import type { Eligible } from '../copybook/index.ts';
import type { DeltaEvent, RulesReason } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import { createRandom } from '../domain/random.ts';
import { bodyOf } from '../domain/thread.ts';
import type { Usage } from '../domain/usage.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';
import { type Engine, EngineError, type EngineSlot } from '../engine/engine.ts';
import type { Admission, Lease } from './admission.ts';
import { confidenceOfTokens } from './confidence.ts';
import { type Draft, threadUseOf } from './draft.ts';
import { buildPrompt } from './prompt.ts';
import type { SoftDeadline } from './soft-deadline.ts';
import { walkThreads } from './walk-threads.ts';
import { writeFree } from './write-free.ts';

/**
 * How much the fit of a thread counts against the model's taste, in nats for each halving of the fit: a thread written
 * for this client's signals should win over a neutral one unless the model clearly disagrees.
 */
export const fitWeight = 4;

/** Scores of openings without a client that are kept: one entry a cell and set of openings, a few hundred bytes each. */
const openingScoresMax = 4096;

export interface ModelWriter {
  /** Yields pieces of the draft. @throws AbortError when the caller leaves. */
  write(task: ModelTask): AsyncGenerator<DeltaEvent, ModelOutcome>;
}

export interface ModelTask {
  readonly engine: Engine;
  readonly order: ValidOrder;
  readonly client: ValidClient;
  readonly concern: Concern;
  /** Null when the text is to be written freely. */
  readonly eligible: Eligible | null;
  readonly bodyCharsMax: number;
  readonly seed: number;
  readonly usage: Usage;
  readonly deadline: SoftDeadline;
}

export type ModelOutcome =
  | { readonly draft: Draft; readonly queueMs: number }
  | { readonly rulesReason: RulesReason; readonly queueMs: number };

export interface ModelWriterOptions {
  readonly clock: Clock;
  readonly admission: Admission;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

export function createModelWriter(options: ModelWriterOptions): ModelWriter {
  const tokensByEngine = new WeakMap<Engine, VariantTokens>();
  const openingScores = new WeakMap<Engine, Map<string, readonly number[]>>();

  function variantTokens(engine: Engine): VariantTokens {
    let tokens = tokensByEngine.get(engine);
    if (!tokens) {
      tokens = new VariantTokens((text) => engine.tokenize(text));
      tokensByEngine.set(engine, tokens);
    }
    return tokens;
  }

  /** What the model thinks of these openings when it knows no client; asked once for each cell. */
  async function scoreOpenings(slot: EngineSlot, task: ModelTask, candidates: readonly number[]) {
    let kept = openingScores.get(task.engine);
    if (!kept) {
      kept = new Map();
      openingScores.set(task.engine, kept);
    }
    const prompt = buildPrompt(task.order.product, task.order.channel, task.concern, null);
    const key = `${prompt}\u0000${candidates.join(',')}`;
    const known = kept.get(key);
    if (known) return known;
    const { logProbabilities } = await slot.start(task.engine.tokenizePrompt(prompt), candidates, task.deadline.signal);
    if (kept.size >= openingScoresMax) kept.delete(kept.keys().next().value!);
    kept.set(key, logProbabilities);
    return logProbabilities;
  }

  async function* compose(slot: EngineSlot, prompt: readonly number[], task: ModelTask, eligible: Eligible) {
    const threads: GraphThread[] = eligible.threads.map((entry) => ({
      thread: entry.thread,
      allowedVariants: entry.allowedVariants,
      logPrior: fitWeight * Math.log2(Math.max(entry.fit, 0.01)),
    }));
    const result = yield* walkThreads(slot, prompt, new ChoiceWalk(variantTokens(task.engine), threads, task.usage), {
      temperature: task.order.options.temperature,
      random: createRandom(task.seed),
      signal: task.deadline.signal,
      scoreWithoutClient: (candidates) => scoreOpenings(slot, task, candidates),
    });
    const { choice, logProbabilities, decisions } = result;
    return draftOf(slot, logProbabilities, {
      body: bodyOf(choice),
      thread: threadUseOf(choice),
      coverage: eligible.coverage,
      decisions,
    });
  }

  async function* writeFreely(slot: EngineSlot, prompt: readonly number[], task: ModelTask) {
    const result = yield* writeFree(slot, prompt, {
      charsMin: Math.min(task.order.channel.bodyCharsMin, task.bodyCharsMax),
      charsMax: task.bodyCharsMax,
      temperature: task.order.options.temperature,
      seed: task.seed,
      signal: task.deadline.signal,
    });
    return draftOf(slot, result.logProbabilities, {
      body: result.body,
      thread: null,
      coverage: 'free',
      decisions: result.logProbabilities.length,
    });
  }

  async function* writeInSlot(task: ModelTask, lease: Lease): AsyncGenerator<DeltaEvent, ModelOutcome> {
    const startedAtMs = options.clock.nowMs();
    const slot = openSlot(task.engine, lease);
    try {
      const prompt = task.engine.tokenizePrompt(
        buildPrompt(task.order.product, task.order.channel, task.concern, task.client.portrait),
      );
      const draft = task.eligible
        ? yield* compose(slot, prompt, task, task.eligible)
        : yield* writeFreely(slot, prompt, task);
      options.admission.learn(task.order.channel.code, options.clock.nowMs() - startedAtMs);
      return { draft, queueMs: lease.queuedMs };
    } finally {
      void slot.release().then(() => lease.release());
    }
  }

  return {
    async *write(task) {
      const { deadline } = task;
      let lease: Lease | null = null;
      try {
        const acquired = await options.admission.acquire(task.order.channel.code, deadline.atMs, deadline.signal);
        if ('refused' in acquired) return { rulesReason: acquired.refused, queueMs: 0 };
        lease = acquired.lease;
        return yield* writeInSlot(task, lease);
      } catch (error) {
        const queueMs = lease?.queuedMs ?? 0;
        if (deadline.passed()) return { rulesReason: lease ? 'deadline' : 'overload', queueMs };
        if (error instanceof EngineError) {
          options.onEngineError(error);
          return { rulesReason: 'engine_error', queueMs };
        }
        throw error;
      }
    },
  };
}

/** The lease goes back at once when no slot can be had, else when the slot is free again. */
function openSlot(engine: Engine, lease: Lease): EngineSlot {
  try {
    return engine.openSlot();
  } catch (error) {
    lease.release();
    throw error;
  }
}

function draftOf(
  slot: EngineSlot,
  logProbabilities: readonly number[],
  part: Pick<Draft, 'body' | 'thread' | 'coverage' | 'decisions'>,
): Draft {
  return {
    ...part,
    source: 'model',
    rulesReason: null,
    confidence: confidenceOfTokens(logProbabilities),
    confidenceBasis: 'token_probabilities',
    tokensEvaluated: slot.tokensEvaluated(),
    repaired: false,
  };
}
