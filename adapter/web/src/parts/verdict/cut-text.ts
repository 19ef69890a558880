/**
 * A text cut at every place where something begins or ends: what law added, and the spans that rules point at. Spans may
 * overlap; a piece knows all rules that point at it, the gravest first.
 */
import { type DisclosureOfText, splitText } from '../previews/text-pieces.ts';
import { outcomeOrder, type RuleResult } from './verdict-types.ts';

export interface MarkedPiece {
  readonly text: string;
  readonly start: number;
  readonly disclosure: DisclosureOfText | null;
  /** Rules that point here, those that passed left out. */
  readonly rules: readonly RuleResult[];
}

export function cutText(
  text: string,
  disclosures: readonly DisclosureOfText[],
  results: readonly RuleResult[],
): readonly MarkedPiece[] {
  const pieces = splitText(text, disclosures);
  const pointing = results.filter(({ outcome, spans }) => outcome !== 'passed' && spans.length > 0);
  const borders = new Set([0, text.length]);
  for (const { start } of pieces) borders.add(start);
  for (const { start, end } of pointing.flatMap(({ spans }) => spans)) {
    borders.add(Math.min(start, text.length));
    borders.add(Math.min(end, text.length));
  }
  const places = [...borders].sort((one, other) => one - other);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1]!;
    return {
      text: text.slice(start, end),
      start,
      disclosure: pieces.findLast((piece) => piece.start <= start)?.disclosure ?? null,
      rules: pointing
        .filter(({ spans }) => spans.some((span) => span.start < end && span.end > start))
        .sort((one, other) => outcomeOrder.indexOf(one.outcome) - outcomeOrder.indexOf(other.outcome)),
    };
  });
}
