/** A length of time in the largest unit that it reaches, in the language of the page. */
import i18next from 'i18next';

const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const;

/** 5400000 → "1,5 ч" */
export function formatWait(waitMs: number): string {
  const [size, unit] = units.find(([unitMs]) => waitMs >= unitMs) ?? units[3];
  const format = new Intl.NumberFormat(i18next.language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(waitMs / size);
}
