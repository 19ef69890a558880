/**
 * Which texts a campaign has used already (COPYBOOK.md, Variety). The caller sends them with the request, so that a text
 * depends on the request alone and not on what this server happened to write before; within one call every text that
 * was written counts for those that follow.
 */

/** A text by its thread and the variant at each position. */
export interface TextUse {
  readonly threadId: string;
  readonly variants: readonly number[];
}

export interface Usage {
  /** Texts recorded, repetitions included. */
  textsCount(): number;
  /** Recorded texts of the thread that begin with these variants; [] counts all of the thread. */
  ofBeginning(threadId: string, variants: readonly number[]): number;
  record(use: TextUse): void;
}
