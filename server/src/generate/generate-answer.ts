/**
 * One answer for one client, within its budget whatever happens.
 *
 * Order: refuse whom the law refuses → concern → eligible threads → (do policy, engine and slots allow it?) the model
 * chooses under the soft deadline → disclosures, check → Final. Wherever the model cannot make it, the same threads are
 * composed by rules, in microseconds, and the answer says why. The hard deadline is the RPC's and should never fire.
 */
import { createHash } from 'node:crypto';
import { refuseClient, ruleSet } from '../compliance/index.ts';
import type { Refusal } from '../compliance/types.ts';
import { type Copybook, type Eligible, findEligible } from '../copybook/index.ts';
import type {
  Answer,
  AnswerGenerator,
  GenerateContext,
  GenerateEvent,
  Provenance,
  RulesReason,
} from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import { RequestError } from '../domain/errors.ts';
import { createRandom, mixSeed } from '../domain/random.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';
import type { Engine } from '../engine/engine.ts';
import { deriveConcern } from '../signals/index.ts';
import type { Admission } from './admission.ts';
import type { Draft } from './draft.ts';
import type { EngineHolder } from './engine-holder.ts';
import { checkContextOf, type FinishedText, finishText } from './finish-text.ts';
import { promptVersion } from './prompt.ts';
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

/** What is known of an answer before it is written. */
interface Plan {
  readonly order: ValidOrder;
  readonly client: ValidClient;
  readonly context: GenerateContext;
  readonly concern: { readonly concern: Concern; readonly rule: string };
  readonly provenance: Provenance;
  readonly seed: number;
}

interface Stages {
  queueMs: number;
  prepareMs: number;
  generateMs: number;
  checkMs: number;
}

export function createAnswerGenerator(options: GeneratorOptions): AnswerGenerator {
  const modelWriter = createModelWriter(options);
  return { generate: (order, client, context) => generate(options, modelWriter, order, client, context) };
}

async function* generate(
  options: GeneratorOptions,
  modelWriter: ModelWriter,
  order: ValidOrder,
  client: ValidClient,
  context: GenerateContext,
): AsyncGenerator<GenerateEvent> {
  context.signal.throwIfAborted();
  const startedAtMs = options.clock.nowMs();
  const engine = options.engineHolder.engine();
  const free = wantsFree(order, engine);
  const concern = order.options.concern
    ? { concern: order.options.concern, rule: 'request' }
    : deriveConcern(client.portrait, order.product);
  const eligible = findEligible(options.copybook, {
    product: order.product,
    channel: order.channel,
    portrait: client.portrait,
    concern: concern.concern,
    recentThreadIds: client.recentThreadIds,
    bodyCharsMax: order.channel.bodyCharsMax,
    confirmedClaims: null,
  });
  const plan: Plan = {
    order,
    client,
    context,
    concern,
    provenance: provenanceOf(options, order, engine, eligible),
    seed: mixSeed(order.options.seed, client.id),
  };
  yield { kind: 'started', provenance: plan.provenance };

  const stages: Stages = { queueMs: 0, prepareMs: options.clock.nowMs() - startedAtMs, generateMs: 0, checkMs: 0 };
  const refusal =
    refuseClient(order.product, client.portrait, order.options.language) ?? noThread(eligible, free, order);
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
      outcome = yield* modelWriter.write({
        engine,
        order,
        client,
        concern: concern.concern,
        eligible: useThreads ? eligible : null,
        bodyCharsMax: order.channel.bodyCharsMax,
        seed: plan.seed,
        deadline,
      });
    }
    stages.queueMs = outcome.queueMs;
    stages.generateMs = options.clock.nowMs() - writeStartedAtMs - outcome.queueMs;
    yield { kind: 'final', answer: finishAnswer(options, plan, stages, eligible, outcome) };
  } finally {
    deadline.stop();
  }
}

/** Finishes the model's draft; when there is none, or it fails the check, composes by rules until one passes. */
function finishAnswer(
  options: GeneratorOptions,
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
    const result = finishText(outcome.draft.body, checkContext);
    if ('finished' in result) {
      stages.checkMs = options.clock.nowMs() - checkStartedAtMs;
      return writtenAnswer(options, plan, stages, outcome.draft, result.finished);
    }
    refusal = result.refusal;
  } else {
    rulesReason = outcome.rulesReason;
  }
  if (eligible.threads.length > 0) {
    const random = createRandom(plan.seed);
    for (let attempt = 0; attempt < rulesAttemptsMax; attempt += 1) {
      const draft = writeByRules(eligible, random, rulesReason);
      const result = finishText(draft.body, checkContext);
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

function whyNotModel(order: ValidOrder, holder: EngineHolder): RulesReason | null {
  if (order.options.policy === 'rules-only') return 'policy';
  return holder.state() === 'ready' ? null : 'engine_down';
}

function noThread(eligible: Eligible, free: FreeWish, order: ValidOrder): Refusal | null {
  return eligible.threads.length > 0 || free !== 'never' ? null : noThreadRefusal(order);
}

function noThreadRefusal(order: ValidOrder): Refusal {
  return {
    ruleId: 'copybook.no_thread',
    reason:
      order.options.language === 'en'
        ? 'the copybook has no thread for this product, channel and client'
        : 'в книге текстов нет подходящего текста для этого продукта, канала и клиента',
  };
}

function provenanceOf(
  options: GeneratorOptions,
  order: ValidOrder,
  engine: Engine | null,
  eligible: Eligible,
): Provenance {
  const model = engine?.describe();
  return {
    engine: model?.engine ?? 'none',
    modelName: model?.modelName ?? '',
    modelSha256: model?.modelSha256 ?? '',
    adapterSha256: model?.adapterSha256 ?? '',
    copybookHash: options.copybook.hash,
    grammarHash: grammarHash(eligible),
    ruleSetVersion: ruleSet.version,
    ruleSetHash: ruleSet.hash,
    promptVersion,
    profileName: order.profile.name,
    profileVersion: order.profile.version,
    termsVersion: order.profile.terms.version,
    seed: order.options.seed,
    temperature: order.options.temperature,
    serverVersion: options.serverVersion,
  };
}

/** Names the set of bodies a request allowed: threads by id and version, variants by index. */
function grammarHash(eligible: Eligible): string {
  const lines = eligible.threads.map(
    (entry) => `${entry.thread.id}@${entry.thread.version}:${entry.allowedVariants.map((v) => v.join(',')).join(';')}`,
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function baseAnswer(options: GeneratorOptions, plan: Plan, stages: Stages) {
  return {
    clientId: plan.client.id,
    concern: plan.concern.concern,
    concernRule: plan.concern.rule,
    signals: plan.client.portrait.signals,
    provenance: plan.provenance,
    confidenceCalibrated: false,
    timings: { ...stages, totalMs: options.clock.nowMs() - plan.context.arrivedAtMs },
  };
}

function writtenAnswer(
  options: GeneratorOptions,
  plan: Plan,
  stages: Stages,
  draft: Draft,
  finished: FinishedText,
): Answer {
  const base = baseAnswer(options, plan, stages);
  return {
    ...base,
    status: 'sendable',
    text: finished.text,
    body: draft.body,
    disclosures: finished.disclosures,
    confidence: draft.confidence,
    confidenceBasis: draft.confidenceBasis,
    source: draft.source,
    rulesReason: draft.rulesReason,
    verdict: finished.verdict,
    thread: draft.thread,
    coverage: draft.coverage,
    timings: { ...base.timings, tokensEvaluated: draft.tokensEvaluated, decisions: draft.decisions },
    refusal: null,
    measures: finished.measures,
  };
}

function refusedAnswer(options: GeneratorOptions, plan: Plan, stages: Stages, refusal: Refusal): Answer {
  const base = baseAnswer(options, plan, stages);
  return {
    ...base,
    status: 'refused',
    text: '',
    body: '',
    disclosures: [],
    confidence: 0,
    confidenceBasis: null,
    source: null,
    rulesReason: null,
    verdict: null,
    thread: null,
    coverage: null,
    timings: { ...base.timings, tokensEvaluated: 0, decisions: 0 },
    refusal,
    measures: null,
  };
}
