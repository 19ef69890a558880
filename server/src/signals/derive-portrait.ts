/**
 * Features → the portrait: what the rest of the server may know of a client. No number of the client's is in it, but
 * for `ownValues`, which the privacy guard alone reads (rule 19).
 */
import type { AgeBand, ClientPortrait, Gender } from '../domain/signals.ts';
import { deriveSignals } from './derive-signals.ts';
import { type Features, featureKinds, featureNames } from './features.ts';

/** Bounds of the age bands, years: [0, 30) young, [30, 60) adult, [60, …) senior. docs/SIGNALS.md says why. */
const ageBands = { adultFrom: 30, seniorFrom: 60, minorBelow: 18 } as const;

/** Numbers below three digits are everyday words (a room, a weekday): guarding them would forbid innocent texts. */
const guardedValueMin = 100;

export function derivePortrait(features: Features): ClientPortrait {
  return {
    gender: genderOf(features.gender),
    ageBand: ageBandOf(features.age),
    minor: features.age !== null && features.age < ageBands.minorBelow,
    region: features.reg_region_nm,
    signals: deriveSignals(features).map((found) => found.signal),
    ownValues: ownValuesOf(features),
  };
}

function genderOf(flag: number | null): Gender {
  if (flag === null) return 'u';
  return flag === 0 ? 'm' : 'f';
}

function ageBandOf(age: number | null): AgeBand {
  if (age === null) return 'u';
  if (age < ageBands.adultFrom) return 'young';
  return age < ageBands.seniorFrom ? 'adult' : 'senior';
}

function ownValuesOf(features: Features): readonly number[] {
  const values = new Set<number>();
  for (const name of featureNames) {
    const value = features[name];
    if (typeof value === 'number' && featureKinds[name] !== 'flag' && Math.abs(value) >= guardedValueMin) {
      values.add(value);
    }
  }
  return [...values];
}
