/** What the place of an offer came from: probability or fit of signals, against the average client, and why. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KeptRanking } from '../api/campaigns.ts';
import { formatCount, formatDecimal, formatShare } from './format-number.ts';

interface OfferRankingProps {
  readonly ranking: KeptRanking;
  /** In a row of a table: the strongest reason alone, on two lines. */
  readonly isShort?: boolean;
}

export function OfferRanking({ ranking, isShort = false }: OfferRankingProps) {
  const { t, i18n } = useTranslation();
  const { basis, score, lift, value, reasons } = ranking;
  const figures = [
    basis === 'probability'
      ? t('offers.probability', { share: formatShare(score) })
      : t('offers.signal_fit', { score: formatDecimal(score) }),
    t('offers.lift', { times: formatDecimal(lift) }),
    ...(value === null || isShort ? [] : [t('offers.value', { value: formatCount(value) })]),
  ];
  const told = isShort ? reasons.slice(0, 1) : reasons;
  const why = told.map((reason) => (i18n.language === 'en' ? reason.text_en : reason.text_ru)).join('; ');
  return (
    <Text size={isShort ? 'xs' : 'sm'} {...(isShort && { c: 'dimmed', lineClamp: 2 })}>
      {figures.join(' · ')}
      {why !== '' && `. ${why}`}
    </Text>
  );
}
