/**
 * The law: rules, checker, composer, measures (LAW.md). Pure code, no I/O; imports only `domain/`.
 *
 * A text's way: `refuseClient` (may this client be offered this at all) → `judgeContact`
 * (may it be sent now) → `disclosureCharacters` (off the limit first)
 * → a body is written → `composeText` → `checkText` with the disclosures that were appended → `measureText`.
 */
export { buildFreeGrammar, type FreeGrammarLimits } from './build-free-grammar.ts';
export { checkRules, checkText } from './check-text.ts';
export { composeText, disclosureCharacters, isRefusal } from './compose-text.ts';
export { contextOfExample, exampleDay, exampleTerms } from './example-context.ts';
export { findOwnValues } from './find-own-values.ts';
export { type ContactJudgement, type ContactQuestion, judgeContact } from './judge-contact.ts';
export { countSmsSegments, estimateSpokenSeconds, measureText } from './measure-text.ts';
export { normaliseText } from './normalise-text.ts';
export { refuseClient } from './refuse-client.ts';
export { findRule, isInForce, ruleSet } from './rule-set.ts';
export { textCharsMax } from './text-limits.ts';
export type {
  CheckContext,
  ComposedText,
  Disclosure,
  Finding,
  Language,
  Measures,
  NormalisedText,
  Refusal,
  Rule,
  RuleExample,
  RuleOutcome,
  RuleResult,
  RuleSet,
  Severity,
  Span,
  Verdict,
} from './types.ts';
