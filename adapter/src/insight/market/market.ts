/** What market watch takes (items) and finds (events). No crawling: items come in as files or over the API. */

import type { eventKinds, itemKinds } from '../../api/insight-market.ts';

export type ItemKind = (typeof itemKinds)[number];

export interface MarketItem {
  readonly id: string;
  readonly kind: ItemKind;
  /** Another bank, as the file names it. */
  readonly competitor: string;
  /** Where it was published: a paper, a shop of apps, an exchange. */
  readonly source: string;
  readonly publishedAtMs: number;
  readonly title: string;
  readonly text: string;
  /** Price of a share, revenue of a quarter (roubles), stars of a review (1 … 5); null where there is none. */
  readonly value: number | null;
  /** The first item of the same story; its own id where it is the first. */
  readonly storyId: string;
}

export type EventKind = (typeof eventKinds)[number];

export interface MarketEvent {
  /** Of what was found: kind, competitor, day and topic. The same event found again has the same id. */
  readonly id: string;
  readonly kind: EventKind;
  readonly competitor: string;
  readonly atMs: number;
  /** Product code, topic of reviews, or area of vacancies; '' where there is none. */
  readonly topic: string;
  readonly title: string;
  /** Why it is an event: figures, what they were compared with, and the threshold. */
  readonly explanation: string;
  readonly statistic: number;
  readonly threshold: number;
  /** 0 … 1: how far beyond the threshold, how fresh, and how close to our products. */
  readonly strength: number;
  readonly freshness: number;
  readonly relevance: number;
  readonly rank: number;
  readonly itemIds: readonly string[];
  readonly ideas: readonly MarketIdea[];
}

export interface MarketIdea {
  readonly text: string;
  /** Cell of the copybook that the idea is about; null where it is about none. */
  readonly product: string | null;
  readonly concern: 'finance' | 'efficiency' | 'purchase' | 'support' | null;
}

export const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;
