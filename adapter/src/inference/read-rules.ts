/** The rule set of the contract → the shape that REST sends. A field for a field. */
import {
  type ListRulesResponse,
  ProfileName,
  type RuleDescription,
  type RuleExample,
  RuleSeverity,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { RulesResponse } from '../api/rules.ts';

type Rule = RulesResponse['rules'][number];

const severities: Readonly<Record<RuleSeverity, Rule['severity']>> = {
  // A severity that this adapter does not know yet: better stopped than let through.
  [RuleSeverity.UNSPECIFIED]: 'block',
  [RuleSeverity.BLOCK]: 'block',
  [RuleSeverity.FIX]: 'fix',
  [RuleSeverity.WARN]: 'warn',
};

export function readRules({ ruleSetVersion, ruleSetHash, rules }: ListRulesResponse): RulesResponse {
  return { rule_set_version: ruleSetVersion, rule_set_hash: ruleSetHash, rules: rules.map(readRule) };
}

function readRule(rule: RuleDescription): Rule {
  return {
    id: rule.id,
    row: rule.row,
    version: rule.version,
    title: readBilingual(rule.title),
    article: rule.article,
    source_marks: [...rule.sourceMarks],
    source_note: rule.sourceNote,
    effective_from: rule.effectiveFrom || null,
    effective_to: rule.effectiveTo || null,
    in_force: rule.inForce,
    severity: severities[rule.severity] ?? 'block',
    products: [...rule.productCodes],
    all_credits: rule.allCredits,
    channels: [...rule.channelCodes],
    message: readBilingual(rule.message),
    suggested_fix: readBilingual(rule.suggestedFix),
    decided_elsewhere: rule.decidedElsewhere || null,
    passing: rule.passing.map(readExample),
    failing: rule.failing.map(readExample),
  };
}

const readBilingual = (text: RuleDescription['title']) => ({ ru: text?.ru ?? '', en: text?.en ?? '' });

function readExample({ text, productCode, channelCode, profile }: RuleExample): Rule['passing'][number] {
  return {
    text,
    product: productCode,
    channel: channelCode,
    profile: profile === ProfileName.LAW2025 ? 'law2025' : 'strict',
  };
}
