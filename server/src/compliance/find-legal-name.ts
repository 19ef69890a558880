/**
 * Where the provider's legal name stands in a text.
 *
 * Not only letter by letter: a spoken text bends it («звоню из Банка ГПБ (АО)»), a lawyer writes the legal form in full
 * («акционерное общество») where the catalogue shortens it, and quotes get lost. Every word of the name must be there,
 * in its order, the legal form among them: a brand alone is not enough (38-FZ art. 28 p. 1).
 */
import type { Range } from './types.ts';

/** [short form, pattern of the full form in any case]. */
const legalForms: readonly (readonly [string, string])[] = [
  ['пао', 'публичн[а-я]+ акционерн[а-я]+ обществ[а-я]*'],
  ['оао', 'открыт[а-я]+ акционерн[а-я]+ обществ[а-я]*'],
  ['зао', 'закрыт[а-я]+ акционерн[а-я]+ обществ[а-я]*'],
  ['нпао', 'непубличн[а-я]+ акционерн[а-я]+ обществ[а-я]*'],
  ['ао', 'акционерн[а-я]+ обществ[а-я]*'],
  ['ооо', 'обществ[а-я]* с ограниченной ответственностью'],
  ['нко', 'небанковск[а-я]+ кредитн[а-я]+ организаци[а-я]*'],
  ['ук', 'управляющ[а-я]+ компани[а-я]*'],
  ['ск', 'страхов[а-я]+ компани[а-я]*'],
  ['сао', 'страхов[а-я]+ акционерн[а-я]+ обществ[а-я]*'],
];
const fullForms = legalForms.map(([short, full]) => ({
  short,
  pattern: new RegExp(`(?<!\\p{L})${full}(?!\\p{L})`, 'gu'),
}));
const patternOfForm = new Map(legalForms.map(([short, full]) => [short, `(?:${short}|${full})`]));

/** Between the words of a name: a space, quotes, brackets, a dash. */
const gap = '[ \\n"\'(),.-]{1,4}';
/** Shorter words have no ending to bend. */
const bentLettersMin = 4;
const endingLetters = /(?:[аеиоуыьэюяй]|ый|ий|ая|яя|ое|ее)$/u;

function patternOfWord(word: string): string {
  const form = patternOfForm.get(word);
  if (form !== undefined) return form;
  if (word.length < bentLettersMin || !/^[а-я]+$/u.test(word)) return word;
  const stem = word.replace(endingLetters, '');
  return `${stem}[а-я]{0,3}`;
}

function patternOfName(foldedName: string): RegExp {
  let name = foldedName;
  for (const { short, pattern } of fullForms) name = name.replace(pattern, short);
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.map(patternOfWord).join(gap)}(?![\\p{L}\\p{N}])[")]?`, 'gu');
}

const patterns = new Map<string, RegExp>();
const patternsMax = 2000;

/** All places in the folded `text` where the whole name stands. `foldedName` is folded too, at least two letters. */
export function findLegalName(text: string, foldedName: string): Range[] {
  let pattern = patterns.get(foldedName);
  if (pattern === undefined) {
    if (patterns.size >= patternsMax) patterns.clear();
    pattern = patternOfName(foldedName);
    patterns.set(foldedName, pattern);
  }
  const ranges: Range[] = [];
  for (const match of text.matchAll(pattern)) ranges.push({ start: match.index, end: match.index + match[0].length });
  return ranges;
}

const someForm = '(?:н?п?ао|оао|зао|ооо|нко|сао)';
/** A legal form with a name beside it: «ао "банк пример"», «банк гпб (ао)», «акционерное общество …». */
const anyLegalName = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${someForm} (?:[а-я]{2,4} )?"[^"\\n]{2,60}"|${someForm} [а-я-]{3,}|[а-я-]{3,}"? \\(${someForm}\\)|(?:акционерн[а-я]+ обществ[а-я]+|обществ[а-я]+ с ограниченной ответственностью) "?[а-я]{2,})`,
  'u',
);

/** Whether any legal entity is named: what is asked where the catalogue gives no name to look for. */
export function namesLegalEntity(text: string): boolean {
  return anyLegalName.test(text);
}
