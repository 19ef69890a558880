/** Builds the answer that leaves `generate/` from what its stages found. */
import { createHash } from 'node:crypto';
import { type ContactJudgement, ruleSet } from '../compliance/index.ts';
import type { Refusal } from '../compliance/types.ts';
import type { Copybook, Eligible } from '../copybook/index.ts';
import type { Answer, GenerateContext, HeardConcern, Provenance } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';
import type { FreeEngineDescription } from '../engine/free-engine.ts';
import type { Draft } from './draft.ts';
import type { FinishedText } from './finish-text.ts';

export interface BuildOptions {
  readonly clock: Clock;
  readonly copybook: Copybook;
  readonly serverVersion: string;
}

/** What is known of an answer before it is written. */
export interface Plan {
  readonly order: ValidOrder;
  readonly client: ValidClient;
  readonly context: GenerateContext;
  readonly concern: { readonly concern: Concern; readonly rule: string };
  readonly heardConcerns: readonly HeardConcern[];
  readonly contact: ContactJudgement;
  readonly provenance: Provenance;
  readonly seed: number;
}

export interface Stages {
  queueMs: number;
  prepareMs: number;
  generateMs: number;
  checkMs: number;
}

/** Who is to write, and inside what. */
export interface Writer {
  /** Null while there is no engine. */
  readonly model: FreeEngineDescription | null;
  readonly promptVersion: string;
  /** Names the set of bodies that are allowed. */
  readonly grammarHash: string;
}

export function provenanceOf(options: BuildOptions, order: ValidOrder, writer: Writer): Provenance {
  const { model } = writer;
  return {
    engine: model?.engine ?? 'none',
    modelName: model?.modelName ?? '',
    modelSha256: model?.modelSha256 ?? '',
    adapterName: model?.adapterName ?? '',
    adapterSha256: model?.adapterSha256 ?? '',
    modelFile: model?.modelFile ?? '',
    copybookHash: (order.copybook ?? options.copybook).hash,
    grammarHash: writer.grammarHash,
    ruleSetVersion: ruleSet.version,
    ruleSetHash: ruleSet.hash,
    promptVersion: writer.promptVersion,
    profileName: order.profile.name,
    profileVersion: order.profile.version,
    termsVersion: order.profile.terms.version,
    seed: order.options.seed,
    temperature: order.options.temperature,
    serverVersion: options.serverVersion,
  };
}

/** Names the set of bodies that threads allow: threads by id and version, variants by index. */
export function hashOfThreads(eligible: Eligible): string {
  const lines = eligible.threads.map(
    (entry) => `${entry.thread.id}@${entry.thread.version}:${entry.allowedVariants.map((v) => v.join(',')).join(';')}`,
  );
  return hashOfText(lines.sort().join('\n'));
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function baseAnswer(options: BuildOptions, plan: Plan, stages: Stages) {
  return {
    clientId: plan.client.id,
    concern: plan.concern.concern,
    concernRule: plan.concern.rule,
    heardConcerns: plan.heardConcerns,
    signals: plan.client.portrait.signals,
    provenance: plan.provenance,
    confidenceCalibrated: false,
    timings: { ...stages, totalMs: options.clock.nowMs() - plan.context.arrivedAtMs },
  };
}

export function writtenAnswer(
  options: BuildOptions,
  plan: Plan,
  stages: Stages,
  draft: Draft,
  finished: FinishedText,
): Answer {
  const base = baseAnswer(options, plan, stages);
  return {
    ...base,
    status: plan.contact.status,
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
    refusal: plan.contact.obstacle,
    measures: finished.measures,
    repaired: draft.repaired,
  };
}

export function refusedAnswer(options: BuildOptions, plan: Plan, stages: Stages, refusal: Refusal): Answer {
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
    repaired: false,
  };
}
