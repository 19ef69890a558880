/** A statement cut where phrases begin and end; each piece with the concerns that it speaks for, the strongest first. */
import type { ConcernName } from '../../api/concerns.ts';

export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly concerns: readonly ConcernName[];
}

/** Where words stand that speak for a concern; `end` is exclusive. */
export interface SpokenPlace {
  readonly concern: ConcernName;
  readonly start: number;
  readonly end: number;
  readonly contribution: number;
}

export function splitSegments(text: string, phrases: readonly SpokenPlace[]): Segment[] {
  const cuts = [...new Set([0, text.length, ...phrases.flatMap(({ start, end }) => [start, end])])]
    .filter((cut) => cut >= 0 && cut <= text.length)
    .sort((left, right) => left - right);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1]!;
    const speaking = phrases
      .filter((phrase) => phrase.start < end && phrase.end > start)
      .toSorted((left, right) => right.contribution - left.contribution);
    return { start, text: text.slice(start, end), concerns: [...new Set(speaking.map(({ concern }) => concern))] };
  });
}
