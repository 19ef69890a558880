import i18next from 'i18next';

/** 0.031 → "+3,1 п. п." */
export function formatPoints(difference: number, unit: string): string {
  const options = { maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
  return `${new Intl.NumberFormat(i18next.language, options).format(difference * 100)} ${unit}`;
}
