/**
 * How patterns over Russian words are written, and what is asked around a hit.
 *
 * `\b` of JavaScript knows no Cyrillic: words begin and end by look-arounds on letters and digits. Texts are folded
 * already (normalise-text.ts): lower case, е for ё, one kind of quote and dash, single spaces.
 * Every pattern is compiled once, when its module loads.
 */
import type { Range } from './types.ts';

const notInWord = '(?<![\\p{L}\\p{N}])';
const wordEnds = '(?![\\p{L}\\p{N}])';

/** Alternatives that begin a word; their endings are free. */
export function stems(...alternatives: readonly string[]): RegExp {
  return new RegExp(`${notInWord}(?:${alternatives.join('|')})[а-я]*`, 'gu');
}

/** Alternatives that are whole words or whole phrases. */
export function phrases(...alternatives: readonly string[]): RegExp {
  return new RegExp(`${notInWord}(?:${alternatives.join('|')})${wordEnds}`, 'gu');
}

/** All hits, in the order of the text. */
export function findAll(text: string, pattern: RegExp): Range[] {
  const ranges: Range[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0].length === 0) {
      pattern.lastIndex += 1;
      continue;
    }
    ranges.push({ start: match.index, end: match.index + match[0].length });
  }
  return ranges;
}

export function has(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

const clauseEnd = /[.!?;:…\n(),"]|\s-\s/gu;
const sentenceEnd = /[.!?…\n]/gu;
const windowChars = 160;

/** The piece of the clause (between marks) before `start`. */
export function clauseBefore(text: string, start: number): string {
  return lastPiece(text.slice(Math.max(0, start - windowChars), start), clauseEnd);
}

/** The piece of the clause after `end`. */
export function clauseAfter(text: string, end: number): string {
  return firstPiece(text.slice(end, end + windowChars), clauseEnd);
}

/** The sentence around a hit, at most 160 characters each way. */
export function sentenceAround(text: string, range: Range): string {
  const before = lastPiece(text.slice(Math.max(0, range.start - windowChars), range.start), sentenceEnd);
  const after = firstPiece(text.slice(range.end, range.end + windowChars), sentenceEnd);
  return before + text.slice(range.start, range.end) + after;
}

function lastPiece(text: string, separator: RegExp): string {
  const marks = findAll(text, separator);
  const last = marks.at(-1);
  return last === undefined ? text : text.slice(last.end);
}

function firstPiece(text: string, separator: RegExp): string {
  const first = findAll(text, separator)[0];
  return first === undefined ? text : text.slice(0, first.start);
}

export interface TogetherOptions {
  /** Sentences that match are left alone: what is denied, conditional or cautious. */
  readonly unless?: RegExp;
  /** Characters between the two at most; default 120. */
  readonly gapMax?: number;
  /** Search the clause (between marks), not the sentence. */
  readonly clause?: boolean;
}

/**
 * Places where both patterns stand in one sentence, in any order: «точно … заработаете», «прибыль … обязательно».
 * One range for each hit of `first`, from the earlier word to the later one.
 */
export function findTogether(text: string, first: RegExp, second: RegExp, options: TogetherOptions = {}): Range[] {
  const { unless, gapMax = 120, clause = false } = options;
  const found: Range[] = [];
  for (const hit of findAll(text, first)) {
    const mark = clause ? clauseEnd : sentenceEnd;
    const before = lastPiece(text.slice(Math.max(0, hit.start - windowChars), hit.start), mark);
    const after = firstPiece(text.slice(hit.end, hit.end + windowChars), mark);
    const offset = hit.start - before.length;
    const piece = text.slice(offset, hit.end + after.length);
    if (unless?.test(clause ? sentenceAround(text, hit) : piece)) continue;
    for (const other of findAll(piece, second)) {
      const range = { start: other.start + offset, end: other.end + offset };
      const gap = Math.max(range.start - hit.end, hit.start - range.end);
      // Zero or more: words that overlap are one word, not two.
      if (gap < 0 || gap > gapMax) continue;
      found.push({ start: Math.min(hit.start, range.start), end: Math.max(hit.end, range.end) });
      break;
    }
  }
  return found;
}

const negationBefore =
  /(?:^|\s)(?:не|ни|без|нет|никто|ничто|никак(?:их|ой|ая|ие)|нельзя|никогда)(?:\s+[а-я-]+){0,2}\s*$/u;
/** «Не только гарантия…» denies nothing. */
const falseNegation =
  /(?:^|\s)не (?:только|просто|сомнева|бо[ийя]|волну|пережива|упуст|упуска|забу|забыва|пропус|медли|жди|ждите|откладыва|зря|случайно|рискуя)[а-я]*(?:\s+[а-я-]+){0,2}\s*$/u;
const negationAfter =
  /^[а-я]*\s+(?:[а-я]+\s+){0,2}(?:нет(?!\p{L})|никто не|нельзя|не (?:быва|дае|дают|дам|существу|предоставля|обеща|предусмотр|явля|може|буд))/u;

/** Whether the clause denies what was found: «доход не гарантирован», «гарантий нет», «без гарантий». */
export function isDenied(text: string, range: Range): boolean {
  const before = clauseBefore(text, range.start);
  if (negationBefore.test(before) && !falseNegation.test(before)) return true;
  return negationAfter.test(clauseAfter(text, range.end));
}
