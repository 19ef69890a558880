/** What rules share: defaults, and the small helpers that their checks are written with. */
import { findZones } from '../find-zones.ts';
import { findAll } from '../patterns.ts';
import type { Bilingual, CheckContext, Finding, NormalisedText, Range, Rule } from '../types.ts';

/** 38-FZ came into force; parts added later carry their own date where LAW.md gives one. */
export const advertisingLawFrom = '2006-07-01';

type Optional = 'effectiveFrom' | 'effectiveTo' | 'products' | 'channels' | 'decidedElsewhere' | 'version';

export function defineRule(rule: Omit<Rule, Optional> & Partial<Pick<Rule, Optional>>): Rule {
  return {
    version: 1,
    effectiveFrom: advertisingLawFrom,
    effectiveTo: null,
    products: 'all',
    channels: 'all',
    decidedElsewhere: null,
    ...rule,
  };
}

export function toFindings(ranges: readonly Range[], note?: Bilingual): Finding[] {
  return ranges.map((range) => (note === undefined ? { range } : { range, note }));
}

/** Something obligatory is not in the text. */
export function missing(note?: Bilingual): Finding[] {
  return [note === undefined ? { range: null, severity: 'block' } : { range: null, severity: 'block', note }];
}

/**
 * Hits of any of the patterns in the text without what the catalogue gave, complete terms included: how those are worded
 * the bank's lawyers answer for, and they may not be altered anyway.
 */
export function search(text: NormalisedText, context: CheckContext, patterns: readonly RegExp[]): Range[] {
  const searched = findZones(text, context).withoutCatalogue;
  return patterns.flatMap((pattern) => findAll(searched, pattern));
}
