import i18next from 'i18next';

/** 0.7251 → "72,5 %"; a whole number of percent from ten on would hide what intervals are for. */
export function formatPercent(share: number): string {
  const options = { style: 'percent', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(i18next.language, options).format(share);
}

/** 0.031 → "+3,1 п. п." */
export function formatPoints(difference: number, unit: string): string {
  const options = { maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
  return `${new Intl.NumberFormat(i18next.language, options).format(difference * 100)} ${unit}`;
}
