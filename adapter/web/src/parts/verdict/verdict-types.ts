/** The verdict as the API gives it. */
import type { AnsweredClient } from '../../../../src/api/generate-response.ts';

export type Verdict = NonNullable<AnsweredClient['verdict']>;
export type RuleResult = Verdict['results'][number];
export type RuleOutcome = RuleResult['outcome'];

/** The gravest first. */
export const outcomeOrder: readonly RuleOutcome[] = ['blocked', 'warned', 'fixed', 'passed'];

/** Mantine's own dark orange misses WCAG AA under white letters (4.29). */
export const warningColor = '#b0410b';

/** Colours of marks and badges; filled shades that meet WCAG AA. */
export const outcomeColors: Readonly<Record<RuleOutcome, string>> = {
  blocked: 'red.9',
  warned: warningColor,
  fixed: 'brand.7',
  passed: 'teal.9',
};
