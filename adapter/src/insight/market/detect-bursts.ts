/**
 * Weeks with far more vacancies, or negative reviews on a topic, than the competitor's own weeks before. A burst needs
 * all of: a count that the past makes improbable (statistics.ts), at least five, and at least twice the past's mean.
 */
import type { FoundEvent, Period } from './detect-events.ts';
import { type MarketItem, weekMs } from './market.ts';
import { marketLimits } from './market-limits.ts';
import { chanceOfCount } from './statistics.ts';
import { isNegativeReview, reviewTopics, vacancyAreas } from './topics.ts';

interface Counted {
  readonly kind: 'hiring_burst' | 'negative_reviews';
  readonly topic: string;
  readonly name: string;
  readonly items: readonly MarketItem[];
}

export function detectBursts(items: readonly MarketItem[], period: Period): FoundEvent[] {
  const vacancies = byCompetitor(items.filter(({ kind }) => kind === 'vacancy'));
  const reviews = byCompetitor(
    items.filter(({ kind, value, title, text }) => kind === 'review' && isNegativeReview(value, title, text)),
  );
  const firstSeen = byCompetitor(items);
  const series: Counted[] = [
    ...[...vacancies.values()].flatMap((list) => splitVacancies(list)),
    ...[...reviews.values()].flatMap((list) => splitReviews(list)),
  ];
  return series.flatMap((counted) => {
    const watchedFromMs = firstSeen.get(counted.items[0]!.competitor)![0]!.publishedAtMs;
    return detectBurst(counted, period, watchedFromMs);
  });
}

function splitVacancies(list: readonly MarketItem[]): Counted[] {
  const all: Counted = { kind: 'hiring_burst', topic: '', name: 'всех вакансий', items: firstTold(list) };
  const areas = vacancyAreas.map(({ id, name, words }) => ({
    kind: 'hiring_burst' as const,
    topic: id,
    name: `вакансий: ${name}`,
    items: firstTold(list).filter(({ title, text }) => words.test(`${title} ${text}`)),
  }));
  return [all, ...areas].filter((counted) => counted.items.length > 0);
}

function splitReviews(list: readonly MarketItem[]): Counted[] {
  return reviewTopics
    .map(({ id, name, words }) => ({
      kind: 'negative_reviews' as const,
      topic: id,
      name,
      items: list.filter(({ title, text }) => words.test(`${title} ${text}`)),
    }))
    .filter((counted) => counted.items.length > 0);
}

/** A vacancy published by several sources is one. */
function firstTold(list: readonly MarketItem[]): MarketItem[] {
  return list.filter(({ id, storyId }) => id === storyId);
}

/** Weeks end with the period, so that a digest of a week looks at that week. */
function detectBurst(counted: Counted, { fromMs, toMs }: Period, watchedFromMs: number): FoundEvent[] {
  const found: FoundEvent[] = [];
  for (let endMs = toMs; endMs - weekMs >= fromMs; endMs -= weekMs) {
    const weeksKnown = Math.floor((endMs - weekMs - watchedFromMs) / weekMs);
    const weeks = Math.min(marketLimits.baselineWeeks, weeksKnown);
    if (weeks < marketLimits.baselineWeeksMin) break;
    const inWeek = (index: number) =>
      counted.items.filter(({ publishedAtMs }) => {
        const end = endMs - index * weekMs;
        return publishedAtMs >= end - weekMs && publishedAtMs < end;
      });
    const now = inWeek(0);
    const past = Array.from({ length: weeks }, (_, index) => inWeek(index + 1).length);
    const mean = past.reduce((sum, count) => sum + count, 0) / weeks;
    if (now.length < marketLimits.burstCountMin || now.length < marketLimits.burstRatioMin * mean) continue;
    const chance = chanceOfCount(now.length, past);
    if (chance > marketLimits.burstChanceMax) continue;
    found.push(describeBurst(counted, now, mean, weeks, chance));
  }
  return found;
}

const oneDigit = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 1 });

function describeBurst(
  { kind, topic, name }: Counted,
  now: readonly MarketItem[],
  mean: number,
  weeks: number,
  chance: number,
): FoundEvent {
  const { competitor } = now[0]!;
  const title =
    kind === 'hiring_burst'
      ? `Всплеск найма (${topic === '' ? 'в целом' : name.replace('вакансий: ', '')})`
      : `Волна недовольства: ${name}`;
  const what = kind === 'hiring_burst' ? name : `негативных отзывов про ${name}`;
  const odds =
    chance < 1e-6 ? 'меньше одной миллионной' : `около 1 к ${Math.round(1 / chance).toLocaleString('ru-RU')}`;
  return {
    kind,
    competitor,
    atMs: now.at(-1)!.publishedAtMs,
    topic,
    title,
    explanation:
      `За неделю ${what}: ${now.length}, а в среднем за ${weeks} прошлых недель ${oneDigit.format(mean)}. Случайно так ` +
      `бывает с вероятностью ${odds}.`,
    statistic: -Math.log10(Math.max(chance, 1e-300)),
    threshold: -Math.log10(marketLimits.burstChanceMax),
    strength: Math.min(1, 0.5 + 0.5 * (1 - (marketLimits.burstRatioMin * Math.max(mean, 0.5)) / now.length)),
    itemIds: now.map(({ id }) => id),
  };
}

function byCompetitor(items: readonly MarketItem[]): Map<string, MarketItem[]> {
  return Map.groupBy(items, ({ competitor }) => competitor);
}
