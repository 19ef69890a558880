/** GenerationOptions of the proto → ValidOptions: every default of an absent option is given here. */
import {
  Concern as ConcernProto,
  type GenerationOptions,
  Mode as ModeProto,
  Policy as PolicyProto,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { Clock } from '../domain/clock.ts';
import type { Concern } from '../domain/concerns.ts';
import { limits } from '../domain/limits.ts';
import type { Mode, Policy, ValidOptions } from '../domain/valid-request.ts';

const concernOf: Readonly<Record<ConcernProto, Concern | null>> = {
  [ConcernProto.UNSPECIFIED]: null,
  [ConcernProto.FINANCE]: 'finance',
  [ConcernProto.EFFICIENCY]: 'efficiency',
  [ConcernProto.PURCHASE]: 'purchase',
  [ConcernProto.SUPPORT]: 'support',
};

const policyOf: Readonly<Record<PolicyProto, Policy>> = {
  [PolicyProto.UNSPECIFIED]: 'model-first',
  [PolicyProto.MODEL_FIRST]: 'model-first',
  [PolicyProto.RULES_ONLY]: 'rules-only',
};

const modeOf: Readonly<Record<ModeProto, Mode>> = {
  [ModeProto.UNSPECIFIED]: 'composed',
  [ModeProto.COMPOSED]: 'composed',
  [ModeProto.FREE]: 'free',
  [ModeProto.AUTO]: 'auto',
};

/**
 * @param options already checked by `assertValid`; undefined when the request has none.
 * @param deadlineMs what the RPC's own deadline leaves, milliseconds from arrival; null without one.
 */
export function parseOptions(
  options: GenerationOptions | undefined,
  clock: Clock,
  deadlineMs: number | null,
): ValidOptions {
  const askedMs = options?.answerWithinMs ?? limits.answerWithinMsMax;
  return {
    concern: pick(concernOf, options?.concern),
    policy: pick(policyOf, options?.policy),
    mode: pick(modeOf, options?.mode),
    temperature: options?.temperature ?? limits.temperatureDefault,
    seed: options?.seed ?? clock.randomSeed(),
    answerWithinMs: Math.max(1, Math.min(askedMs, deadlineMs ?? Number.POSITIVE_INFINITY)),
    language: parseLanguage(options?.language),
    approvedOnly: options?.approvedOnly ?? false,
  };
}

/**
 * The domain's word for a value of a proto enum; absent counts as UNSPECIFIED (0). The types of generated enums are
 * open, but `assertValid` lets defined values pass only: another is a bug.
 */
export function pick<Value>(table: Readonly<Record<number, Value>>, key: number = 0): Value {
  if (!Object.hasOwn(table, key)) throw new Error('an enum value passed the field rules undefined');
  return table[key] as Value;
}

export function parseLanguage(language: string | undefined): 'ru' | 'en' {
  return language === 'en' ? 'en' : 'ru';
}
