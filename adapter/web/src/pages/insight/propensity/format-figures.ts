/** Roubles and p-values in the language of the page. */
import i18next from 'i18next';

/** 1234.5 → "1 235 ₽" */
export function formatRoubles(roubles: number): string {
  const options = { style: 'currency', currency: 'RUB', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(i18next.language, options).format(roubles);
}

/** A p-value: "0,031", "< 0,001" */
export function formatChance(chance: number): string {
  const options = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
  const format = new Intl.NumberFormat(i18next.language, options).format;
  return chance < 0.001 ? `< ${format(0.001)}` : format(chance);
}
