/**
 * Statements that are nearly the same («задолбали поборы», «задолбали роботы») → one group: groups and not statements
 * are given to the training part, the test part or a fold. Near: pieces of four characters in common, Jaccard, or the
 * same first four words.
 */
const nearFrom = 0.3;
const pieceChars = 4;
const openingWords = 4;

/** The group of each text: the index of its first member. */
export function groupNearDuplicates(texts: readonly string[]): readonly number[] {
  const pieces = texts.map(piecesOf);
  const openings = texts.map((text) => wordsOf(text).slice(0, openingWords));
  const parent = texts.map((_, index) => index);
  const root = (index: number): number => (parent[index] === index ? index : root(parent[index]!));
  for (let left = 0; left < texts.length; left += 1) {
    for (let right = left + 1; right < texts.length; right += 1) {
      const sameOpening =
        openings[left]!.length === openingWords && openings[left]!.join(' ') === openings[right]!.join(' ');
      if (sameOpening || likeness(pieces[left]!, pieces[right]!) >= nearFrom) parent[root(right)] = root(left);
    }
  }
  return texts.map((_, index) => root(index));
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function piecesOf(text: string): ReadonlySet<string> {
  const joined = ` ${wordsOf(text).join(' ')} `;
  return new Set(Array.from({ length: Math.max(1, joined.length - 3) }, (_, at) => joined.slice(at, at + pieceChars)));
}

function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  if (small.size < nearFrom * large.size) return 0;
  let common = 0;
  for (const piece of small) if (large.has(piece)) common += 1;
  return common / (left.size + right.size - common);
}
