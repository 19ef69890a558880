/** What the service says of a field ("at most 40 characters") in the language of the page; null where it is something new. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/^at most (?<count>[\d.]+) characters?$/, 'charsMax'],
  [/^at least (?<count>[\d.]+) characters?$/, 'charsMin'],
  [/^at most (?<count>[\d.]+) items?$/, 'itemsMax'],
  [/^at least (?<count>[\d.]+) items?$/, 'itemsMin'],
  [/^at most (?<count>-?[\d.]+)$/, 'max'],
  [/^at least (?<count>-?[\d.]+)$/, 'min'],
  [/^one of (?<list>.+)$/, 'oneOf'],
  [/^a text$/, 'text'],
  [/^a number$/, 'number'],
  [/^a whole number/, 'wholeNumber'],
  [/^a list$/, 'list'],
  [/^an object$/, 'object'],
  [/^true or false$/, 'boolean'],
  [/^absent: there is no such field$/, 'absent'],
  [/text without NUL/, 'storable'],
  [/^different /, 'different'],
];

type Translate = (key: string, values: Record<string, string>) => string;

export function describeField(field: string, limit: string, t: Translate): string {
  for (const [pattern, key] of phrases) {
    const match = pattern.exec(limit);
    if (match !== null) return t('fieldLimits.field', { field, limit: t(`fieldLimits.${key}`, { ...match.groups }) });
  }
  return t('fieldLimits.unknown', { field });
}
