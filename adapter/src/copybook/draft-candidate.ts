/** A text that a model wrote freely → a thread with one sentence a position, for people to widen and approve. */
import { createHash } from 'node:crypto';
import type { ThreadContent } from '../api/copybook.ts';
import { limits } from '../limits.ts';

export interface WrittenText {
  readonly product: string;
  readonly channel: ThreadContent['channel'];
  readonly need: ThreadContent['need'];
  /** What the text was written for; [] for anybody. */
  readonly signals: readonly string[];
  readonly body: string;
  readonly modelName: string;
}

/** The same text has the same id. @param claims that its wording makes. */
export function draftCandidate(written: WrittenText, claims: readonly string[]): ThreadContent {
  const { product, channel, need, signals, body, modelName } = written;
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const sentences = body.split(/(?<=[.!?]»?) /u);
  return {
    id: `free-${product}-${channel}-${hash}`,
    product,
    channel,
    need,
    signals: [...signals],
    gender: 'u',
    age: 'u',
    idea: `Написано моделью ${modelName}: ${sentences[0]}`.slice(0, limits.ideaCharsMax),
    claims: [...claims],
    positions: sentences.map((sentence) => [sentence]),
  };
}
