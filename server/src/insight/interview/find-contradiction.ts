/**
 * Two sayings of a client that do not agree: "никогда не беру кредитов", and later a loan that was taken. Found by
 * words: something denied for good, later told as done by the same person about the same thing. Asked about once, kindly.
 */
import { namesPerson } from './find-evidence.ts';
import type { Contradiction } from './interview-state.ts';
import { isQuotable } from './understand-answer.ts';
import { clausesOf, countWords, normalise, stemsOf } from './words.ts';

const denial =
  /никогда не|ни разу не|не пользуюсь|не пользовал|нет никак|никаких|не брал|не беру|не плачу|не держу|ни одного|ни одной/u;
const ownPast = /(?<![а-я])[а-я]{2,}(л|ла|лся|лась)(?![а-я])/u;
const wordsMax = 16;
/** Say that something is denied, not what. */
const emptyStems = new Set([
  'никог',
  'никак',
  'польз',
  'вообщ',
  'просто',
  'прост',
  'таког',
  'таких',
  'всегд',
  'обычн',
  'собой',
  'чтобы',
  'может',
  'котор',
  'банке',
  'банка',
]);

export function findContradiction(
  earlier: readonly { readonly text: string; readonly turn: number }[],
  later: { readonly text: string; readonly turn: number },
): Contradiction | null {
  const affirmed = clausesOf(later.text).filter(isAffirmation);
  for (const one of earlier) {
    for (const denied of clausesOf(one.text).filter(isDenial)) {
      const stems = [...stemsOf(denied)].filter((stem) => !emptyStems.has(stem));
      const found = affirmed.find((clause) => stems.some((stem) => stemsOf(clause).has(stem)));
      if (found !== undefined) {
        return { earlier: { text: denied, turn: one.turn }, later: { text: found, turn: later.turn } };
      }
    }
  }
  return null;
}

function isDenial(clause: string): boolean {
  return denial.test(normalise(clause)) && isShort(clause);
}

function isAffirmation(clause: string): boolean {
  const plain = normalise(clause);
  // What others did contradicts nothing.
  return ownPast.test(plain) && !/(?<![а-я])(не|ни)(?![а-я])/u.test(plain) && !namesPerson(plain) && isShort(clause);
}

function isShort(clause: string): boolean {
  return countWords(clause) <= wordsMax && countWords(clause) >= 2 && isQuotable(clause);
}
