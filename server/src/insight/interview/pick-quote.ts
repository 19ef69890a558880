/**
 * The words of the client that an echo says back: a clause exactly as it was written, the one that says most (a pain, a
 * feeling, a number), short enough to be read at a glance. None where nothing may be said back.
 */
import { findEvidence } from './find-evidence.ts';
import { limits } from './limits.ts';
import { isQuotable } from './understand-answer.ts';
import { clausesOf, countWords } from './words.ts';

/** A number, a pain or a feeling; a clause that is merely long says nothing worth asking after. */
const scoreMin = 2;

export function pickQuote(text: string, used: ReadonlySet<string>): string | null {
  let best: { readonly clause: string; readonly score: number } | null = null;
  for (const clause of clausesOf(text.slice(0, limits.readCharsMax)).flatMap(shorten)) {
    if (used.has(clause) || !isFit(clause)) continue;
    const score = scoreOf(clause);
    if (score >= scoreMin && (best === null || score > best.score)) best = { clause, score };
  }
  return best?.clause ?? null;
}

/** A long clause is cut at its commas. */
function shorten(clause: string): readonly string[] {
  return countWords(clause) <= limits.quoteWordsMax ? [clause] : clause.split(/, /u);
}

function isFit(clause: string): boolean {
  const wordsCount = countWords(clause);
  return (
    wordsCount >= limits.quoteWordsMin &&
    wordsCount <= limits.quoteWordsMax &&
    clause.length <= limits.quoteCharsMax &&
    isQuotable(clause) &&
    // "что она", "и мы": the rest of something.
    !/^(что|который|которая|которое|которые|чтобы|и|а|но|то|же|бы|ну|да)(?![а-яё])/iu.test(clause)
  );
}

function scoreOf(clause: string): number {
  const found = findEvidence(clause);
  const wordsCount = countWords(clause);
  return (
    found.pains.length * 3 +
    (found.hasEmotion ? 3 : 0) +
    (found.hasMoney || found.hasTime ? 2 : 0) +
    (found.hasNeed ? 1.5 : 0) +
    (found.hasAttempt ? 1 : 0) +
    (found.hasPerson ? 0.5 : 0) +
    (wordsCount >= 4 ? 0.5 : 0)
  );
}
