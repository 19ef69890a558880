/** Counts and shares in the language of the page. */
import i18next from 'i18next';

/** "1 234 567" */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(i18next.language).format(count);
}

/** 0.283 → "28 %" */
export function formatShare(share: number): string {
  return new Intl.NumberFormat(i18next.language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** 0.7251 → "72,5 %"; a whole number of percent from ten on would hide what intervals are for. */
export function formatPercent(share: number): string {
  const options = { style: 'percent', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(i18next.language, options).format(share);
}

/** 0.6134 → "0,61" */
export function formatDecimal(value: number, digits = 2): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(i18next.language, options).format(value);
}

/** A number as it is, to two decimals: 142169.18 → "142 169,18" */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(i18next.language, { maximumFractionDigits: 2 }).format(value);
}
