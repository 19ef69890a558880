/**
 * Words written letter by letter («г а р а н т», «г. а. р. а. н. т», «г✨а✨р✨а✨н✨т»), found in folded code units.
 * Linear: a run is walked once, and a place that begins none is left after a look at its neighbours.
 */
const space = 32;

export function isCyrillic(code: number): boolean {
  return code >= 0x430 && code <= 0x44f;
}

/** Any letter or digit: what a word is made of. Surrogates count: letters beyond the basic plane belong to words. */
export function isWordCode(code: number): boolean {
  if (isCyrillic(code)) return true;
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  return (code >= 0xd800 && code <= 0xdfff) || /^[\p{L}\p{N}]$/u.test(String.fromCharCode(code));
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Shorter runs are ordinary one-letter words («а я и в»). */
const joinedLettersMin = 4;
/** Marks between the letters of a spaced-out word: «г. а. р», «г - а - р», «г✨а✨р». */
const separatorUnitsMax = 3;

/** Anything without a letter or a digit in it; half of a picture counts. */
function isSeparator(codes: readonly number[], at: number): boolean {
  const code = codes[at];
  if (code === undefined || isDigitCode(code)) return false;
  if (code >= 0xd800 && code <= 0xdfff) return !isLetterPair(codes, at);
  return !isWordCode(code);
}

/** Whether the surrogate at `at` belongs to a letter or digit beyond the basic plane. */
function isLetterPair(codes: readonly number[], at: number): boolean {
  const high = codes[at]! <= 0xdbff ? at : at - 1;
  const pair = String.fromCharCode(codes[high] ?? 0, codes[high + 1] ?? 0);
  return /^[\p{L}\p{N}]$/u.test(pair);
}

/** Where the next lone Cyrillic letter of a spaced-out run stands after the one at `letter`; -1 when there is none. */
function nextSpacedLetter(codes: readonly number[], letter: number): number {
  let at = letter + 1;
  while (at - letter <= separatorUnitsMax && isSeparator(codes, at)) at += 1;
  if (at === letter + 1 || !isCyrillic(codes[at] ?? space)) return -1;
  return isAloneAfter(codes, at) ? at : -1;
}

function isAloneAfter(codes: readonly number[], at: number): boolean {
  return at + 1 >= codes.length || isSeparator(codes, at + 1);
}

/** One letter with a separator and one Cyrillic letter beside it: a piece of a spaced-out word. */
export function isSpacedLetter(codes: readonly number[], at: number): boolean {
  const alone = (place: number): boolean =>
    isCyrillic(codes[place] ?? space) && (place === 0 || isSeparator(codes, place - 1)) && isAloneAfter(codes, place);
  const before = isSeparator(codes, at - 1) && alone(at - 2);
  const after = isSeparator(codes, at + 1) && alone(at + 2);
  return before || after;
}

/** The letters of a spaced-out run that starts at `start`; [] when there is none. */
export function spacedRun(codes: readonly number[], start: number): number[] {
  if (!isCyrillic(codes[start]!) || (start > 0 && !isSeparator(codes, start - 1)) || !isAloneAfter(codes, start))
    return [];
  const letters = [start];
  // «г.а.р и-с-к»: a plain space ends a run of other marks, and the other way round.
  const isSpaced = codes[start + 1] === space && isCyrillic(codes[start + 2] ?? space);
  for (let next = nextSpacedLetter(codes, start); next >= 0; next = nextSpacedLetter(codes, next)) {
    const previous = letters.at(-1)!;
    const onlySpace = next - previous === 2 && codes[previous + 1] === space;
    if (onlySpace !== isSpaced) break;
    letters.push(next);
  }
  return letters.length >= joinedLettersMin ? letters : [];
}
