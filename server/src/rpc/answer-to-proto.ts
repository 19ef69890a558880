/** What `generate/` and `compliance/` give → messages of the proto. No decisions here: a field for a field. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  type Answer as AnswerProto,
  AnswerSchema,
  AnswerStatus as AnswerStatusProto,
  type ClientError as ClientErrorProto,
  ClientErrorSchema,
  Concern as ConcernProto,
  ConfidenceBasis as ConfidenceBasisProto,
  Coverage as CoverageProto,
  type ProvenanceSchema,
  RuleOutcome as RuleOutcomeProto,
  RulesReason as RulesReasonProto,
  Source as SourceProto,
  type VerdictSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { RuleOutcome, Verdict } from '../compliance/types.ts';
import type {
  Answer,
  AnswerStatus,
  ConfidenceBasis,
  Coverage,
  Provenance,
  RulesReason,
  Source,
} from '../domain/answer.ts';
import type { Concern } from '../domain/concerns.ts';
import type { FieldViolation } from '../domain/errors.ts';

const statusOf: Readonly<Record<AnswerStatus, AnswerStatusProto>> = {
  sendable: AnswerStatusProto.SENDABLE,
  not_sendable: AnswerStatusProto.NOT_SENDABLE,
  refused: AnswerStatusProto.REFUSED,
};

const sourceOf: Readonly<Record<Source, SourceProto>> = { model: SourceProto.MODEL, rules: SourceProto.RULES };

const rulesReasonOf: Readonly<Record<RulesReason, RulesReasonProto>> = {
  policy: RulesReasonProto.POLICY,
  deadline: RulesReasonProto.DEADLINE,
  overload: RulesReasonProto.OVERLOAD,
  engine_down: RulesReasonProto.ENGINE_DOWN,
  engine_error: RulesReasonProto.ENGINE_ERROR,
  check_failed: RulesReasonProto.CHECK_FAILED,
};

export const confidenceBasisOf: Readonly<Record<ConfidenceBasis, ConfidenceBasisProto>> = {
  token_probabilities: ConfidenceBasisProto.TOKEN_PROBABILITIES,
  fit: ConfidenceBasisProto.FIT,
  unknown: ConfidenceBasisProto.UNKNOWN,
};

const coverageOf: Readonly<Record<Coverage, CoverageProto>> = {
  cell: CoverageProto.CELL,
  other_concern: CoverageProto.OTHER_CONCERN,
  family: CoverageProto.FAMILY,
  free: CoverageProto.FREE,
};

const concernOf: Readonly<Record<Concern, ConcernProto>> = {
  finance: ConcernProto.FINANCE,
  efficiency: ConcernProto.EFFICIENCY,
  purchase: ConcernProto.PURCHASE,
  support: ConcernProto.SUPPORT,
};

const outcomeOf: Readonly<Record<RuleOutcome, RuleOutcomeProto>> = {
  passed: RuleOutcomeProto.PASSED,
  fixed: RuleOutcomeProto.FIXED,
  warned: RuleOutcomeProto.WARNED,
  blocked: RuleOutcomeProto.BLOCKED,
};

export function answerToProto(answer: Answer): AnswerProto {
  return create(AnswerSchema, {
    clientId: answer.clientId,
    status: statusOf[answer.status],
    text: answer.text,
    body: answer.body,
    disclosures: answer.disclosures.map((disclosure) => ({ ...disclosure })),
    confidence: answer.confidence,
    confidenceBasis: answer.confidenceBasis
      ? confidenceBasisOf[answer.confidenceBasis]
      : ConfidenceBasisProto.UNSPECIFIED,
    confidenceCalibrated: answer.confidenceCalibrated,
    source: answer.source ? sourceOf[answer.source] : SourceProto.UNSPECIFIED,
    rulesReason: answer.rulesReason ? rulesReasonOf[answer.rulesReason] : RulesReasonProto.UNSPECIFIED,
    verdict: answer.verdict ? verdictToProto(answer.verdict) : undefined,
    thread: answer.thread ? { ...answer.thread, variants: [...answer.thread.variants] } : undefined,
    coverage: answer.coverage ? coverageOf[answer.coverage] : CoverageProto.UNSPECIFIED,
    concern: concernOf[answer.concern],
    concernRule: answer.concernRule,
    signals: [...answer.signals],
    provenance: provenanceToProto(answer.provenance),
    timings: { ...answer.timings },
    refusal: answer.refusal ? { ...answer.refusal } : undefined,
    measures: answer.measures ? { ...answer.measures } : undefined,
    repaired: answer.repaired,
    heardConcerns: answer.heardConcerns.map(({ concern, phrases, ...heard }) => ({
      ...heard,
      concern: concernOf[concern],
      phrases: phrases.map((phrase) => ({ ...phrase })),
    })),
  });
}

export function provenanceToProto(provenance: Provenance): MessageInitShape<typeof ProvenanceSchema> {
  return { ...provenance };
}

export function verdictToProto(verdict: Verdict): MessageInitShape<typeof VerdictSchema> {
  return {
    ...verdict,
    results: verdict.results.map((result) => ({
      ...result,
      outcome: outcomeOf[result.outcome],
      spans: result.spans.map((span) => ({ ...span })),
    })),
  };
}

/** The error of one client: the others are answered. */
export function clientErrorToProto(kind: ClientErrorKind, violation: FieldViolation): ClientErrorProto {
  return create(ClientErrorSchema, { kind, ...violation });
}

export type ClientErrorKind = 'invalid_feature' | 'duplicate_client_id' | 'overloaded' | 'internal';
