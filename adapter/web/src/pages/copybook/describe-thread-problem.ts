/**
 * What the check says of a draft, in the language of the page and with a place that people can find. What is not known
 * here is shown as the service says it.
 */
import type { TFunction } from 'i18next';
import type { FieldProblem } from '../../api/rules.ts';

export interface ProblemInWords {
  readonly place: string;
  readonly text: string;
  /** What stands there; empty where that says nothing. */
  readonly given: string;
}

const known: readonly (readonly [RegExp, string])[] = [
  [/^without words that promise/, 'banned'],
  [/^only Russian letters/, 'alphabet'],
  [/^no spaces at the ends/, 'spaces'],
  [/^the same variant twice/, 'twice'],
  [/^must quote «\{name\}»/, 'name'],
  [/^only letters, digits/, 'id'],
  [/letters, digits, _ and -/, 'id'],
  [/^all claims that the wording makes/, 'claimMade'],
  [/^only claims that the wording makes/, 'claimListed'],
  [/^bodies of (?<shortest>\d+)–(?<longest>\d+) characters, the limit is (?<min>\d+)–(?<max>\d+)/, 'length'],
  [/^(?<claim>\S+) is not in claims\.json/, 'claimUnknown'],
  [/^(?<claim>\S+) is not claimed of/, 'claimOfOthers'],
  [/^a sentence that nobody has withdrawn/, 'withdrawn'],
  [/^lawful in every choice/, 'unlawful'],
];

export function describeThreadProblem({ field, limit, given }: FieldProblem, t: TFunction): ProblemInWords {
  const place = describePlace(field, t);
  for (const [pattern, key] of known) {
    const match = pattern.exec(limit);
    if (match !== null) return { place, text: t(`copybook.problems.${key}`, { ...match.groups }), given: tidy(given) };
  }
  return { place, text: limit, given };
}

const tidy = (given: string) => given.replace(/ is (?:made, not listed|listed, not made)$/, '');

function describePlace(field: string, t: TFunction): string {
  const [, position, variant] = /^positions\.(\d+)(?:\.(\d+))?/.exec(field) ?? [];
  if (variant !== undefined) {
    return t('copybook.edit.variant', { position: Number(position) + 1, variant: Number(variant) + 1 });
  }
  if (position !== undefined) return t('copybook.thread.position', { number: Number(position) + 1 });
  return t(`copybook.problems.places.${field.split('.')[0]}`, { defaultValue: field });
}
