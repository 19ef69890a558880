/**
 * Items → events of a period. Pure: the same items give the same events in the same order. Order: announcements → bursts
 * of vacancies → quarterly reports → prices → waves of negative reviews → rank. Counts of a week are compared with the
 * weeks before of the same competitor, never with other competitors: a big bank always hires more than a small one.
 */
import { createHash } from 'node:crypto';
import { detectBursts } from './detect-bursts.ts';
import { detectPriceMoves, detectReportJumps } from './detect-figures.ts';
import type { MarketEvent, MarketItem } from './market.ts';
import { dayMs } from './market.ts';
import { marketLimits } from './market-limits.ts';
import { readAnnouncement } from './read-announcement.ts';
import { suggestIdeas } from './suggest-ideas.ts';
import { findProduct } from './topics.ts';

export type FoundEvent = Omit<MarketEvent, 'id' | 'freshness' | 'relevance' | 'rank' | 'ideas'>;

export interface Period {
  readonly fromMs: number;
  /** Not in it. */
  readonly toMs: number;
}

/** @param items of the period and of the months before it, in any order */
export function detectEvents(items: readonly MarketItem[], period: Period): MarketEvent[] {
  const sorted = [...items].sort(
    (one, other) => one.publishedAtMs - other.publishedAtMs || (one.id < other.id ? -1 : 1),
  );
  const found = [
    ...detectAnnouncements(sorted, period),
    ...detectBursts(sorted, period),
    ...detectReportJumps(sorted, period),
    ...detectPriceMoves(sorted, period),
  ];
  return found
    .map((event) => rankEvent(event, period))
    .sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1));
}

function detectAnnouncements(items: readonly MarketItem[], { fromMs, toMs }: Period): FoundEvent[] {
  const stories = Map.groupBy(
    items.filter(({ kind }) => kind === 'publication' || kind === 'app_update' || kind === 'site_update'),
    ({ storyId }) => storyId,
  );
  return [...stories.values()].flatMap((told) => {
    const [first] = told;
    if (first === undefined || first.publishedAtMs < fromMs || first.publishedAtMs >= toMs) return [];
    const isUpdate = first.kind !== 'publication';
    const announcement = readAnnouncement(first.title, first.text, isUpdate, marketLimits.announcementPointsMin);
    if (announcement === null) return [];
    const product = findProduct(`${first.title} ${first.text.slice(0, 400)}`);
    const sources = new Set(told.map(({ source }) => source)).size;
    const what = announcement.kind === 'new_product' ? 'Новый продукт' : 'Новая возможность';
    const tellers = sources > 1 ? ` Источников: ${sources}.` : '';
    return [
      {
        kind: announcement.kind,
        competitor: first.competitor,
        atMs: first.publishedAtMs,
        topic: product?.product ?? '',
        title: `${what}: ${headlineOf(first, isUpdate)}`,
        explanation: `На это указывают слова: ${announcement.words.map((word) => `«${word}»`).join(', ')}.${tellers}`,
        statistic: announcement.points,
        threshold: marketLimits.announcementPointsMin,
        // Several sources make a story weightier than more words in one of them.
        strength: Math.min(
          1,
          0.4 + 0.08 * (announcement.points - marketLimits.announcementPointsMin) + 0.15 * (sources - 1),
        ),
        itemIds: told.map(({ id }) => id),
      },
    ];
  });
}

/** An update is called by its version; what it brings stands in its first sentence. */
function headlineOf({ title, text }: MarketItem, isUpdate: boolean): string {
  const sentence = /^.{1,160}?[.!?](?=\s|$)|^.{1,160}/u.exec(text)?.[0] ?? '';
  if (title === '') return sentence;
  return isUpdate && sentence !== '' ? `${sentence} (${title})` : title;
}

function rankEvent(event: FoundEvent, { toMs }: Period): MarketEvent {
  const ageDays = Math.max(0, (toMs - event.atMs) / dayMs);
  const freshness = 0.5 ** (ageDays / marketLimits.freshHalfLifeDays);
  const relevance = relevanceOf(event);
  const key = JSON.stringify([event.kind, event.competitor, event.atMs, event.topic, event.itemIds[0]]);
  return {
    id: createHash('sha256').update(key).digest('hex').slice(0, 32),
    ...event,
    freshness,
    relevance,
    rank: event.strength * freshness * relevance,
    ideas: suggestIdeas(event),
  };
}

/** What touches a product that we write about matters more than what doesn't. */
function relevanceOf({ kind, topic }: FoundEvent): number {
  if (kind === 'negative_reviews') return 0.9;
  if (kind === 'new_product' || kind === 'new_feature') return topic === '' ? 0.6 : 1;
  return kind === 'hiring_burst' ? 0.6 : 0.5;
}
