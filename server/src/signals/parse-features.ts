/**
 * Raw features of one client → `Features`. The only reader of raw features: inner code takes `Features`.
 *
 * A row of the mart is taken as it is: NULL in any case, blanks, numbers written as text, unknown and missing names.
 * A value of a wrong kind is a violation of its own and leaves the other features read, so that the caller may answer
 * the client's error with all that is wrong at once. No message holds a value: only its kind.
 */
import type { FieldViolation } from '../domain/errors.ts';
import {
  type FeatureKind,
  type FeatureName,
  type Features,
  featureAliases,
  featureKinds,
  featureNames,
} from './features.ts';

/** Limits of the values of features, with their meaning. */
export const featureLimits = {
  /** Years. */
  ageMax: 130,
  /** Operations, deposits and the like: more is a mistake of units. */
  countMax: 1_000_000_000,
  monthsMax: 1200,
  /** Roubles, either side of zero. */
  sumMax: 1_000_000_000_000_000,
  /** Characters of a text feature. */
  textCharsMax: 200,
} as const;

const limitsInWords: Readonly<Record<FeatureKind, string>> = {
  count: `a number from 0 to ${featureLimits.countMax}`,
  months: `a number from 0 to ${featureLimits.monthsMax}`,
  sum: `a number from -${featureLimits.sumMax} to ${featureLimits.sumMax}`,
  flag: '0 or 1',
  age: `a number from 0 to ${featureLimits.ageMax}`,
  text: `text of at most ${featureLimits.textCharsMax} characters`,
};

/** Least and greatest value of each kind. */
export const numberRanges: Readonly<Record<Exclude<FeatureKind, 'text'>, readonly [number, number]>> = {
  count: [0, featureLimits.countMax],
  months: [0, featureLimits.monthsMax],
  sum: [-featureLimits.sumMax, featureLimits.sumMax],
  flag: [0, 1],
  age: [0, featureLimits.ageMax],
};

/** Ways of writing "unknown", lower case. */
const unknownMarks: ReadonlySet<string> = new Set(['', 'null', 'n/a']);

/** Digits in groups of three ("1 234 567,8") or together; a comma or a point before the fraction. */
const numberInText = /^[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d*)?(?:e[+-]?\d{1,3})?$/iu;

export interface ParsedFeatures {
  readonly features: Features;
  readonly violations: readonly FieldViolation[];
}

/** Reads what it can; every feature that it cannot read is null and has a violation. Never throws. */
export function parseFeatures(raw: Readonly<Record<string, unknown>>): ParsedFeatures {
  const violations: FieldViolation[] = [];
  const features: Record<string, number | string | null> = {};
  for (const name of featureNames) {
    features[name] = parseFeature(name, ownValue(raw, name), featureKinds[name], violations);
  }
  for (const [alias, name] of Object.entries(featureAliases)) {
    const value = parseFeature(alias, ownValue(raw, alias), featureKinds[name], violations);
    features[name] ??= value;
  }
  return { features: features as unknown as Features, violations };
}

function ownValue(raw: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined;
}

function parseFeature(
  name: FeatureName | string,
  raw: unknown,
  kind: FeatureKind,
  violations: FieldViolation[],
): number | string | null {
  if (isUnknown(raw)) return null;
  const outcome = kind === 'text' ? readText(raw) : readNumber(raw, kind);
  if ('value' in outcome) return outcome.value;
  const field = `features.${name}`;
  const limit = `${limitsInWords[kind]}, or null`;
  violations.push({
    field,
    limit,
    given: outcome.given,
    message: `${field} must be ${limit}; given: ${outcome.given}`,
  });
  return null;
}

function isUnknown(raw: unknown): boolean {
  if (raw === null || raw === undefined) return true;
  return typeof raw === 'string' && unknownMarks.has(raw.trim().toLowerCase());
}

type Outcome<Value> = { readonly value: Value } | { readonly given: string };

function readText(raw: unknown): Outcome<string> {
  // A directory's code may come as a number (the position "17").
  if (typeof raw === 'number' && Number.isFinite(raw)) return { value: String(raw) };
  if (typeof raw !== 'string') return { given: kindOf(raw) };
  const text = raw.trim();
  const chars = [...text].length;
  return chars > featureLimits.textCharsMax ? { given: `text of ${chars} characters` } : { value: text };
}

function readNumber(raw: unknown, kind: Exclude<FeatureKind, 'text'>): Outcome<number> {
  let value: number;
  if (typeof raw === 'number' || typeof raw === 'bigint') {
    value = Number(raw);
  } else if (typeof raw === 'string') {
    const text = raw.trim().replace(/\s+/gu, ' ');
    if (!numberInText.test(text)) return { given: 'text that is no number' };
    value = Number(text.replaceAll(' ', '').replace(',', '.'));
  } else {
    return { given: kindOf(raw) };
  }
  if (Number.isNaN(value)) return { given: 'not a number (NaN)' };
  if (!Number.isFinite(value)) return { given: 'an infinite number' };
  const [min, max] = numberRanges[kind];
  if (value < min) return { given: min === 0 ? 'a negative number' : 'a number below the limit' };
  if (value > max) return { given: 'a number above the limit' };
  if (kind === 'flag' && value !== 0 && value !== 1) return { given: 'a number between 0 and 1' };
  return { value };
}

function kindOf(raw: unknown): string {
  if (Array.isArray(raw)) return `list of ${raw.length} items`;
  if (raw instanceof Date) return 'date';
  if (typeof raw === 'object') return 'object';
  return typeof raw;
}
