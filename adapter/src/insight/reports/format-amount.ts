/** Amounts and ratios in Russian words for people. */
import type { Ratio } from './report.ts';

const whole = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 2 });
const days = new Intl.NumberFormat('ru-RU', {
  style: 'unit',
  unit: 'day',
  unitDisplay: 'long',
  maximumFractionDigits: 0,
});
const percent = new Intl.NumberFormat('ru-RU', { style: 'percent', maximumFractionDigits: 1 });

/** Roubles → "12,5 млн ₽". */
export function formatAmount(roubles: number): string {
  const size = Math.abs(roubles);
  if (size >= 1e9) return `${tenths.format(roubles / 1e9)} млрд ₽`;
  if (size >= 1e6) return `${tenths.format(roubles / 1e6)} млн ₽`;
  if (size >= 1e3) return `${whole.format(roubles / 1e3)} тыс. ₽`;
  return `${whole.format(roubles)} ₽`;
}

export const formatPercent = (share: number): string => percent.format(share);

export function formatRatio(value: number, unit: Ratio['unit']): string {
  if (unit === 'share') return percent.format(value);
  return unit === 'days' ? days.format(value) : hundredths.format(value);
}
