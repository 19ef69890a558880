/** One outcome as it came → checked, or what is wrong with it. Others are judged by themselves. */
import { type OutcomeProblem, outcomeSchema } from '../api/outcomes.ts';
import { describeIssue } from '../api/parse-input.ts';
import { limits } from '../limits.ts';
import type { CheckedOutcome } from './store-outcomes.ts';

/** @param row place in the array, or row of the file */
export function checkOutcome(raw: unknown, row: number, nowMs: number): CheckedOutcome {
  const parsed = outcomeSchema.safeParse(raw);
  if (!parsed.success) {
    const { field, limit, given } = describeIssue(parsed.error.issues[0]!, raw);
    return { row, problem: { field: field === 'body' ? '' : field, limit, given } };
  }
  if (parsed.data.at > nowMs + limits.contactClockSkewMs) return { row, problem: timeToCome };
  return { row, outcome: parsed.data };
}

const timeToCome: Omit<OutcomeProblem, 'row' | 'kind'> = {
  field: 'at',
  limit: 'a time that has passed',
  given: 'a time to come',
};
