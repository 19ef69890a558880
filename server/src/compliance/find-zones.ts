/**
 * Where a text holds what the offer catalogue gave: legal name, licence, site, token, complete terms. Numbers and
 * Latin letters are allowed there and nowhere else.
 *
 * The checker derives the zones itself from the profile: what a caller says about disclosures is not believed
 * (pair check). Masks keep the length of the text, so that indices stay true.
 */
import { findLegalName } from './find-legal-name.ts';
import { normaliseText } from './normalise-text.ts';
import { findAll } from './patterns.ts';
import type { CheckContext, NormalisedText, Range } from './types.ts';

/** Never part of a word, a number or a mark. */
const filler = '\ufffc';

export interface Zones {
  readonly legalName: readonly Range[];
  readonly licence: readonly Range[];
  /** The section of the site, or a page below it. */
  readonly url: readonly Range[];
  /** The host of the section alone: no foreign word, but no section either. */
  readonly site: readonly Range[];
  readonly erid: readonly Range[];
  /** Complete terms, verbatim; only in the profile `law2025`. */
  readonly fullTerms: readonly Range[];
  /** The text without names, licence, site and token. */
  readonly withoutNames: string;
  /** The text without these and without complete terms. */
  readonly withoutCatalogue: string;
}

/** A licence as people print it; the number sign is needed, so that «лицензия … 15 %» hides nothing. */
const printedLicence =
  /лиценз[а-я]*[^.!?\d%]{0,80}№ ?\d[\d-]*(?:\/\d+)?(?: ?от \d{1,2}[. ](?:\d{2}|[а-я]+)[. ]\d{4}(?: ?г(?:ода|\.)?)?)?|(?<!\p{L})лиц\.?[ а-я.]{0,40}№ ?\d[\d-]*/gu;

/** «erid: 2VtzqvExample». */
const anyToken = /(?<![\p{L}\p{N}])erid ?[:=]? ?[a-z\d_-]{6,40}(?![\p{L}\p{N}])/gu;

const cache = new WeakMap<NormalisedText, { context: CheckContext; zones: Zones }>();
const needles = new Map<string, string>();
const needlesMax = 2000;

/** The folded form of a catalogue string, without spaces at its ends. */
export function foldNeedle(value: string): string {
  const known = needles.get(value);
  if (known !== undefined) return known;
  if (needles.size >= needlesMax) needles.clear();
  const folded = normaliseText(value)
    .text.trim()
    .replace(/[.\s]+$/u, '');
  needles.set(value, folded);
  return folded;
}

/** A line of the catalogue may be broken elsewhere in the text: every break counts as a space. */
function occurrences(broken: string, value: string): Range[] {
  const needle = foldNeedle(value).replaceAll('\n', ' ');
  if (needle.length < 2) return [];
  const text = broken.replaceAll('\n', ' ');
  const ranges: Range[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
    if (isWhole(text, at, at + needle.length)) ranges.push({ start: at, end: at + needle.length });
  }
  return ranges;
}

const siteParts = /^(?:https?:\/\/)?(?:www\.)?([^/\s]+)(\/\S*)?$/u;

/** Addresses written with or without scheme, «www.» and a slash at the end; pages below count. */
function addresses(text: string, host: string, path: string): Range[] {
  const core = `${host}${path}`;
  const ranges: Range[] = [];
  for (let at = text.indexOf(core); at >= 0; at = text.indexOf(core, at + core.length)) {
    const before = /(?:https?:\/\/)?(?:www\.)?$/u.exec(text.slice(Math.max(0, at - 12), at))![0].length;
    const after = /^[\p{L}\p{N}\-_./?=&%#]*/u.exec(text.slice(at + core.length, at + core.length + 200))![0];
    // Digits in a page's name would be a way to tell a condition.
    // «/../» leads out of the section.
    const leads = /\p{N}|\.\.|^(?:[\p{L}-]|\.\p{L})/u.test(after);
    const isOther = leads || /[\p{L}\p{N}.@-]/u.test(text[at - before - 1] ?? ' ');
    if (!isOther) ranges.push({ start: at - before, end: at + core.length + after.replace(/[./?]+$/u, '').length });
  }
  return ranges;
}

function findAddresses(text: string, url: string): { url: Range[]; site: Range[] } {
  const parts = siteParts.exec(foldNeedle(url));
  if (parts === null || parts[1]!.length < 3) return { url: occurrences(text, url), site: [] };
  const path = (parts[2] ?? '').replace(/\/$/u, '');
  return { url: addresses(text, parts[1]!, path), site: addresses(text, parts[1]!, '') };
}

const wordUnit = /[\p{L}\p{N}]/u;

/** Not inside a longer word or number: «354» is not found in «3540». */
function isWhole(text: string, start: number, end: number): boolean {
  const cutsStart = start > 0 && wordUnit.test(text[start - 1]!) && wordUnit.test(text[start]!);
  const cutsEnd = end < text.length && wordUnit.test(text[end]!) && wordUnit.test(text[end - 1]!);
  return !cutsStart && !cutsEnd;
}

function mask(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  const sorted = [...ranges].sort((left, right) => left.start - right.start);
  let result = '';
  let at = 0;
  for (const range of sorted) {
    if (range.end <= at) continue;
    const start = Math.max(range.start, at);
    result += text.slice(at, start) + filler.repeat(range.end - start);
    at = range.end;
  }
  return result + text.slice(at);
}

/** Computed once for a text and its context. */
export function findZones(text: NormalisedText, context: CheckContext): Zones {
  const known = cache.get(text);
  if (known !== undefined && known.context === context) return known.zones;
  const { terms, name: profileName } = context.profile;
  const name = foldNeedle(terms.legalName);
  const legalName = name.length < 2 ? [] : findLegalName(text.text, name);
  const licence = [...occurrences(text.text, terms.licence), ...findAll(text.text, printedLicence)];
  const { url, site } = findAddresses(text.text, terms.url);
  // A catalogue file without tokens says nothing of them: any token will do, as long as it is called one.
  const erid = terms.erid.trim() === '' ? findAll(text.text, anyToken) : occurrences(text.text, terms.erid);
  const fullTerms = profileName === 'law2025' ? occurrences(text.text, terms.fullTerms) : [];
  const names = [...legalName, ...licence, ...url, ...site, ...erid];
  const withoutNames = mask(text.text, names);
  const zones: Zones = {
    legalName,
    licence,
    url,
    site,
    erid,
    fullTerms,
    withoutNames,
    withoutCatalogue: mask(withoutNames, fullTerms),
  };
  cache.set(text, { context, zones });
  return zones;
}
