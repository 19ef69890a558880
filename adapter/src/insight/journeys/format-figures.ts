/** Figures in Russian words for people: counts, shares, waits. */

const counts = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 0 });
const shares = new Intl.NumberFormat('ru-RU', { style: 'percent', maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 1 });

export const formatCount = (count: number): string => counts.format(count);
/** 0.125 → "12,5 %". */
export const formatShare = (share: number): string => shares.format(share);
/** Without words that would have to agree with the number: "36 ч". */
export const formatHours = (hours: number): string => `${counts.format(hours)} ч`;

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'сут'],
  [3_600_000, 'ч'],
  [60_000, 'мин'],
  [1000, 'с'],
];

/** Milliseconds → "1,5 ч": the largest unit that is reached. */
export function formatWait(waitMs: number): string {
  const [size, name] = units.find(([unitMs]) => waitMs >= unitMs) ?? [1000, 'с'];
  return `${tenths.format(waitMs / size)} ${name}`;
}
