/** What a company's financial statements are here: lines by code and period, and what is read out of them. */
import type { LineCode } from '../../api/insight-reports.ts';

export const reportUnits = { rouble: 1, thousand: 1000, million: 1_000_000 } as const;
export type ReportUnit = keyof typeof reportUnits;

/** Values of one period in roubles; what is not there is not there. */
export type PeriodLines = Readonly<Partial<Record<LineCode, number>>>;

export interface Statements {
  /** In time, as the file names them. */
  readonly periods: readonly string[];
  readonly lines: readonly PeriodLines[];
  /** Codes that were worked out from others because the file lacks them. */
  readonly computed: readonly LineCode[];
}

/** What could not be read, or does not add up; in Russian, with the row or the arithmetic. */
export interface ReportProblem {
  readonly kind: 'unknown_line' | 'unreadable_value' | 'repeated_line' | 'does_not_add_up';
  readonly message: string;
}

export type RatioVerdict = 'good' | 'attention' | 'bad' | 'unknown';

export interface Ratio {
  readonly id: string;
  readonly name: string;
  /** "1200 ÷ 1500". */
  readonly formula: string;
  readonly unit: 'times' | 'share' | 'days';
  /** By period; null where lines are missing. */
  readonly values: readonly (number | null)[];
  /** The last period's arithmetic with figures. */
  readonly arithmetic: string;
  /** What is usual, in words. */
  readonly norm: string;
  readonly verdict: RatioVerdict;
}

export interface Trend {
  readonly code: LineCode;
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** (last − first) ÷ |first|; null when the first is 0. */
  readonly change: number | null;
}

export interface CompanyOffer {
  readonly product: string;
  readonly reason: string;
  /** Roubles, and how it was worked out; null where no sum follows from the statements. */
  readonly amount: number | null;
  readonly arithmetic: string;
}

export interface CompanyProblem {
  readonly id: string;
  readonly severity: 'attention' | 'bad' | 'chance';
  readonly title: string;
  readonly explanation: string;
  readonly offers: readonly CompanyOffer[];
  /** What not to offer, and why. */
  readonly warning: string;
}

export interface ReportAnalysis {
  readonly statements: Statements;
  readonly ratios: readonly Ratio[];
  readonly trends: readonly Trend[];
  readonly findings: readonly CompanyProblem[];
}
