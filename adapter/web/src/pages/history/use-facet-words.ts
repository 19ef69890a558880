/** Values of facets in words for people. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FacetName } from '../../api/history.ts';
import { fetchRules } from '../../api/rules.ts';
import { useVocabulary } from '../../parts/use-vocabulary.ts';

const translated: Readonly<Partial<Record<FacetName, string>>> = {
  source: 'sources',
  status: 'statuses',
  label: 'labels',
  reason: 'reasons',
  concern: 'concerns',
};

export function useFacetWords(): (facet: FacetName, value: string, name: string | null) => string {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const { productName, channelName } = useVocabulary();
  const rules = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => fetchRules(signal),
    staleTime: 10 * 60_000,
  });
  return (facet, value, name) => {
    if (facet === 'rule') return rules.data?.rules.find(({ id }) => id === value)?.title[language] || value;
    if (facet === 'product') return productName(value);
    if (facet === 'channel') return channelName(value);
    const group = translated[facet];
    return group === undefined ? (name ?? value) : t(`history.${group}.${value}`, { defaultValue: value });
  };
}
