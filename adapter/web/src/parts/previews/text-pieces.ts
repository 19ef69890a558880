/** A text cut into what was composed and what law added, in the order of the text. */
export interface DisclosureOfText {
  readonly id: string;
  readonly text: string;
  readonly rule_id: string;
}

export interface TextPiece {
  readonly text: string;
  /** Offset in the whole text, UTF-16 code units. */
  readonly start: number;
  /** Null: the body. */
  readonly disclosure: DisclosureOfText | null;
}

/** Pieces follow each other without gaps; a disclosure that the text does not hold is passed over. */
export function splitText(text: string, disclosures: readonly DisclosureOfText[]): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let cursor = 0;
  const add = (end: number, disclosure: DisclosureOfText | null) => {
    if (end > cursor) pieces.push({ text: text.slice(cursor, end), start: cursor, disclosure });
    cursor = Math.max(cursor, end);
  };
  for (const disclosure of disclosures) {
    const start = disclosure.text === '' ? -1 : text.indexOf(disclosure.text, cursor);
    if (start < 0) continue;
    add(start, null);
    add(start + disclosure.text.length, disclosure);
  }
  add(text.length, null);
  return pieces;
}
