/**
 * The question that ends what is spoken: a call, words at the door, a card for the branch manager. Disclosures are said
 * before it, because whoever asks must then listen: a question followed by a licence number gets no answer.
 */

/** Where a sentence may begin: after an end mark, closing quotes and brackets belonging to the sentence before. */
const sentenceStart = /(?<=[.!?…][»"”)]*)\s+(?=[«"„(]*\p{Lu})/gu;
const closingQuestion = /\?[»"”)]*$/u;

/** A piece that opens as many quotes as it closes: nothing is put inside a quotation. */
function isBalanced(piece: string): boolean {
  const count = (mark: string): number => piece.split(mark).length - 1;
  return count('«') === count('»') && count('„') === count('”') && count('"') % 2 === 0;
}

/**
 * The last sentence, if it asks, with whatever introduces its quotation («Спросите: «…?»»), and what stands before it.
 * Null: the body does not end with a question, or is nothing but one.
 */
export function splitClosingQuestion(body: string): { readonly head: string; readonly question: string } | null {
  if (!closingQuestion.test(body)) return null;
  const starts = [...body.matchAll(sentenceStart)].reverse();
  for (const start of starts) {
    const question = body.slice(start.index + start[0].length);
    if (isBalanced(question)) return { head: body.slice(0, start.index), question };
  }
  return null;
}
