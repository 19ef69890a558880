/** A text as text, with the words that a search found marked. */
import { Fragment } from 'react';

interface TextWithHitsProps {
  readonly text: string;
  /** In UTF-16 units, in order. */
  readonly hits: readonly { readonly start: number; readonly end: number }[];
}

export function TextWithHits({ text, hits }: TextWithHitsProps) {
  return (
    <>
      {hits.map(({ start, end }, place) => (
        <Fragment key={start}>
          {text.slice(hits[place - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(hits.at(-1)?.end ?? 0)}
    </>
  );
}
