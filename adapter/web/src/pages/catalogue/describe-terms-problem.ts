/** What the check says of terms, in the language of the page. What is not known here is shown as the service says it. */
import type { TFunction } from 'i18next';
import type { FieldProblem } from '../../api/rules.ts';

const known: readonly (readonly [RegExp, string])[] = [
  [/^a day after effective_from/, 'order'],
  [/^the range of the full cost of credit/, 'fullCostNeeded'],
  [/^given together with/, 'together'],
  [/^at least full_cost_min/, 'range'],
  [/^the words «полная стоимость кредита»/, 'fullCostWords'],
  [/^«полная стоимость кредита … %» before/, 'fullCostFirst'],
  [/^«полная стоимость кредита» with the values/, 'fullCostValues'],
  [/^the guaranteed minimum rate/, 'minimumNeeded'],
  [/^the value of rate/, 'rateValue'],
  [/^the words «минимальная гарантированная/, 'minimumWords'],
  [/^no claim that is confirmed too/, 'claimTwice'],
  [/^claims of /, 'claimUnknown'],
  [/^terms that a lawful text can be made with \(\w+, (?<channel>\w+)\)/, 'unlawful'],
  [/^a text for (?<channel>\w+) in the profile (?<profile>\w+)/, 'noRoom'],
  [/rate as printed/, 'rate'],
  [/per cent value as printed/, 'percent'],
  [/address that begins/, 'address'],
  [/a date such as/, 'date'],
  [/at most \d+ characters|too big/i, 'tooLong'],
  [/at least 1 character|too small/i, 'needed'],
];

export interface Naming {
  readonly t: TFunction;
  readonly channelName: (code: string) => string;
}

export function describeTermsProblem({ limit, given }: FieldProblem, { t, channelName }: Naming): string {
  for (const [pattern, key] of known) {
    const match = pattern.exec(limit);
    if (match === null) continue;
    const { channel = '', profile = 'strict' } = match.groups ?? {};
    return t(`catalogue.problems.${key}`, {
      given,
      channel: channelName(channel),
      profile: t(`copybook.check.profiles.${profile}`),
    });
  }
  return given === '' ? limit : `${limit}: ${given}`;
}

/** "tails.SMS" → "Приписка в конце текста, СМС". */
export function describeTermsField(field: string, { t, channelName }: Naming): string {
  const [name = '', channel] = field.split('.');
  const shown = t(`catalogue.fields.${name}`, { defaultValue: field });
  if (channel === undefined) return shown;
  return `${shown}, ${channel === '*' ? t('catalogue.everyChannel') : channelName(channel)}`;
}

export interface ImportProblem {
  readonly place: string;
  readonly expected: string;
  readonly given: string;
}

/** A mistake in a file: "row 1 (DC), rate" and what should stand there. */
export function describeImportProblem(
  problem: FieldProblem,
  naming: Naming & { readonly productName: (code: string) => string },
): ImportProblem {
  const { t, productName } = naming;
  const [, row, product, field] = /^row (\d+)(?: \((.+?)\))?(?:, (.+))?$/.exec(problem.field) ?? [];
  const place =
    row === undefined
      ? describeTermsField(problem.field, naming)
      : [
          t('catalogue.importing.row', { row }),
          ...(product === undefined ? [] : [productName(product)]),
          ...(field === undefined ? [] : [describeTermsField(field, naming)]),
        ].join(', ');
  return {
    place,
    expected: describeTermsProblem({ ...problem, given: '' }, naming),
    given: describeGiven(problem.given, t),
  };
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^text of (?<length>\d+) characters?$/, 'text'],
  [/^nothing$/, 'nothing'],
  [/^null$/, 'nothing'],
  [/^(?:whole|fractional) number$/, 'number'],
  [/^true or false$/, 'boolean'],
  [/^list of \d+ items?$/, 'list'],
  [/^object$/, 'object'],
];

function describeGiven(given: string, t: TFunction): string {
  for (const [pattern, key] of kinds) {
    const match = pattern.exec(given);
    if (match !== null) return t(`catalogue.importing.kinds.${key}`, { ...match.groups });
  }
  return given;
}
