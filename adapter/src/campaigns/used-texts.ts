/**
 * The texts of a campaign that the next one keeps away from, sent with its request because the server remembers nothing
 * between calls.
 *
 * So that a campaign repeats itself whatever order the answers come in, a client's texts to keep away from are those of
 * the clients up to `window` rows before it, and it waits until they are answered. With no more clients in flight than
 * the window it never waits.
 */
import type { ClientResult } from '../api/generate-response.ts';
import type { UsedText } from '../inference/build-batches.ts';
import { campaignLimits } from './campaign-limits.ts';

export interface PlacedText extends UsedText {
  /** Of its client in the file. */
  readonly position: number;
}

export interface UsedTexts {
  /** The newest `usedTextsMax` before the client's window, the oldest first; waits while one of them is in flight. */
  before(position: number): Promise<readonly UsedText[]>;
  /** The client of this position has its result. */
  settle(position: number, result: ClientResult): void;
  /** The client of this position will get none: those who wait go on. */
  give(position: number): void;
}

export interface UsedTextsOptions {
  /** Texts of the campaign from before this run, in the order of the file. */
  readonly stored: readonly PlacedText[];
  /** Rows between a client and the last whose text it keeps away from. */
  readonly window: number;
}

export function createUsedTexts({ stored, window }: UsedTextsOptions): UsedTexts {
  const texts: PlacedText[] = [...stored];
  const inFlight = new Set<number>();
  let changed = Promise.withResolvers<void>();

  function leave(position: number): void {
    inFlight.delete(position);
    changed.resolve();
    changed = Promise.withResolvers();
  }

  return {
    async before(position) {
      inFlight.add(position);
      const last = position - window;
      while ([...inFlight].some((other) => other <= last)) await changed.promise;
      const settled = texts.filter((text) => text.position <= last);
      return settled.slice(-campaignLimits.usedTextsMax);
    },
    settle(position, result) {
      if ('thread' in result && result.thread !== null) {
        const text = { position, threadId: result.thread.id, variants: result.thread.variants };
        const place = texts.findLastIndex((other) => other.position < position);
        texts.splice(place + 1, 0, text);
        if (texts.length > campaignLimits.usedTextsMax + window) texts.shift();
      }
      leave(position);
    },
    give: leave,
  };
}
