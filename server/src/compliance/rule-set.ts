/**
 * The rule set: every row of LAW.md as data with code, its version and its hash.
 *
 * The hash covers the rules' data (texts, dates, examples, versions) and `checksDigest`, the digest of the source of
 * the checks. It is not taken from `Function.toString()`, which would miss the patterns and helpers that a check uses
 * and would differ between a bundler and plain Node; nor are files read at run time, because this package does no
 * I/O. rule-set.test.ts recomputes the digest from the files and fails when it is stale, so no check changes unnoticed:
 * then raise the rule's `version`, raise `ruleSetVersion`, and put the digest that the test prints here.
 */
import { createHash } from 'node:crypto';
import { comparisonRules } from './rules/comparisons.ts';
import { competitorRules } from './rules/competitors.ts';
import { completeTermsRules } from './rules/complete-terms.ts';
import { contactRules } from './rules/contact.ts';
import { creditCostRules } from './rules/credit-cost.ts';
import { creditSuppressionRules } from './rules/credit-suppression.ts';
import { creditWarningRules } from './rules/credit-warnings.ts';
import { depositRules } from './rules/deposits.ts';
import { investingRules } from './rules/investing.ts';
import { misleadingRules } from './rules/misleading.ts';
import { privacyRules } from './rules/privacy.ts';
import { providerRules } from './rules/provider.ts';
import { russianLanguageRules } from './rules/russian-language.ts';
import { urgencyRules } from './rules/urgency.ts';
import { yieldPromiseRules } from './rules/yield-promises.ts';
import type { CheckContext, Rule, RuleSet } from './types.ts';

export const ruleSetVersion = '2026.11.6';
/** sha256 of the checks' source files, comments and white space left out; see rule-set.test.ts. */
export const checksDigest = 'c20d13b64644c7d7f6d9167deedf0b09a02c851470147f4e43ea38aad29a2fc3';

const rules: readonly Rule[] = [
  ...providerRules,
  ...yieldPromiseRules,
  ...completeTermsRules,
  ...creditWarningRules,
  ...creditCostRules,
  ...comparisonRules,
  ...competitorRules,
  ...misleadingRules,
  ...urgencyRules,
  ...contactRules,
  ...depositRules,
  ...investingRules,
  ...privacyRules,
  ...russianLanguageRules,
  ...creditSuppressionRules,
].sort((left, right) => left.row - right.row || (left.id < right.id ? -1 : 1));

function hashOf(version: string, hashed: readonly Rule[]): string {
  const data = JSON.stringify({ version, checksDigest, rules: hashed });
  return createHash('sha256').update(data).digest('hex');
}

export const ruleSet: RuleSet = { version: ruleSetVersion, hash: hashOf(ruleSetVersion, rules), rules };

const rulesById = new Map(rules.map((rule) => [rule.id, rule]));

export function findRule(id: string): Rule | undefined {
  return rulesById.get(id);
}

/** In force on `today` (UTC date). */
export function isInForce(rule: Rule, today: Date): boolean {
  const date = today.toISOString().slice(0, 10);
  return (
    (rule.effectiveFrom === null || date >= rule.effectiveFrom) &&
    (rule.effectiveTo === null || date <= rule.effectiveTo)
  );
}

/** `kinds`: the products of the table that the product counts as (product-kinds.ts). */
export function appliesTo(rule: Rule, context: CheckContext, kinds: ReadonlySet<string>): boolean {
  if (rule.channels !== 'all' && !rule.channels.includes(context.channel.code)) return false;
  if (rule.products === 'credit') {
    if (!context.product.isCredit) return false;
  } else if (rule.products !== 'all' && !rule.products.some((code) => kinds.has(code))) return false;
  return isInForce(rule, context.today);
}
