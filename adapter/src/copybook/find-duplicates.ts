/** Sentences of a draft that other threads have, word for word or nearly so: readers notice a campaign that repeats. */
import type { Duplicate, ThreadContent } from '../api/copybook.ts';
import { listSentences } from '../db/copybook/list-sentences.ts';
import type { Statements } from '../db/database.ts';
import { limits } from '../limits.ts';
import { sentencesOf } from './thread-line.ts';

/** Below so many words sentences are alike by chance («Загляните в приложение.»). */
export const longSentenceWordsMin = 4;

/** The likest first, at most `duplicatesMax`. */
export async function findDuplicates(database: Statements, content: ThreadContent): Promise<Duplicate[]> {
  const own = sentencesOf(content).flatMap((variants, position) =>
    variants.map((text, variant) => ({ field: `positions.${position}.${variant}`, text, words: wordsOf(text) })),
  );
  const texts = own.map(({ text }) => text);
  const others = (await listSentences(database, content.channel, texts, content.id)).map((sentence) => ({
    ...sentence,
    words: wordsOf(sentence.text),
  }));
  const found = own.flatMap(({ field, text, words }) =>
    others.flatMap((other): Duplicate[] => {
      const same = other.text === text;
      const similarity = same ? 1 : similarityOf(words, other.words);
      if (!same && (words.size < longSentenceWordsMin || similarity < limits.similarityMin)) return [];
      const { thread_id: thread, text: otherText, status } = other;
      return [{ field, kind: same ? 'same' : 'similar', similarity, thread, text: otherText, status }];
    }),
  );
  return found.sort((one, other) => other.similarity - one.similarity).slice(0, limits.duplicatesMax);
}

export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/\p{L}+/gu) ?? [],
  );
}

/** Words in common of all words, 0–1. */
export function similarityOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const word of one) common += other.has(word) ? 1 : 0;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}
