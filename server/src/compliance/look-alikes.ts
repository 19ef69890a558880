/**
 * Which characters stand for which when a text is folded for matching (normalise-text.ts).
 *
 * Letters of another script are folded only inside words that hold Cyrillic letters, or when they stand alone: whole
 * Latin words stay Latin, because rule 20 judges them. Tables say what a letter *looks* like, by case: «B» looks like
 * «В», «b» like «ь».
 */

/** What a lower-case Latin or Greek letter looks like among Cyrillic ones. */
const lowerLookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'ь',
  c: 'с',
  d: 'д',
  e: 'е',
  f: 'ф',
  g: 'д',
  h: 'н',
  i: 'и',
  j: 'й',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'п',
  o: 'о',
  p: 'р',
  q: 'к',
  r: 'г',
  s: 'с',
  t: 'т',
  u: 'и',
  v: 'в',
  w: 'ш',
  x: 'х',
  y: 'у',
  z: 'з',
  α: 'а',
  β: 'в',
  γ: 'г',
  δ: 'д',
  ε: 'е',
  ζ: 'з',
  η: 'п',
  θ: 'о',
  ι: 'и',
  κ: 'к',
  λ: 'л',
  μ: 'м',
  ν: 'в',
  ο: 'о',
  π: 'п',
  ρ: 'р',
  σ: 'с',
  ς: 'с',
  τ: 'т',
  υ: 'у',
  φ: 'ф',
  χ: 'х',
  ω: 'ш',
};

/** Upper-case letters that look like another letter than their lower-case form does. */
const upperLookAlikes: Readonly<Record<string, string>> = {
  B: 'в',
  N: 'и',
  R: 'я',
  Y: 'у',
  Β: 'в',
  Η: 'н',
  Ν: 'и',
  Υ: 'у',
};

/** Letters that, standing alone, are taken for a Russian one-letter word or a piece of a spaced-out word. */
const aloneLookAlikes = /^[abcehkmoptxyABCEHKMOPTXYαεικορτυχΑΒΕΗΚΜΟΡΤΥΧ]$/u;

/** Letters of other Cyrillic alphabets and of look-alike blocks that compatibility folding does not reach. */
const cyrillicVariants: Readonly<Record<string, string>> = {
  і: 'и',
  ї: 'и',
  є: 'е',
  ґ: 'г',
  ѕ: 'с',
  ј: 'й',
  һ: 'н',
  ԁ: 'д',
  ԛ: 'к',
  ԝ: 'ш',
  қ: 'к',
  ҝ: 'к',
  ғ: 'г',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  ҫ: 'с',
  ҳ: 'х',
  ӏ: 'л',
  ѳ: 'о',
  ꙋ: 'у',
};

export const doubleQuote = '"';

/** Characters of one meaning written in several ways. */
const punctuation: Readonly<Record<string, string>> = {
  '«': doubleQuote,
  '»': doubleQuote,
  '“': doubleQuote,
  '”': doubleQuote,
  '„': doubleQuote,
  '‟': doubleQuote,
  '‹': doubleQuote,
  '›': doubleQuote,
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '﹣': '-',
  '－': '-',
  '⁃': '-',
  '№': '№',
  '…': '…',
  '٪': '%',
  '﹪': '%',
  '％': '%',
};

/** Looks like nothing: letters and symbols without ink, which are not in a format category. */
const invisible = /^[\u115f\u1160\u3164\uffa0\u2800\u180e]$/u;

export function foldVariant(lowerCaseChar: string): string | undefined {
  return cyrillicVariants[lowerCaseChar] ?? punctuation[lowerCaseChar];
}

export function isInvisible(char: string): boolean {
  return invisible.test(char);
}

/** What a letter of another script looks like in a Cyrillic word; undefined when it looks like none. */
export function lookAlikeOf(originalChar: string, foldedChar: string): string | undefined {
  return upperLookAlikes[originalChar] ?? lowerLookAlikes[foldedChar];
}

export function looksCyrillicAlone(originalChar: string): boolean {
  return aloneLookAlikes.test(originalChar);
}
