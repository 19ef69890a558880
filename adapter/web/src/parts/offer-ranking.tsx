/** What the place of an offer came from: probability or fit of signals, against the average client, and why. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KeptRanking } from '../api/campaigns.ts';
import { formatCount, formatDecimal, formatShare } from './format-number.ts';

export function OfferRanking({ ranking }: { ranking: KeptRanking }) {
  const { t, i18n } = useTranslation();
  const { basis, score, lift, value, reasons } = ranking;
  const figures = [
    basis === 'probability'
      ? t('offers.probability', { share: formatShare(score) })
      : t('offers.signal_fit', { score: formatDecimal(score) }),
    t('offers.lift', { times: formatDecimal(lift) }),
    ...(value === null ? [] : [t('offers.value', { value: formatCount(value) })]),
  ];
  return (
    <Text size="xs" c="dimmed">
      {figures.join(' · ')}
      {reasons.length > 0 &&
        `. ${reasons.map((one) => (i18n.language === 'en' ? one.text_en : one.text_ru)).join('; ')}`}
    </Text>
  );
}
