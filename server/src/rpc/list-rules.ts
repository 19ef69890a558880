/** RPC ListRules: the rule set for people, made from the rules that run. Only whether a rule is in force depends on the day. */
import { create } from '@bufbuild/protobuf';
import {
  type GenerationService,
  ListRulesResponseSchema,
  ProfileName,
  type RuleDescription,
  RuleDescriptionSchema,
  RuleExampleSchema,
  RuleSeverity,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { isInForce, type Rule, type RuleExample, ruleSet } from '../compliance/index.ts';
import type { Clock } from '../domain/clock.ts';
import { productCodes, products } from '../domain/products.ts';
import type { Handlers } from './call.ts';

export interface ListRulesOptions {
  readonly clock: Clock;
}

const severities = {
  block: RuleSeverity.BLOCK,
  fix: RuleSeverity.FIX,
  warn: RuleSeverity.WARN,
} as const satisfies Record<Rule['severity'], RuleSeverity>;

export function createListRules({ clock }: ListRulesOptions): Handlers<typeof GenerationService>['listRules'] {
  return async () => {
    const today = clock.today();
    return create(ListRulesResponseSchema, {
      ruleSetVersion: ruleSet.version,
      ruleSetHash: ruleSet.hash,
      rules: ruleSet.rules.map((rule) => describeRule(rule, today)),
    });
  };
}

function describeRule(rule: Rule, today: Date): RuleDescription {
  return create(RuleDescriptionSchema, {
    id: rule.id,
    row: rule.row,
    version: rule.version,
    title: rule.title,
    article: rule.article,
    sourceMarks: [...rule.sourceMarks],
    sourceNote: rule.sourceNote,
    effectiveFrom: rule.effectiveFrom ?? '',
    effectiveTo: rule.effectiveTo ?? '',
    inForce: isInForce(rule, today),
    severity: severities[rule.severity],
    productCodes: productsOf(rule),
    allCredits: rule.products === 'credit',
    channelCodes: rule.channels === 'all' ? [] : [...rule.channels],
    message: rule.message,
    suggestedFix: rule.suggestedFix,
    decidedElsewhere: rule.decidedElsewhere ?? '',
    passing: rule.examples.passing.map(describeExample),
    failing: rule.examples.failing.map(describeExample),
  });
}

function productsOf({ products: scope }: Rule): string[] {
  if (scope === 'all') return [];
  return scope === 'credit' ? productCodes.filter((code) => products[code].isCredit) : [...scope];
}

function describeExample({ text, product, channel, profile }: RuleExample) {
  return create(RuleExampleSchema, {
    text,
    productCode: product,
    channelCode: channel,
    profile: profile === 'law2025' ? ProfileName.LAW2025 : ProfileName.STRICT,
  });
}
