/**
 * The one repair of a text that fails the check: the sentences that break a rule are dropped, if what remains is still a
 * text. Used for texts written freely; a body composed from a thread is replaced whole, because its sentences lean on
 * each other.
 */
import type { Span } from '../compliance/types.ts';

const sentenceEnd = /(?<=[.!?…]»?)\s+/u;

/**
 * @param spans of the body: what blocked.
 * @returns the body without those sentences, or null when nothing is to be dropped, the opening or the call to action
 * would go, or too little would remain.
 */
export function repairBody(body: string, spans: readonly Span[], charsMin: number): string | null {
  const sentences = body.split(sentenceEnd);
  let start = 0;
  const kept = sentences.filter((sentence, index) => {
    const from = body.indexOf(sentence, start);
    start = from + sentence.length;
    const broken = spans.some((span) => span.start < start && span.end > from);
    return !broken || index === sentences.length - 1;
  });
  const repaired = kept.join(' ');
  return kept.length < sentences.length && kept.length >= 2 && repaired.length >= charsMin ? repaired : null;
}
