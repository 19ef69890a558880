/**
 * The checker: every rule that applies, over a whole text, whoever wrote it.
 *
 * Order: normalise once → each applicable rule → outcomes → scores. It shares no code with the composer
 * (compose-text.ts): disclosures named in the context are believed only when a rule finds them in the text.
 *
 * Outcomes: `blocked` (a breach, or an obligatory disclosure that is missing, wherever the text came from), `warned` (a
 * person looks), `fixed` (kept, by a disclosure that the composer appended), `passed`.
 */
import { findZones, foldNeedle } from './find-zones.ts';
import { normaliseText } from './normalise-text.ts';
import { kindsOf } from './product-kinds.ts';
import { appliesTo, ruleSet } from './rule-set.ts';
import { scoreBrandVoice } from './score-brand-voice.ts';
import { scoreFit } from './score-fit.ts';
import type { CheckContext, Finding, NormalisedText, Rule, RuleOutcome, RuleResult, Span, Verdict } from './types.ts';

const spansMax = 20;
const warningPenalty = 0.05;

function severityOf(rule: Rule, finding: Finding): 'block' | 'warn' {
  return finding.severity ?? (rule.severity === 'warn' ? 'warn' : 'block');
}

function spansOf(text: NormalisedText, findings: readonly Finding[]): Span[] {
  const seen = new Set<string>();
  const spans: Span[] = [];
  for (const { range } of findings) {
    if (range === null || spans.length >= spansMax) continue;
    const span = text.toOriginal(range.start, range.end);
    const key = `${span.start}:${span.end}`;
    if (!seen.has(key)) spans.push(span);
    seen.add(key);
  }
  return spans.sort((left, right) => left.start - right.start || left.end - right.end);
}

/** Where the disclosures that satisfy a rule stand in the text; [] when none does. */
function spansOfDisclosures(text: NormalisedText, context: CheckContext, ruleId: string): Span[] {
  const spans: Span[] = [];
  for (const disclosure of context.disclosures) {
    if (disclosure.ruleId !== ruleId) continue;
    const needle = foldNeedle(disclosure.text);
    const at = needle.length === 0 ? -1 : text.text.indexOf(needle);
    if (at >= 0) spans.push(text.toOriginal(at, at + needle.length));
  }
  return spans;
}

function resultOf(rule: Rule, text: NormalisedText, context: CheckContext): RuleResult {
  const findings = rule.check(text, context);
  const blocking = findings.filter((finding) => severityOf(rule, finding) === 'block');
  const { language } = context;
  let outcome: RuleOutcome = 'passed';
  let spans: readonly Span[] = [];
  let message = '';
  if (findings.length > 0) {
    outcome = blocking.length > 0 ? 'blocked' : 'warned';
    spans = spansOf(text, blocking.length > 0 ? blocking : findings);
    const notes = new Set(findings.flatMap((finding) => (finding.note === undefined ? [] : [finding.note[language]])));
    message = [rule.message[language], ...notes].join(' ');
  } else {
    spans = spansOfDisclosures(text, context, rule.id);
    if (spans.length > 0) outcome = 'fixed';
  }
  return {
    ruleId: rule.id,
    row: rule.row,
    title: rule.title[language],
    article: rule.article,
    outcome,
    spans,
    message,
    suggestedFix: findings.length > 0 ? rule.suggestedFix[language] : '',
  };
}

/** 0 when a rule blocks: what breaks the law has no degree of lawfulness; else 1 − 0.05 a warning, at least 0.5. */
function scoreLaw(results: readonly RuleResult[]): number {
  if (results.some((result) => result.outcome === 'blocked')) return 0;
  const warnings = results.filter((result) => result.outcome === 'warned').length;
  return Math.max(0.5, 1 - warningPenalty * warnings);
}

/**
 * The rules alone, without the scores: for corpora and replays, where only breaches count. `rules`: a part of the rule
 * set, all of it by default; those out of force on `context.today` are left out.
 */
export function checkRules(
  text: string,
  context: CheckContext,
  rules: readonly Rule[] = ruleSet.rules,
): readonly RuleResult[] {
  return applyRules(normaliseText(text), context, rules);
}

function applyRules(text: NormalisedText, context: CheckContext, rules: readonly Rule[]): readonly RuleResult[] {
  const kinds = kindsOf(context.product);
  return rules.filter((rule) => appliesTo(rule, context, kinds)).map((rule) => resultOf(rule, text, context));
}

/** Never throws, whatever the string. Spans are of the given text. */
export function checkText(text: string, context: CheckContext): Verdict {
  const normalised = normaliseText(text);
  const results = applyRules(normalised, context, ruleSet.rules);
  const zones = findZones(normalised, context);
  return {
    passed: results.every((result) => result.outcome !== 'blocked'),
    results,
    lawScore: scoreLaw(results),
    brandVoiceScore: scoreBrandVoice(normalised, zones),
    fitScore: scoreFit(normalised, context),
    ruleSetVersion: ruleSet.version,
    ruleSetHash: ruleSet.hash,
  };
}
