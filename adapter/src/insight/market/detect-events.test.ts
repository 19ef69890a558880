/** Planted events are found, quiet markets stay quiet, announcements are told from other news. */
import { describe, expect, it } from 'vitest';
import { measuredHeadlines, tunedHeadlines } from '../../../../tests/kit/market-headlines.ts';
import {
  type Counts,
  countFalseAlarms,
  measureHeadlines,
  measurePlanted,
} from '../../../../tests/kit/measure-market.ts';
import { plantMarket } from '../../../../tests/kit/planted-market.ts';
import { detectEvents } from './detect-events.ts';
import { formatWeek, parseWeek } from './iso-week.ts';
import { type MarketItem, weekMs } from './market.ts';
import { marketLimits } from './market-limits.ts';
import { chanceOfCount, robustZ } from './statistics.ts';

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
const precision = ({ right, wrong }: Counts) => right / (right + wrong);
const recall = ({ right, missed }: Counts) => right / (right + missed);

describe('planted markets', () => {
  it('nine of ten plants are found', () => {
    for (const [kind, counts] of Object.entries(measurePlanted(seeds))) {
      expect(recall(counts), `recall of ${kind}: ${JSON.stringify(counts)}`).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('false alarms are rare: at most one in 50 weeks of a bank', () => {
    const bankWeeks = seeds.length * 4 * 28;
    for (const [kind, alarms] of Object.entries(countFalseAlarms(seeds))) {
      expect(alarms / bankWeeks, kind).toBeLessThanOrEqual(0.02);
    }
  });

  it('the same items give the same events, in any order', () => {
    const { items, fromMs, toMs } = plantMarket({ seed: 3, toMs: Date.UTC(2026, 10, 23) });
    const period = { fromMs: fromMs + 20 * weekMs, toMs };
    expect(detectEvents([...items].reverse(), period)).toEqual(detectEvents(items, period));
  });

  it('nothing of before the period, or of a bank seen for too short a time, is told', () => {
    const { items, toMs } = plantMarket({ seed: 3, toMs: Date.UTC(2026, 10, 23) });
    const fromMs = toMs - weekMs;
    for (const { atMs } of detectEvents(items, { fromMs, toMs })) expect(atMs).toBeGreaterThanOrEqual(fromMs);
    const latest = items.filter(({ publishedAtMs }) => publishedAtMs >= toMs - 3 * weekMs);
    const kinds = detectEvents(latest, { fromMs, toMs }).map(({ kind }) => kind);
    expect(kinds).toEqual([]);
  });
});

describe('announcements', () => {
  it('are told from other news, on headlines the words were not written from', () => {
    const counts = measureHeadlines(measuredHeadlines, marketLimits.announcementPointsMin);
    expect(precision(counts), JSON.stringify(counts)).toBeGreaterThanOrEqual(0.9);
    expect(recall(counts), JSON.stringify(counts)).toBeGreaterThanOrEqual(0.85);
    expect(recall(measureHeadlines(tunedHeadlines, marketLimits.announcementPointsMin))).toBe(1);
  });

  it('told by two sources are one event, weightier than by one', () => {
    const item = (id: string, source: string): MarketItem => ({
      id,
      kind: 'publication',
      competitor: 'Дон-банк',
      source,
      publishedAtMs: Date.UTC(2026, 10, 20),
      title: 'Дон-банк запустил вклад «Тихий»',
      text: '',
      value: null,
      storyId: 'a',
    });
    const period = { fromMs: Date.UTC(2026, 10, 16), toMs: Date.UTC(2026, 10, 23) };
    const [one] = detectEvents([item('a', 'газета')], period);
    const both = detectEvents([item('a', 'газета'), item('b', 'сайт')], period);
    expect(both).toHaveLength(1);
    expect(both[0]).toMatchObject({ kind: 'new_product', topic: 'DEPOSIT', itemIds: ['a', 'b'] });
    expect(both[0]!.strength).toBeGreaterThan(one!.strength);
    expect(both[0]!.ideas.map(({ product, concern }) => `${product} ${concern}`)).toEqual([
      'DEPOSIT finance',
      'DEPOSIT purchase',
    ]);
  });
});

describe('statistics', () => {
  it('a count that the past makes usual is no surprise, and a quiet past makes no certainty', () => {
    expect(chanceOfCount(3, [3, 2, 4, 3, 3, 2])).toBeGreaterThan(0.3);
    expect(chanceOfCount(20, [3, 2, 4, 3, 3, 2])).toBeLessThan(1e-6);
    expect(chanceOfCount(3, new Array(12).fill(0))).toBeGreaterThan(1e-5);
    expect(chanceOfCount(0, [5, 5])).toBe(1);
  });

  it('the tail is what summing the negative binomial by hand gives', () => {
    // Shape 2.5, success 2/3: P(0) = (2/3)^2.5, P(1) = 2.5 × (1/3) × P(0).
    const none = (2 / 3) ** 2.5;
    expect(chanceOfCount(2, [1, 1])).toBeCloseTo(1 - none - (2.5 / 3) * none, 10);
  });

  it('z of a flat past is measured by the least spread', () => {
    expect(robustZ(0.01, [0, 0, 0, 0], 0.002)).toBe(5);
  });
});

describe('weeks', () => {
  it.each([
    ['2026-W48', '2026-11-22T21:00:00.000Z'],
    ['2026-W01', '2025-12-28T21:00:00.000Z'],
    ['2026-W53', '2026-12-27T21:00:00.000Z'],
  ])('%s begins on its Monday in Moscow', (week, from) => {
    const period = parseWeek(week)!;
    expect(new Date(period.fromMs).toISOString()).toBe(from);
    expect(period.toMs - period.fromMs).toBe(weekMs);
    expect(formatWeek(period.fromMs)).toBe(week);
    expect(formatWeek(period.toMs - 1)).toBe(week);
  });

  it.each(['2026-W00', '2026-W54', '2025-W53', '2026-48', 'W48'])('%s is none', (week) => {
    expect(parseWeek(week)).toBeNull();
  });
});
