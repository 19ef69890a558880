/**
 * A statement → its words, each with its place in the text as it was given, a stem, and its clause. What suits the client
 * («ставка нормальная, но…») is marked, because a concern that is denied is none (docs/CONCERNS.md, border 11).
 *
 * Only the first `charsReadMax` characters are read: whoever needs more to say what pains them has said it by then, and
 * time stays bounded.
 */
import { stemEnglish, stemRussian } from './stem.ts';

export const charsReadMax = 4000;

export type Language = 'ru' | 'en';

export interface Word {
  /** In UTF-16 units of the text as given. */
  readonly start: number;
  readonly end: number;
  /** Lower case, ё as е; digits as 0. */
  readonly form: string;
  readonly stem: string;
  /** The clause says that something suits. */
  readonly content: boolean;
}

export interface Reading {
  readonly language: Language;
  readonly words: readonly Word[];
  readonly asks: boolean;
  readonly shouts: boolean;
}

const wordPattern = /[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*|\p{N}+|%/gu;
const clauseBreak = /[.,;:!?…()\n—–]|\s(?:но|а|однако|зато|but|however)\s/gu;

/** Words of a clause in which nothing is wrong; a negation before them («не устраивает») takes that back. */
const contentWords =
  /(?<![\p{L}])(?:(?<!не )(?:устраива\p{L}*|нормальн\p{L}*|доволен|довольн[аы]|нравится)|ок|хорош(?:ая|ий|ее|о)|отличн\p{L}*|претензий не|претензий нет|вопросов нет|нет вопросов|вопросов к вам нет|никаких претензий|не вопрос|не проблема|не пугает|не пугают|не смущает|не спорю|бог с ним\p{L}?|мне не нужн\p{L}*|не прошу|без нервов|спасибо|is fine|are fine|isn t the issue|not the issue|no complaints|happy with|thanks)(?![\p{L}])/u;

export function readWords(text: string): Reading {
  const read = text.slice(0, charsReadMax);
  const language = languageOf(read);
  const clauses = clausesOf(read);
  const stem = language === 'ru' ? stemRussian : stemEnglish;
  let clause = 0;
  const words: Word[] = [];
  for (const match of read.matchAll(wordPattern)) {
    while (clause < clauses.length - 1 && match.index >= clauses[clause]!.end) clause += 1;
    const form = foldWord(match[0]);
    const { content } = clauses[clause]!;
    words.push({ start: match.index, end: match.index + match[0].length, form, stem: stem(form), content });
  }
  return { language, words, asks: read.includes('?'), shouts: read.includes('!') };
}

export function foldWord(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\p{M}/gu, '').replace(/\p{N}/gu, '0');
}

/** By which letters are more; a text without any counts as Russian. */
function languageOf(text: string): Language {
  let latin = 0;
  let cyrillic = 0;
  for (const letter of text) {
    if (/[a-z]/iu.test(letter)) latin += 1;
    else if (/\p{Script=Cyrillic}/u.test(letter)) cyrillic += 1;
  }
  return latin > cyrillic ? 'en' : 'ru';
}

interface Clause {
  readonly end: number;
  readonly content: boolean;
}

function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const add = (end: number) => {
    const words = text.slice(start, end).toLowerCase().replaceAll('ё', 'е').replaceAll("'", ' ').replaceAll('’', ' ');
    clauses.push({ end, content: contentWords.test(words) });
    start = end;
  };
  for (const match of text.matchAll(clauseBreak)) add(match.index + 1);
  add(text.length + 1);
  return clauses;
}
