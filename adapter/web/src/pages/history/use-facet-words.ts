/** Values of facets in words for people. */
import { useTranslation } from 'react-i18next';
import type { FacetName } from '../../api/history.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

const translated: Readonly<Partial<Record<FacetName, string>>> = {
  source: 'sources',
  status: 'statuses',
  label: 'labels',
  reason: 'reasons',
  concern: 'concerns',
};

export function useFacetWords(): (facet: FacetName, value: string, name: string | null) => string {
  const { t } = useTranslation();
  const { productName, channelName } = useVocabulary();
  return (facet, value, name) => {
    if (facet === 'product') return productName(value);
    if (facet === 'channel') return channelName(value);
    const group = translated[facet];
    return group === undefined ? (name ?? value) : t(`history.${group}.${value}`, { defaultValue: value });
  };
}
