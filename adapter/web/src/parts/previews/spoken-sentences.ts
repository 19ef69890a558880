/**
 * A script as it is read aloud: its sentences with the seconds each takes and the breath after it. Pace and breath are
 * those of the server's measure-text.ts: 14 characters a second, 0.4 s after a sentence.
 */
const charsPerSecond = 14;
export const pauseSeconds = 0.4;

export interface SpokenSentence {
  readonly text: string;
  /** Offset in the whole text, UTF-16 code units. */
  readonly start: number;
  /** When it begins, seconds from the first word. */
  readonly beginsAt: number;
  /** Without the pause after it. */
  readonly seconds: number;
}

export function splitSpoken(text: string): readonly SpokenSentence[] {
  const sentences: SpokenSentence[] = [];
  let beginsAt = 0;
  for (const { segment, index } of new Intl.Segmenter('ru', { granularity: 'sentence' }).segment(text)) {
    const spoken = segment.trim();
    if (spoken === '') continue;
    const seconds = segment.length / charsPerSecond;
    const start = index + segment.indexOf(spoken);
    sentences.push({ text: spoken, start, beginsAt, seconds });
    beginsAt += seconds + pauseSeconds;
  }
  return sentences;
}

/** The question that ends a text, with where it begins; null where it ends otherwise. */
export function findClosingQuestion(text: string): { readonly start: number; readonly text: string } | null {
  const last = splitSpoken(text).at(-1);
  if (last === undefined || !/\?[»"”)]*$/u.test(last.text)) return null;
  return { start: last.start, text: last.text };
}
