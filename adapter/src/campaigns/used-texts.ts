/**
 * The newest texts of a campaign, sent with each request so that the next one is another text. Kept here and read from
 * the store when a campaign goes on, because the server remembers nothing between calls.
 */
import type { ClientResult } from '../api/generate-response.ts';
import type { UsedText } from '../inference/build-batches.ts';
import { campaignLimits } from './campaign-limits.ts';

export interface UsedTexts {
  /** The newest `usedTextsMax`, the oldest first. */
  list(): readonly UsedText[];
  add(result: ClientResult): void;
}

/** @param stored texts that the campaign used before this run. */
export function createUsedTexts(stored: readonly UsedText[]): UsedTexts {
  const texts = stored.slice(-campaignLimits.usedTextsMax);
  return {
    list: () => [...texts],
    add(result) {
      if (!('thread' in result) || result.thread === null) return;
      texts.push({ threadId: result.thread.id, variants: result.thread.variants });
      if (texts.length > campaignLimits.usedTextsMax) texts.shift();
    },
  };
}
