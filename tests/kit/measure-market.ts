/** Precision and recall of market watch on planted markets, and its false alarms on quiet ones. */
import { eventKinds } from '../../adapter/src/api/insight-market.ts';
import { detectEvents } from '../../adapter/src/insight/market/detect-events.ts';
import { dayMs, type EventKind, type MarketEvent, weekMs } from '../../adapter/src/insight/market/market.ts';
import { readAnnouncement } from '../../adapter/src/insight/market/read-announcement.ts';
import type { Headline } from './market-headlines.ts';
import { type Plant, plantMarket } from './planted-market.ts';

export interface Counts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

const toMs = Date.UTC(2026, 10, 23);

/** By kind. @param size of the plants, 1 as they are described. A burst in the planted week that names another topic too (all vacancies) counts with its plant. */
export function measurePlanted(seeds: readonly number[], size = 1): Record<string, Counts> {
  const counts = new Map<string, { right: number; wrong: number; missed: number }>();
  const of = (kind: string) => {
    const own = counts.get(kind) ?? { right: 0, wrong: 0, missed: 0 };
    counts.set(kind, own);
    return own;
  };
  for (const seed of seeds) {
    const { items, plants, fromMs } = plantMarket({ seed, toMs, size });
    const events = detectEvents(items, { fromMs: fromMs + 12 * weekMs, toMs });
    for (const plant of plants) {
      if (events.some((event) => fits(event, plant) && event.topic === plant.topic)) of(plant.kind).right++;
      else of(plant.kind).missed++;
    }
    for (const event of events) {
      if (plants.some((plant) => fits(event, plant))) continue;
      of(event.kind).wrong++;
    }
  }
  return Object.fromEntries(counts);
}

function fits(event: MarketEvent, { kind, competitor, atMs }: Plant): boolean {
  // A week is dated by its last item, weeks of the period and of the plant may be shifted by some days.
  const spread = kind === 'report_jump' || kind === 'price_move' ? 2 * dayMs : 2 * weekMs;
  return event.kind === kind && event.competitor === competitor && Math.abs(event.atMs - atMs) <= spread;
}

/** Events found where nothing was planted, by kind; each seed is four banks through 28 weeks. */
export function countFalseAlarms(seeds: readonly number[]): Record<EventKind, number> {
  const alarms = Object.fromEntries(eventKinds.map((kind) => [kind, 0])) as Record<EventKind, number>;
  for (const seed of seeds) {
    const { items, fromMs } = plantMarket({ seed, toMs, isQuiet: true });
    for (const { kind } of detectEvents(items, { fromMs: fromMs + 12 * weekMs, toMs })) alarms[kind]++;
  }
  return alarms;
}

/** An announcement of the wrong kind is wrong, and the right one missed. */
export function measureHeadlines(headlines: readonly Headline[], pointsMin: number): Counts {
  let [right, wrong, missed] = [0, 0, 0];
  for (const { title, text, isUpdate, announced } of headlines) {
    const found = readAnnouncement(title, text, isUpdate, pointsMin)?.kind ?? 'none';
    if (found === announced) {
      if (found !== 'none') right++;
      continue;
    }
    if (found !== 'none') wrong++;
    if (announced !== 'none') missed++;
  }
  return { right, wrong, missed };
}
