/**
 * One answer for one client, within its budget whatever happens.
 *
 * Order: refuse whom the law refuses → concern → eligible threads → (do policy, engine and slots allow it?) the model
 * chooses under the soft deadline → disclosures, check → Final. Wherever the model cannot make it, the same threads are
 * composed by rules, in microseconds, and the answer says why. The hard deadline is the RPC's and should never fire.
 */
import { judgeContact, refuseClient } from '../compliance/index.ts';
import type { Refusal } from '../compliance/types.ts';
import { type Copybook, type Eligible, findEligible, noUsage } from '../copybook/index.ts';
import type { Answer, AnswerGenerator, GenerateContext, GenerateEvent, RulesReason } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import { RequestError } from '../domain/errors.ts';
import { createRandom, mixSeed } from '../domain/random.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';
import type { Engine } from '../engine/engine.ts';
import { deriveConcern } from '../signals/index.ts';
import type { Admission } from './admission.ts';
import { type Plan, provenanceOf, refusedAnswer, type Stages, writtenAnswer } from './build-answer.ts';
import type { EngineHolder } from './engine-holder.ts';
import { createFinishOnce, type FinishText } from './finish-once.ts';
import { checkContextOf } from './finish-text.ts';
import { repairBody } from './repair-body.ts';
import { startSoftDeadline } from './soft-deadline.ts';
import { createModelWriter, type ModelOutcome, type ModelWriter } from './write-by-model.ts';
import { writeByRules } from './write-by-rules.ts';

export interface GeneratorOptions {
  readonly clock: Clock;
  readonly copybook: Copybook;
  readonly engineHolder: EngineHolder;
  /** Made for the engine's slots. */
  readonly admission: Admission;
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
  const engine = options.engineHolder.engine();
  const free = wantsFree(order, engine);
  const { plan, eligible } = planAnswer(options, order, client, context);
  yield { kind: 'started', provenance: plan.provenance };

  const stages: Stages = { queueMs: 0, prepareMs: options.clock.nowMs() - startedAtMs, generateMs: 0, checkMs: 0 };
  const refusal =
    (plan.contact.status === 'refused' ? plan.contact.obstacle : null) ??
    refuseClient(order.product, client.portrait, order.options.language) ??
    noThread(eligible, free, order);
  if (refusal) {
    yield { kind: 'final', answer: refusedAnswer(options, plan, stages, refusal) };
    return;
  }
  const deadline = startSoftDeadline(options.clock, context.arrivedAtMs, order.options.answerWithinMs, context.signal);
  try {
    const writeStartedAtMs = options.clock.nowMs();
    const reason = whyNotModel(order, options.engineHolder);
    let outcome: ModelOutcome;
    if (reason || !engine) {
      outcome = { rulesReason: reason ?? 'engine_down', queueMs: 0 };
    } else {
      const useThreads = free !== 'always' && !(free === 'uncovered' && eligible.coverage === 'family');
      outcome = yield* writers.modelWriter.write({
        engine,
        order,
        client,
        concern: plan.concern.concern,
        eligible: useThreads ? eligible : null,
        bodyCharsMax: order.channel.bodyCharsMax,
        seed: plan.seed,
        usage: context.usage ?? noUsage,
        deadline,
      });
    }
    stages.queueMs = outcome.queueMs;
    stages.generateMs = options.clock.nowMs() - writeStartedAtMs - outcome.queueMs;
    const answer = finishAnswer(options, writers.finish, plan, stages, eligible, outcome);
    if (answer.thread) context.usage?.record({ threadId: answer.thread.id, variants: answer.thread.variants });
    yield { kind: 'final', answer };
  } finally {
    deadline.stop();
  }
}

/** What is known before a word is written: the concern, the threads, whether the client may be contacted. */
function planAnswer(options: GeneratorOptions, order: ValidOrder, client: ValidClient, context: GenerateContext) {
  const concern = order.options.concern
    ? { concern: order.options.concern, rule: 'request' }
    : deriveConcern(client.portrait, order.product);
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
  const plan: Plan = {
    order,
    client,
    context,
    concern,
    contact,
    provenance: provenanceOf(options, order, options.engineHolder.engine(), eligible),
    seed: mixSeed(order.options.seed, client.id),
  };
  return { plan, eligible };
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
    let draft = outcome.draft;
    let result = finish(draft.body, checkContext);
    const repaired =
      'refusal' in result && draft.thread === null
        ? repairBody(draft.body, result.spans, plan.order.channel.bodyCharsMin)
        : null;
    if (repaired !== null) {
      draft = { ...draft, body: repaired, repaired: true };
      result = finish(repaired, checkContext);
    }
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

type FreeWish = 'never' | 'always' | 'uncovered';

/** @throws RequestError when free writing is asked of an engine that is not declared strong. */
function wantsFree(order: ValidOrder, engine: Engine | null): FreeWish {
  if (order.options.approvedOnly) return approvedInsteadOfFree(order);
  const strong = engine?.describe().strong ?? false;
  if (order.options.mode === 'free') {
    if (!strong) {
      throw new RequestError('engine_not_strong', 'mode free needs an engine declared strong; this one is not', [
        { field: 'options.mode', limit: 'composed or auto', given: 'free', message: 'the engine is not strong' },
      ]);
    }
    return 'always';
  }
  return order.options.mode === 'auto' && strong ? 'uncovered' : 'never';
}

/** Nobody has approved what is written freely. @throws RequestError when just that is asked for. */
function approvedInsteadOfFree(order: ValidOrder): FreeWish {
  if (order.options.mode !== 'free') return 'never';
  const limit = 'absent in mode free, which writes what nobody has approved';
  const message = `options.approved_only: ${limit}; given: true`;
  throw new RequestError('invalid_argument', message, [
    { field: 'options.approved_only', limit, given: 'true', message },
  ]);
}

function whyNotModel(order: ValidOrder, holder: EngineHolder): RulesReason | null {
  if (order.options.policy === 'rules-only') return 'policy';
  return holder.state() === 'ready' ? null : 'engine_down';
}

function noThread(eligible: Eligible, free: FreeWish, order: ValidOrder): Refusal | null {
  return eligible.threads.length > 0 || free !== 'never' ? null : noThreadRefusal(order);
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
