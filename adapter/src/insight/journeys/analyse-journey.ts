/**
 * Cases → steps, moves, losses, loops and ways. Pure. Order: the goal → each case cut at its first goal → reached, lost or
 * open → counts. A case is lost only when it was quiet for longer than 95 % of all waits between two events of the log
 * (and an hour at least): one that began yesterday has not left, it is under way, and counting it as lost would show a
 * hole where there is none.
 */
import { limits } from '../../limits.ts';
import { findImprovements } from './find-improvements.ts';
import type {
  JourneyAnalysis,
  JourneyEvent,
  JourneyLoop,
  JourneyMove,
  JourneyStep,
  JourneyTotals,
  JourneyVariant,
} from './journey.ts';
import { median, quantile } from './quantile.ts';

type Outcome = 'reached' | 'lost' | 'open';

interface Case {
  readonly steps: readonly string[];
  readonly times: readonly number[];
  readonly outcome: Outcome;
}

export function analyseJourney(
  cases: ReadonlyMap<string, readonly JourneyEvent[]>,
  namedGoals: readonly string[],
): JourneyAnalysis {
  const areGoalsInferred = namedGoals.length === 0;
  const goals = areGoalsInferred ? [mostFrequentLastStep(cases)] : namedGoals;
  const quietMs = findQuietMs(cases);
  const toMs = findLastMs(cases);
  const ways = [...cases.values()].map((events) => readCase(events, new Set(goals), toMs - quietMs));
  const totals = countTotals(ways, quietMs, cases);
  const steps = countSteps(ways, new Set(goals));
  const moves = countMoves(ways);
  const loops = countLoops(ways, new Set(goals));
  const { variants, variantsCount } = countVariants(ways);
  const counted = { goals, areGoalsInferred, totals, steps, moves, loops, variants, variantsCount };
  return { ...counted, improvements: findImprovements(counted, afterLeaving(ways)) };
}

/** Of cases that went on from a step: how many were decided, and how many of those reached the goal. */
export type AfterLeaving = ReadonlyMap<string, { readonly decided: number; readonly reached: number }>;

function findLastMs(cases: ReadonlyMap<string, readonly JourneyEvent[]>): number {
  let lastMs = 0;
  for (const events of cases.values()) lastMs = Math.max(lastMs, events.at(-1)!.atMs);
  return lastMs;
}

function mostFrequentLastStep(cases: ReadonlyMap<string, readonly JourneyEvent[]>): string {
  const counts = new Map<string, number>();
  for (const events of cases.values()) add(counts, events.at(-1)!.step);
  return byCount(counts)[0]![0];
}

function findQuietMs(cases: ReadonlyMap<string, readonly JourneyEvent[]>): number {
  const waits: number[] = [];
  for (const events of cases.values()) {
    for (let index = 1; index < events.length; index++) waits.push(events[index]!.atMs - events[index - 1]!.atMs);
  }
  return Math.max(limits.journeyQuietMsMin, quantile(waits, 0.95) ?? 0);
}

function readCase(events: readonly JourneyEvent[], goals: ReadonlySet<string>, quietSinceMs: number): Case {
  const goalAt = events.findIndex(({ step }) => goals.has(step));
  const walked = goalAt < 0 ? events : events.slice(0, goalAt + 1);
  const undecided = walked.at(-1)!.atMs >= quietSinceMs ? 'open' : 'lost';
  return {
    steps: walked.map(({ step }) => step),
    times: walked.map(({ atMs }) => atMs),
    outcome: goalAt >= 0 ? 'reached' : undecided,
  };
}

function countTotals(
  ways: readonly Case[],
  quietMs: number,
  cases: ReadonlyMap<string, readonly JourneyEvent[]>,
): JourneyTotals {
  const durations = ways.filter(({ outcome }) => outcome === 'reached').map(({ times }) => times.at(-1)! - times[0]!);
  let [fromMs, events] = [Number.POSITIVE_INFINITY, 0];
  for (const list of cases.values()) {
    fromMs = Math.min(fromMs, list[0]!.atMs);
    events += list.length;
  }
  const count = (wanted: Outcome) => ways.filter(({ outcome }) => outcome === wanted).length;
  return {
    cases: ways.length,
    events,
    reached: count('reached'),
    lost: count('lost'),
    open: count('open'),
    fromMs,
    toMs: findLastMs(cases),
    quietMs,
    medianMs: median(durations),
    p90Ms: quantile(durations, 0.9),
  };
}

function countSteps(ways: readonly Case[], goals: ReadonlySet<string>): JourneyStep[] {
  const found = new Map<
    string,
    { cases: number; events: number; repeated: number; lost: number; open: number; order: number }
  >();
  for (const { steps, outcome } of ways) {
    const times = new Map<string, number>();
    for (const step of steps) add(times, step);
    for (const [step, visits] of times) {
      const counts = found.get(step) ?? { cases: 0, events: 0, repeated: 0, lost: 0, open: 0, order: 0 };
      counts.cases++;
      counts.events += visits;
      counts.order += steps.indexOf(step);
      if (visits > 1) counts.repeated++;
      found.set(step, counts);
    }
    const last = found.get(steps.at(-1)!)!;
    if (outcome === 'lost') last.lost++;
    if (outcome === 'open') last.open++;
  }
  // As a case meets them: by the mean place of the first visit.
  return [...found]
    .sort(([one, a], [other, b]) => a.order / a.cases - b.order / b.cases || one.localeCompare(other, 'ru'))
    .map(([step, { order: _order, ...counts }]) => {
      const isGoal = goals.has(step);
      const decided = counts.cases - counts.open;
      const lossShare = isGoal || decided === 0 ? null : counts.lost / decided;
      return { step, ...counts, share: counts.cases / ways.length, lossShare, isGoal };
    });
}

function countMoves(ways: readonly Case[]): JourneyMove[] {
  const found = new Map<string, { from: string; to: string; cases: number; waits: number[] }>();
  for (const { steps, times } of ways) {
    const met = new Set<string>();
    for (let index = 1; index < steps.length; index++) {
      const [from, to] = [steps[index - 1]!, steps[index]!];
      const key = JSON.stringify([from, to]);
      const move = found.get(key) ?? { from, to, cases: 0, waits: [] };
      move.waits.push(times[index]! - times[index - 1]!);
      if (!met.has(key)) move.cases++;
      met.add(key);
      found.set(key, move);
    }
  }
  return [...found.values()]
    .map(({ waits, ...move }) => {
      const medianMs = median(waits) ?? 0;
      const overMedianMs = waits.reduce((sum, wait) => sum + Math.max(0, wait - medianMs), 0);
      return { ...move, moves: waits.length, medianMs, p90Ms: quantile(waits, 0.9), overMedianMs };
    })
    .sort((one, other) => other.moves - one.moves || one.from.localeCompare(other.from, 'ru'));
}

function countLoops(ways: readonly Case[], goals: ReadonlySet<string>): JourneyLoop[] {
  const decided = ways.filter(({ outcome }) => outcome !== 'open');
  const found = new Map<string, { -readonly [Key in keyof JourneyLoop]: JourneyLoop[Key] }>();
  for (const { steps, outcome } of decided) {
    const times = new Map<string, number>();
    for (const step of steps) add(times, step);
    for (const [step, visits] of times) {
      if (goals.has(step)) continue;
      const empty = { step, repeatedCases: 0, repeatedReached: 0, singleCases: 0, singleReached: 0, extraEvents: 0 };
      const loop = found.get(step) ?? empty;
      const hasReached = outcome === 'reached' ? 1 : 0;
      if (visits > 1) {
        loop.repeatedCases++;
        loop.repeatedReached += hasReached;
        loop.extraEvents += visits - 1;
      } else {
        loop.singleCases++;
        loop.singleReached += hasReached;
      }
      found.set(step, loop);
    }
  }
  return [...found.values()]
    .filter(({ repeatedCases }) => repeatedCases > 0)
    .sort((one, other) => other.extraEvents - one.extraEvents || one.step.localeCompare(other.step, 'ru'));
}

function countVariants(ways: readonly Case[]): { variants: JourneyVariant[]; variantsCount: number } {
  const found = new Map<string, { steps: readonly string[]; cases: number; reached: number; durations: number[] }>();
  for (const { steps, times, outcome } of ways) {
    const key = JSON.stringify(steps);
    const variant = found.get(key) ?? { steps, cases: 0, reached: 0, durations: [] };
    variant.cases++;
    if (outcome === 'reached') variant.reached++;
    variant.durations.push(times.at(-1)! - times[0]!);
    found.set(key, variant);
  }
  const variants = [...found.values()]
    .sort((one, other) => other.cases - one.cases || one.steps.length - other.steps.length)
    .slice(0, limits.journeyVariantsShown)
    .map(({ durations, ...variant }) => ({ ...variant, medianMs: median(durations) }));
  return { variants, variantsCount: found.size };
}

function afterLeaving(ways: readonly Case[]): AfterLeaving {
  const found = new Map<string, { decided: number; reached: number }>();
  for (const { steps, outcome } of ways) {
    if (outcome === 'open') continue;
    const left = new Set(steps);
    left.delete(steps.at(-1)!);
    for (const step of left) {
      const counts = found.get(step) ?? { decided: 0, reached: 0 };
      counts.decided++;
      if (outcome === 'reached') counts.reached++;
      found.set(step, counts);
    }
  }
  return found;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other, 'ru'));
}
