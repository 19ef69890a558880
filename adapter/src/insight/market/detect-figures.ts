/**
 * Events in figures: a day's price against the 60 trading days before (robust z of log returns, because a share's own
 * wild days must not hide the next one), and a quarter's growth over the year before against the growth of earlier
 * quarters.
 */
import type { FoundEvent, Period } from './detect-events.ts';
import type { MarketItem } from './market.ts';
import { marketLimits } from './market-limits.ts';
import { robustZ } from './statistics.ts';

/** Returns as flat as 0.2 % a day, and growth as flat as 2 points, count as that wide. */
const returnSpreadMin = 0.002;
const growthSpreadMin = 0.02;

const percent = new Intl.NumberFormat('ru-RU', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const oneDigit = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 1 });

export function detectPriceMoves(items: readonly MarketItem[], { fromMs, toMs }: Period): FoundEvent[] {
  return series(items, 'share_price').flatMap((prices) => {
    const days = lastOfDay(prices);
    return days.flatMap((item, index) => {
      if (index === 0 || item.publishedAtMs < fromMs || item.publishedAtMs >= toMs) return [];
      const change = returnOf(days, index);
      const first = Math.max(1, index - marketLimits.priceDays);
      const past = Array.from({ length: index - first }, (_, place) => returnOf(days, first + place));
      if (past.length < marketLimits.priceDaysMin) return [];
      const z = robustZ(change, past, returnSpreadMin);
      if (Math.abs(z) < marketLimits.priceZMin || Math.abs(change) < marketLimits.priceMoveMin) return [];
      return [describePrice(item, days[index - 1]!, change, z, past.length)];
    });
  });
}

function describePrice(item: MarketItem, before: MarketItem, change: number, z: number, days: number): FoundEvent {
  const share = Math.exp(change) - 1;
  return {
    kind: 'price_move',
    competitor: item.competitor,
    atMs: item.publishedAtMs,
    topic: '',
    title: `Акции ${share > 0 ? 'выросли' : 'упали'} на ${percent.format(Math.abs(share)).replace('+', '')} за день`,
    explanation:
      `Цена ${oneDigit.format(before.value!)} → ${oneDigit.format(item.value!)}. Отклонение от обычного дня этой бумаги ` +
      `${oneDigit.format(Math.abs(z))} при пороге ${oneDigit.format(marketLimits.priceZMin)} (по ${days} торговым дням).`,
    statistic: Math.abs(z),
    threshold: marketLimits.priceZMin,
    strength: Math.min(1, 0.4 + 0.05 * (Math.abs(z) - marketLimits.priceZMin)),
    itemIds: [before.id, item.id],
  };
}

export function detectReportJumps(items: readonly MarketItem[], { fromMs, toMs }: Period): FoundEvent[] {
  return series(items, 'quarterly_report').flatMap((reports) => {
    // A quarter is compared with the same quarter a year before: four reports back.
    const growths = reports.map((report, index) => (index < 4 ? null : report.value! / reports[index - 4]!.value! - 1));
    return reports.flatMap((report, index) => {
      const growth = growths[index] ?? null;
      if (growth === null || report.publishedAtMs < fromMs || report.publishedAtMs >= toMs) return [];
      const past = growths.slice(0, index).filter((one) => one !== null);
      if (past.length < marketLimits.reportQuartersMin) return [];
      const z = robustZ(growth, past, growthSpreadMin);
      const sorted = [...past].sort((one, other) => one - other);
      const middle = sorted[Math.floor(sorted.length / 2)]!;
      if (Math.abs(z) < marketLimits.reportZMin || Math.abs(growth - middle) < marketLimits.reportPointsMin) return [];
      return [describeReport(report, reports[index - 4]!, growth, middle, z)];
    });
  });
}

function describeReport(report: MarketItem, before: MarketItem, growth: number, usual: number, z: number): FoundEvent {
  return {
    kind: 'report_jump',
    competitor: report.competitor,
    atMs: report.publishedAtMs,
    topic: '',
    title: `${growth > usual ? 'Скачок' : 'Провал'} выручки за квартал: ${percent.format(growth)} к прошлому году`,
    explanation:
      `${oneDigit.format(before.value! / 1e9)} → ${oneDigit.format(report.value! / 1e9)} млрд ₽. Обычно у этой компании ` +
      `${percent.format(usual)}; отклонение ${oneDigit.format(Math.abs(z))} при пороге ${oneDigit.format(marketLimits.reportZMin)}.`,
    statistic: Math.abs(z),
    threshold: marketLimits.reportZMin,
    strength: Math.min(1, 0.5 + 0.05 * (Math.abs(z) - marketLimits.reportZMin)),
    itemIds: [before.id, report.id],
  };
}

function series(items: readonly MarketItem[], kind: MarketItem['kind']): MarketItem[][] {
  const ours = items.filter((item) => item.kind === kind && item.value !== null);
  return [...Map.groupBy(ours, ({ competitor }) => competitor).values()];
}

function lastOfDay(prices: readonly MarketItem[]): MarketItem[] {
  const days = Map.groupBy(prices, ({ publishedAtMs }) => new Date(publishedAtMs).toISOString().slice(0, 10));
  return [...days.values()].map((day) => day.at(-1)!);
}

function returnOf(days: readonly MarketItem[], index: number): number {
  return Math.log(days[index]!.value! / days[index - 1]!.value!);
}
