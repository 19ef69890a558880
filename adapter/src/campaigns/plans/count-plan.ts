/**
 * What has become of a campaign's clients and texts, in numbers. Every page that looks at a campaign at work asks each
 * second, and counting 200,000 texts takes a good part of one: so while it is at work the numbers are counted once for
 * all who ask, and kept for ten times as long as counting took, a second at least.
 */
import type { Clock } from '../../clock.ts';
import type { Statements } from '../../db/database.ts';
import { countCellAnswers } from '../../db/plans/count-cell-answers.ts';
import { countMembers } from '../../db/plans/count-members.ts';
import { findLastMemberRow } from '../../db/plans/find-last-member-row.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';

export interface PlanCounts {
  readonly answers: Awaited<ReturnType<typeof countCellAnswers>>;
  readonly members: Awaited<ReturnType<typeof countMembers>>;
  readonly rowsPrepared: number;
}

export type CountPlan = (database: Statements, plan: StoredPlan, nowMs: number) => Promise<PlanCounts>;

/** Answers of the last minute give the pace. */
export const paceWindowMs = 60_000;
const keptMsMin = 1000;
const keptFactor = 10;
const keptPlansMax = 200;

/** Counts anew. */
export const countPlan: CountPlan = async (database, plan, nowMs) => {
  const [answers, members, rowsPrepared] = await Promise.all([
    countCellAnswers(database, plan.id, nowMs - paceWindowMs),
    countMembers(database, plan.id),
    findLastMemberRow(database, plan.id),
  ]);
  return { answers, members, rowsPrepared };
};

interface Kept {
  readonly untilMs: () => number;
  readonly counts: Promise<PlanCounts>;
}

/** Keeps the counts of campaigns at work for a while. */
export function createPlanCounter(clock: Pick<Clock, 'nowMs'>, count: CountPlan = countPlan): CountPlan {
  const kept = new Map<string, Kept>();
  return async (database, plan, nowMs) => {
    const isAtWork = plan.state === 'preparing' || plan.state === 'running';
    const known = kept.get(plan.id);
    if (isAtWork && known !== undefined && clock.nowMs() < known.untilMs()) return await known.counts;
    kept.delete(plan.id);
    if (!isAtWork) return await count(database, plan, nowMs);
    const startedMs = clock.nowMs();
    // While it is being counted everybody waits for the same numbers.
    let untilMs = Number.POSITIVE_INFINITY;
    const counts = count(database, plan, nowMs).finally(() => {
      untilMs = clock.nowMs() + Math.max(keptMsMin, keptFactor * (clock.nowMs() - startedMs));
    });
    counts.catch(() => kept.delete(plan.id));
    kept.set(plan.id, { untilMs: () => untilMs, counts });
    if (kept.size > keptPlansMax) kept.delete(kept.keys().next().value!);
    return await counts;
  };
}
