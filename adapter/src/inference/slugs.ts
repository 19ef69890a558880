/** Enumerations of the contract ↔ the slugs of REST and SQL. UNSPECIFIED is null, or absent. */
import {
  AnswerStatus,
  Concern,
  ConfidenceBasis,
  Coverage,
  Mode,
  Policy,
  ProfileName,
  RuleOutcome,
  RulesReason,
  Source,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { concernNames } from '../api/generate-request.ts';
import type {
  answerStatuses,
  confidenceBases,
  coverages,
  ruleOutcomes,
  rulesReasons,
  sources,
} from '../api/generate-response.ts';

type Slugs<Names extends readonly string[]> = Readonly<Record<number, Names[number]>>;

export const answerStatusSlugs: Slugs<typeof answerStatuses> = {
  [AnswerStatus.SENDABLE]: 'sendable',
  [AnswerStatus.NOT_SENDABLE]: 'not_sendable',
  [AnswerStatus.REFUSED]: 'refused',
};

export const sourceSlugs: Slugs<typeof sources> = { [Source.MODEL]: 'model', [Source.RULES]: 'rules' };

export const rulesReasonSlugs: Slugs<typeof rulesReasons> = {
  [RulesReason.POLICY]: 'policy',
  [RulesReason.DEADLINE]: 'deadline',
  [RulesReason.OVERLOAD]: 'overload',
  [RulesReason.ENGINE_DOWN]: 'engine_down',
  [RulesReason.ENGINE_ERROR]: 'engine_error',
  [RulesReason.CHECK_FAILED]: 'check_failed',
};

export const confidenceBasisSlugs: Slugs<typeof confidenceBases> = {
  [ConfidenceBasis.TOKEN_PROBABILITIES]: 'token_probabilities',
  [ConfidenceBasis.FIT]: 'fit',
  [ConfidenceBasis.UNKNOWN]: 'unknown',
};

export const coverageSlugs: Slugs<typeof coverages> = {
  [Coverage.CELL]: 'cell',
  [Coverage.OTHER_CONCERN]: 'other_concern',
  [Coverage.FAMILY]: 'family',
  [Coverage.FREE]: 'free',
};

export const ruleOutcomeSlugs: Slugs<typeof ruleOutcomes> = {
  [RuleOutcome.PASSED]: 'passed',
  [RuleOutcome.FIXED]: 'fixed',
  [RuleOutcome.WARNED]: 'warned',
  [RuleOutcome.BLOCKED]: 'blocked',
};

export const concernSlugs: Slugs<typeof concernNames> = {
  [Concern.FINANCE]: 'finance',
  [Concern.EFFICIENCY]: 'efficiency',
  [Concern.PURCHASE]: 'purchase',
  [Concern.SUPPORT]: 'support',
};

export const concernNumbers = {
  finance: Concern.FINANCE,
  efficiency: Concern.EFFICIENCY,
  purchase: Concern.PURCHASE,
  support: Concern.SUPPORT,
} as const;

export const profileNumbers = { strict: ProfileName.STRICT, law2025: ProfileName.LAW2025 } as const;
export const policyNumbers = { model_first: Policy.MODEL_FIRST, rules_only: Policy.RULES_ONLY } as const;
export const modeNumbers = { composed: Mode.COMPOSED, free: Mode.FREE, auto: Mode.AUTO } as const;
