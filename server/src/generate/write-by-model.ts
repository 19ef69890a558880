/**
 * The model's part of a composed answer: a slot, the prompt, then a walk through the threads. Returns a draft, or the
 * reason why rules must write. Free writing has its own part, write-free.ts.
 */
import { ChoiceWalk, type GraphThread, VariantTokens } from '../copybook/choice-graph.ts';
import type { Copybook, Eligible } from '../copybook/index.ts';
import type { DeltaEvent } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import { isProductCode } from '../domain/products.ts';
import { createRandom } from '../domain/random.ts';
import { bodyOf } from '../domain/thread.ts';
import type { Usage } from '../domain/usage.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';
import type { Engine, EngineSlot } from '../engine/engine.ts';
import type { Admission } from './admission.ts';
import { confidenceOfTokens } from './confidence.ts';
import { type Draft, threadUseOf } from './draft.ts';
import { buildPrompt } from './prompt.ts';
import type { SoftDeadline } from './soft-deadline.ts';
import { walkThreads } from './walk-threads.ts';
import { inSlot, type ModelOutcome, withLease } from './with-lease.ts';

/**
 * How much the fit of a thread counts against the model's taste, in nats for each halving of the fit: a thread written
 * for this client's signals should win over a neutral one unless the model clearly disagrees.
 */
export const fitWeight = 4;

/** Prompts without a client whose openings' scores are kept: one a cell, some 2 KB each. */
const openingPromptsMax = 4096;

export interface ModelWriter {
  /** Yields pieces of the draft. @throws AbortError when the caller leaves. */
  write(task: ModelTask): AsyncGenerator<DeltaEvent, ModelOutcome>;
}

export interface ModelTask {
  readonly engine: Engine;
  readonly order: ValidOrder;
  readonly client: ValidClient;
  readonly concern: Concern;
  readonly eligible: Eligible;
  readonly seed: number;
  readonly usage: Usage;
  readonly deadline: SoftDeadline;
}

export interface ModelWriterOptions {
  readonly clock: Clock;
  /** The server's own; a request may bring another. */
  readonly copybook: Copybook;
  readonly admission: Admission;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

export function createModelWriter(options: ModelWriterOptions): ModelWriter {
  const tokensByEngine = new WeakMap<Engine, VariantTokens>();
  const openingScores = new WeakMap<Engine, Map<string, Map<number, number>>>();

  function variantTokens(engine: Engine): VariantTokens {
    let tokens = tokensByEngine.get(engine);
    if (!tokens) {
      tokens = new VariantTokens((text) => engine.tokenize(text));
      tokensByEngine.set(engine, tokens);
    }
    return tokens;
  }

  /**
   * What the model thinks of these openings when it knows no client. Asked once for each cell: the first time for all
   * openings of the product and channel, whichever of them this client may have.
   */
  async function scoreOpenings(slot: EngineSlot, task: ModelTask, candidates: readonly number[]) {
    const prompt = buildPrompt(task.order.product, task.order.channel, task.concern, null);
    const known = knownScores(task.engine, prompt);
    if (candidates.some((token) => !known.has(token))) {
      const wanted = [...new Set([...candidates, ...openingsOf(task)])];
      const scores = await slot.start(task.engine.tokenizePrompt(prompt), wanted, task.deadline.signal);
      for (const [index, token] of wanted.entries()) known.set(token, scores.logProbabilities[index]!);
    }
    return candidates.map((token) => known.get(token)!);
  }

  function knownScores(engine: Engine, prompt: string): Map<number, number> {
    let byPrompt = openingScores.get(engine);
    if (!byPrompt) {
      byPrompt = new Map();
      openingScores.set(engine, byPrompt);
    }
    let known = byPrompt.get(prompt);
    if (!known) {
      known = new Map();
      if (byPrompt.size >= openingPromptsMax) byPrompt.delete(byPrompt.keys().next().value!);
      byPrompt.set(prompt, known);
    }
    return known;
  }

  /** First tokens of all the product's threads for the channel; none for a product that only the request describes. */
  function openingsOf({ engine, order }: ModelTask): readonly number[] {
    const { code } = order.product;
    if (code === null || !isProductCode(code)) return [];
    const tokens = variantTokens(engine);
    const threads = (order.copybook ?? options.copybook).threadsOf(code, order.channel.code);
    return threads.flatMap((thread) => tokens.of(thread)[0]!.map((variant) => variant[0]!));
  }

  async function* compose(slot: EngineSlot, task: ModelTask): AsyncGenerator<DeltaEvent, Draft> {
    const prompt = task.engine.tokenizePrompt(
      buildPrompt(task.order.product, task.order.channel, task.concern, task.client.portrait),
    );
    const threads: GraphThread[] = task.eligible.threads.map((entry) => ({
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
      coverage: task.eligible.coverage,
      decisions,
    });
  }

  return {
    async *write(task) {
      const channelCode = task.order.channel.code;
      return yield* withLease({ ...options, channelCode, deadline: task.deadline }, async function* (lease) {
        const startedAtMs = options.clock.nowMs();
        const draft = yield* inSlot(
          lease,
          () => task.engine.openSlot(),
          (slot) => compose(slot, task),
        );
        options.admission.learn(channelCode, options.clock.nowMs() - startedAtMs);
        return draft;
      });
    },
  };
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
