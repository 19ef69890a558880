/** What a client journey is here: the steps of cases of one process in time, and what is read out of them. */

export interface JourneyEvent {
  /** Row of the file, the header being row 1. */
  readonly row: number;
  /** One way through the process: an application, a visit, a client. */
  readonly caseId: string;
  readonly step: string;
  readonly atMs: number;
}

export interface JourneyColumns {
  readonly case: string;
  readonly step: string;
  readonly time: string;
}

/** Rows that could not be read, by kind; the others are analysed. */
export interface JourneyProblem {
  readonly kind: 'no_case' | 'no_step' | 'no_time' | 'unreadable_time' | 'future_time' | 'too_long';
  readonly count: number;
  /** The first rows of this kind. */
  readonly rows: readonly number[];
}

/** Waits in milliseconds; null where there is none. */
export interface Waits {
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
}

export interface JourneyStep {
  readonly step: string;
  /** Cases that came here, and how many of all that is. */
  readonly cases: number;
  readonly share: number;
  readonly events: number;
  /** Cases that came here more than once. */
  readonly repeated: number;
  /** Cases whose way ended here without the goal, and those that are still on their way here. */
  readonly lost: number;
  readonly open: number;
  /** lost ÷ (cases − open); null when all are open or the step is the goal. */
  readonly lossShare: number | null;
  readonly isGoal: boolean;
}

export interface JourneyMove extends Waits {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  readonly moves: number;
  /** Milliseconds that moves waited above the median, all together: what an even pace would save. */
  readonly overMedianMs: number;
}

export interface JourneyLoop {
  readonly step: string;
  /** Decided cases (not open) with and without a repetition of the step, and how many of each reached the goal. */
  readonly repeatedCases: number;
  readonly repeatedReached: number;
  readonly singleCases: number;
  readonly singleReached: number;
  readonly extraEvents: number;
}

export interface JourneyVariant {
  readonly steps: readonly string[];
  readonly cases: number;
  readonly reached: number;
  readonly medianMs: number | null;
}

export interface JourneyTotals extends Waits {
  readonly cases: number;
  readonly events: number;
  readonly reached: number;
  readonly lost: number;
  readonly open: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** A case without the goal that was quiet for longer than this counts as lost, others as open. */
  readonly quietMs: number;
}

export interface JourneyImprovement {
  readonly kind: 'loss' | 'wait' | 'loop';
  readonly step: string;
  /** The step after it, for waits. */
  readonly to: string | null;
  /** Title, what was seen, what to try, the arithmetic: Russian, for people. */
  readonly title: string;
  readonly observation: string;
  readonly proposal: string;
  readonly arithmetic: string;
  /** More cases at the goal over the log's time, with a 95 % interval; null for waits. */
  readonly casesGained: { readonly expected: number; readonly low: number; readonly high: number } | null;
  /** Hours of waiting saved over the log's time; null for others. */
  readonly hoursSaved: number | null;
}

export interface JourneyAnalysis {
  readonly goals: readonly string[];
  /** Nobody named the goal: the most frequent last step was taken. */
  readonly areGoalsInferred: boolean;
  readonly totals: JourneyTotals;
  readonly steps: readonly JourneyStep[];
  readonly moves: readonly JourneyMove[];
  readonly loops: readonly JourneyLoop[];
  readonly variants: readonly JourneyVariant[];
  /** How many different ways there are. */
  readonly variantsCount: number;
  readonly improvements: readonly JourneyImprovement[];
}
