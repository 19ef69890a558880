/**
 * One answer for one client, within its budget whatever happens.
 *
 * Order: refuse whom the law refuses → concern → eligible threads → (do policy, engine and slots allow it?) the model
 * chooses under the soft deadline → disclosures, check → Final. Wherever the model cannot make it, the same threads are
 * composed by rules, in microseconds, and the answer says why. The hard deadline is the RPC's and should never fire.
 */
import { buildFreeGrammar, judgeContact, refuseClient } from '../compliance/index.ts';
import type { Refusal } from '../compliance/types.ts';
import { type Copybook, type Eligible, findEligible, noUsage } from '../copybook/index.ts';
import type {
  Answer,
  AnswerGenerator,
  DeltaEvent,
  GenerateContext,
  GenerateEvent,
  HeardConcern,
  RulesReason,
} from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import { createRandom, mixSeed } from '../domain/random.ts';
import type { ValidClient, ValidOrder, ValidProduct } from '../domain/valid-request.ts';
import type { FreeEngine } from '../engine/free-engine.ts';
import { type DerivedConcern, deriveConcern } from '../signals/index.ts';
import type { Admission } from './admission.ts';
import {
  hashOfText,
  hashOfThreads,
  type Plan,
  provenanceOf,
  refusedAnswer,
  type Stages,
  type Writer,
  writtenAnswer,
} from './build-answer.ts';
import type { EngineHolder } from './engine-holder.ts';
import { finishDraft } from './finish-draft.ts';
import { createFinishOnce, type FinishText } from './finish-once.ts';
import { checkContextOf } from './finish-text.ts';
import { freePromptVersion } from './free-prompt.ts';
import { isFree, wantsFree } from './free-wish.ts';
import { promptVersion } from './prompt.ts';
import { type SoftDeadline, startSoftDeadline } from './soft-deadline.ts';
import type { ModelOutcome } from './with-lease.ts';
import { createModelWriter, type ModelWriter } from './write-by-model.ts';
import { writeByRules } from './write-by-rules.ts';
import { type FreeWriting, freeTextLimitsOf, writeFree } from './write-free.ts';

export interface GeneratorOptions {
  readonly clock: Clock;
  readonly copybook: Copybook;
  readonly engineHolder: EngineHolder;
  /** Made for the engine's slots. */
  readonly admission: Admission;
  /** What writes freely; absent: nothing does. */
  readonly free?: FreeWriting;
  /** The concerns in a client's words, the likeliest first; absent: words are not read. */
  readonly hearConcerns?: (text: string, product: Pick<ValidProduct, 'family'>) => readonly HeardConcern[];
  readonly serverVersion: string;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

/** Choices by rules tried before a client is refused, when a text does not pass the check. */
const rulesAttemptsMax = 8;

interface Writers {
  readonly modelWriter: ModelWriter;
  readonly finish: FinishText;
}

export function createAnswerGenerator(options: GeneratorOptions): AnswerGenerator {
  const writers: Writers = { modelWriter: createModelWriter(options), finish: createFinishOnce() };
  return { generate: (order, client, context) => generate(options, writers, order, client, context) };
}

async function* generate(
  options: GeneratorOptions,
  writers: Writers,
  order: ValidOrder,
  client: ValidClient,
  context: GenerateContext,
): AsyncGenerator<GenerateEvent> {
  context.signal.throwIfAborted();
  const startedAtMs = options.clock.nowMs();
  const { plan, eligible, freeEngine } = planAnswer(options, order, client, context);
  yield { kind: 'started', provenance: plan.provenance };

  const stages: Stages = { queueMs: 0, prepareMs: options.clock.nowMs() - startedAtMs, generateMs: 0, checkMs: 0 };
  const refusal =
    (plan.contact.status === 'refused' ? plan.contact.obstacle : null) ??
    refuseClient(order.product, client.portrait, order.options.language) ??
    noThread(eligible, freeEngine, order);
  if (refusal) {
    yield { kind: 'final', answer: refusedAnswer(options, plan, stages, refusal) };
    return;
  }
  const deadline = startSoftDeadline(options.clock, context.arrivedAtMs, order.options.answerWithinMs, context.signal);
  try {
    const writeStartedAtMs = options.clock.nowMs();
    const outcome = yield* write(options, writers, plan, { eligible, freeEngine }, deadline);
    stages.queueMs = outcome.queueMs;
    stages.generateMs = options.clock.nowMs() - writeStartedAtMs - outcome.queueMs;
    const answer = finishAnswer(options, writers.finish, plan, stages, eligible, outcome);
    if (answer.thread) context.usage?.record({ threadId: answer.thread.id, variants: answer.thread.variants });
    yield { kind: 'final', answer };
  } finally {
    deadline.stop();
  }
}

interface Means {
  readonly eligible: Eligible;
  /** What is to write freely; null: threads are chosen. */
  readonly freeEngine: FreeEngine | null;
}

/** The model's draft, or the reason why rules must write. */
async function* write(
  options: GeneratorOptions,
  writers: Writers,
  plan: Plan,
  { eligible, freeEngine }: Means,
  deadline: SoftDeadline,
): AsyncGenerator<DeltaEvent, ModelOutcome> {
  const { order, client, seed } = plan;
  const task = { order, client, concern: plan.concern.concern, eligible, seed, deadline };
  if (order.options.policy === 'rules-only') return { rulesReason: 'policy', queueMs: 0 };
  if (freeEngine && options.free) {
    const free = { ...options, admission: options.free.admission };
    return yield* writeFree(free, { ...task, portrait: client.portrait, engine: freeEngine });
  }
  const engine = options.engineHolder.engine();
  if (!engine) return { rulesReason: 'engine_down', queueMs: 0 };
  return yield* writers.modelWriter.write({ ...task, engine, usage: plan.context.usage ?? noUsage });
}

/** What is known before a word is written: the concern, the threads, whether the client may be contacted. */
function planAnswer(options: GeneratorOptions, order: ValidOrder, client: ValidClient, context: GenerateContext) {
  const freeEngine = options.free?.engine() ?? null;
  const wish = wantsFree(order, freeEngine !== null);
  const heardConcerns =
    client.concernText === undefined ? [] : (options.hearConcerns?.(client.concernText, order.product) ?? []);
  const concern = concernOf(heardConcerns, order, client);
  const eligible = findEligible(order.copybook ?? options.copybook, {
    product: order.product,
    channel: order.channel,
    portrait: client.portrait,
    concern: concern.concern,
    recentThreadIds: client.recentThreadIds,
    bodyCharsMax: order.channel.bodyCharsMax,
    confirmedClaims: order.profile.terms.confirmedClaims,
    approvedOnly: order.options.approvedOnly ?? false,
    concernGiven: order.options.concern !== null,
    ...(context.usage && { usage: context.usage }),
  });
  const contact = judgeContact({
    product: order.product,
    channel: order.channel,
    policy: order.profile.contactPolicy,
    contact: client.contact,
    today: options.clock.today(),
    language: order.options.language,
  });
  const willBeFree = order.options.policy !== 'rules-only' && isFree(wish, eligible) ? freeEngine : null;
  const plan: Plan = {
    order,
    client,
    context,
    concern,
    heardConcerns,
    contact,
    provenance: provenanceOf(options, order, writerOf(options, order, eligible, willBeFree)),
    seed: mixSeed(order.options.seed, client.id),
  };
  return { plan, eligible, freeEngine: willBeFree };
}

/** The caller's, else the likeliest in the client's words, else what the signals say. */
function concernOf(heard: readonly HeardConcern[], order: ValidOrder, client: ValidClient): DerivedConcern {
  if (order.options.concern) return { concern: order.options.concern, rule: 'request' };
  const found = heard.find((one) => one.found);
  return found ? { concern: found.concern, rule: 'words' } : deriveConcern(client.portrait, order.product);
}

function writerOf(
  options: GeneratorOptions,
  order: ValidOrder,
  eligible: Eligible,
  freeEngine: FreeEngine | null,
): Writer {
  if (!freeEngine) {
    const model = options.engineHolder.engine()?.describe() ?? null;
    return { model, promptVersion, grammarHash: hashOfThreads(eligible) };
  }
  const grammarHash = hashOfText(buildFreeGrammar(freeTextLimitsOf(order)));
  return { model: freeEngine.describe(), promptVersion: freePromptVersion, grammarHash };
}

/** Finishes the model's draft; when there is none, or it fails the check, composes by rules until one passes. */
function finishAnswer(
  options: GeneratorOptions,
  finish: FinishText,
  plan: Plan,
  stages: Stages,
  eligible: Eligible,
  outcome: ModelOutcome,
): Answer {
  const checkStartedAtMs = options.clock.nowMs();
  const checkContext = checkContextOf(options.clock, plan.order, plan.client);
  let rulesReason: RulesReason = 'check_failed';
  let refusal: Refusal | null = null;
  if ('draft' in outcome) {
    const { draft, result } = finishDraft(finish, outcome.draft, checkContext);
    if ('finished' in result) {
      stages.checkMs = options.clock.nowMs() - checkStartedAtMs;
      return writtenAnswer(options, plan, stages, draft, result.finished);
    }
    refusal = result.refusal;
  } else {
    rulesReason = outcome.rulesReason;
  }
  if (eligible.threads.length > 0) {
    const random = createRandom(plan.seed);
    for (let attempt = 0; attempt < rulesAttemptsMax; attempt += 1) {
      const draft = writeByRules(eligible, random, plan.context.usage ?? noUsage, rulesReason);
      const result = finish(draft.body, checkContext);
      if ('finished' in result) {
        stages.checkMs = options.clock.nowMs() - checkStartedAtMs;
        return writtenAnswer(options, plan, stages, draft, result.finished);
      }
      refusal = result.refusal;
    }
  }
  stages.checkMs = options.clock.nowMs() - checkStartedAtMs;
  return refusedAnswer(options, plan, stages, refusal ?? noThreadRefusal(plan.order));
}

function noThread(eligible: Eligible, freeEngine: FreeEngine | null, order: ValidOrder): Refusal | null {
  return eligible.threads.length > 0 || freeEngine ? null : noThreadRefusal(order);
}

function noThreadRefusal(order: ValidOrder): Refusal {
  if (order.options.approvedOnly) return noApprovedThreadRefusal(order);
  return {
    ruleId: 'copybook.no_thread',
    reason:
      order.options.language === 'en'
        ? 'the copybook has no thread for this product, channel and client'
        : 'в книге текстов нет подходящего текста для этого продукта, канала и клиента',
  };
}

function noApprovedThreadRefusal(order: ValidOrder): Refusal {
  return {
    ruleId: 'copybook.no_approved_thread',
    reason:
      order.options.language === 'en'
        ? 'only approved texts may be used, and none is approved for this product, channel and client: have one approved, or ask without "approved only"'
        : 'разрешены только одобренные тексты, а для этого продукта, канала и клиента одобренных нет: одобрите подходящий текст или снимите условие «только одобренные»',
  };
}
