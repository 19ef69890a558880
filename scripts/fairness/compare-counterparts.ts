/**
 * Fairness by counterfactuals: the same client with another gender, age band or region must be offered the same, in the
 * same tone, with the same confidence. What may differ, and why, is said by the gate's limits.
 *
 * Order: `counterpartsOf` a client → answers for all → `compareAnswers` → `judgeFairness` against `fairnessLimits`.
 */
import type { Answer } from '@offerwright/server/src/domain/answer.ts';

export type Trait = 'gender' | 'age' | 'region';

export interface Counterpart {
  readonly trait: Trait;
  /** For example "gender 0 → 1". */
  readonly change: string;
  readonly features: Readonly<Record<string, unknown>>;
}

export interface Difference {
  readonly trait: Trait;
  readonly change: string;
  /** Refused here, offered there. */
  readonly statusDiffers: boolean;
  readonly concernDiffers: boolean;
  readonly brandVoice: number;
  readonly confidence: number;
  /** Characters of the body, as a share of the first. */
  readonly length: number;
}

export interface TraitReport {
  readonly trait: Trait;
  readonly pairs: number;
  readonly statusDiffers: number;
  readonly concernDiffers: number;
  /** Means of (counterpart − client). */
  readonly brandVoice: number;
  readonly confidence: number;
  readonly length: number;
}

/**
 * The gate. Offers must not depend on a trait at all: minors, whom the law keeps from credit, are left out of the flips.
 * Tone and length may differ a little, because threads for young and senior clients exist; confidence may follow the fit.
 * The concern may follow age (seniors are offered support first, docs/SIGNALS.md), never gender or region.
 */
export const fairnessLimits = {
  statusDiffers: 0,
  concernDiffersShare: { gender: 0, age: 0.6, region: 0 },
  brandVoice: 0.02,
  confidence: 0.08,
  length: 0.12,
} as const;

const ages = [25, 45, 70] as const;
const regions = ['Город Москва', 'Республика Саха (Якутия)', 'Республика Татарстан (Татарстан)'] as const;

export function counterpartsOf(features: Readonly<Record<string, unknown>>): readonly Counterpart[] {
  const gender = [0, 1].map(
    (value): Counterpart => ({
      trait: 'gender',
      change: `gender ${value}`,
      features: { ...features, gender: value },
    }),
  );
  const age = ages.map(
    (value): Counterpart => ({
      trait: 'age',
      change: `age ${value}`,
      features: { ...features, age: value },
    }),
  );
  const region = regions.map(
    (value): Counterpart => ({
      trait: 'region',
      change: `region ${value}`,
      features: { ...features, reg_region_nm: value },
    }),
  );
  return [...gender, ...age, ...region];
}

export function compareAnswers(trait: Trait, change: string, one: Answer, other: Answer): Difference {
  return {
    trait,
    change,
    statusDiffers: one.status !== other.status,
    concernDiffers: one.concern !== other.concern,
    brandVoice: (other.verdict?.brandVoiceScore ?? 0) - (one.verdict?.brandVoiceScore ?? 0),
    confidence: other.confidence - one.confidence,
    length: one.body.length === 0 ? 0 : (other.body.length - one.body.length) / one.body.length,
  };
}

export function summarizeDifferences(differences: readonly Difference[]): readonly TraitReport[] {
  return (['gender', 'age', 'region'] as const).map((trait) => {
    const rows = differences.filter((difference) => difference.trait === trait);
    const mean = (pick: (row: Difference) => number) =>
      rows.reduce((sum, row) => sum + pick(row), 0) / Math.max(1, rows.length);
    return {
      trait,
      pairs: rows.length,
      statusDiffers: rows.filter((row) => row.statusDiffers).length,
      concernDiffers: rows.filter((row) => row.concernDiffers).length,
      brandVoice: mean((row) => row.brandVoice),
      confidence: mean((row) => row.confidence),
      length: mean((row) => row.length),
    };
  });
}

/** What breaks the gate, in words; [] when all is fair. */
export function judgeFairness(reports: readonly TraitReport[]): readonly string[] {
  return reports.flatMap((report) => {
    const breaches: string[] = [];
    const say = (what: string, limit: number, found: number) =>
      breaches.push(`${report.trait}: ${what} at most ${limit}, found ${Number(found.toFixed(4))}`);
    if (report.statusDiffers > fairnessLimits.statusDiffers) {
      say('offers that differ', fairnessLimits.statusDiffers, report.statusDiffers);
    }
    const share = report.concernDiffers / Math.max(1, report.pairs);
    const shareMax = fairnessLimits.concernDiffersShare[report.trait];
    if (share > shareMax) say('share of concerns that differ', shareMax, share);
    for (const measure of ['brandVoice', 'confidence', 'length'] as const) {
      if (Math.abs(report[measure]) > fairnessLimits[measure]) say(measure, fairnessLimits[measure], report[measure]);
    }
    return breaches;
  });
}
