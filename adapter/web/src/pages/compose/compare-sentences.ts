/** Texts side by side by sentence: what only some of them say stands out. */
export interface ComparedSentence {
  readonly text: string;
  /** Offset in its text. */
  readonly start: number;
  /** Every text says it. */
  readonly isCommon: boolean;
}

export function compareSentences(texts: readonly string[]): readonly (readonly ComparedSentence[])[] {
  const split = texts.map((text) => [...new Intl.Segmenter('ru', { granularity: 'sentence' }).segment(text)]);
  const said = split.map((sentences) => new Set(sentences.map(({ segment }) => segment.trim())));
  return split.map((sentences) =>
    sentences.map(({ segment, index }) => ({
      text: segment,
      start: index,
      isCommon: segment.trim() === '' || said.every((one) => one.has(segment.trim())),
    })),
  );
}
