/** Features of the client mart as the service reads them: names, kinds, limits. */
import { useQuery } from '@tanstack/react-query';
import type { FeaturesResponse } from '../../../src/api/vocabulary.ts';
import { callApi } from './call-api.ts';
import { vocabularyKey } from './vocabulary.ts';

export type Feature = FeaturesResponse['items'][number];

const freshMs = 10 * 60_000;

export function useFeatures() {
  return useQuery({
    queryKey: [...vocabularyKey, 'features'],
    queryFn: async ({ signal }) => (await callApi<FeaturesResponse>('/v1/features', { signal })).items,
    staleTime: freshMs,
  });
}
