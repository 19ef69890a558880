/** Words and sentences of what people type, and how they are compared. */

/** No word is so long; patterns would try every place in it. */
const overlong = /(\p{L}{40})\p{L}+/gu;

/** Lower case, ё as е, one space, overlong words cut. */
export function normalise(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(overlong, '$1').replace(/\s+/gu, ' ').trim();
}

export function wordsOf(text: string): readonly string[] {
  return normalise(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
}

export function countWords(text: string): number {
  return wordsOf(text).length;
}

/** Sentences as they stand, their end mark with them. */
export function sentencesOf(text: string): readonly string[] {
  return (text.match(/[^.!?…\n]+[.!?…]*/gu) ?? []).map((sentence) => sentence.trim()).filter(Boolean);
}

/** Parts of sentences that can stand by themselves, as they stand in the text, without end marks. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(/[.!?…;\n]+|, (?=а |но |и |потому |поэтому |так что |пока |когда )| [—–-] /u)
    .map((clause) => clause.replace(/^[\s,:—–-]+|[\s,:—–-]+$/gu, ''))
    .filter(Boolean);
}

const stemLength = 5;

/** The beginnings of longer words: enough to see that two sentences speak of the same thing. */
export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length >= stemLength)
      .map((word) => word.slice(0, stemLength)),
  );
}

/** Words in common, 0 to 1 (Jaccard over stems of all words). */
export function likeness(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => new Set(wordsOf(text).map((word) => word.slice(0, stemLength))));
  const common = [...left!].filter((stem) => right!.has(stem)).length;
  return common / Math.max(1, left!.size + right!.size - common);
}
