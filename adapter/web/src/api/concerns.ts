/** What clients' words are about. */
import type { EstimatedConcernsBody, EstimatedStatement } from '../../../src/api/concerns.ts';
import { callApi } from './call-api.ts';

export type { EstimatedStatement };
export type ConcernName = EstimatedStatement['found'][number];
export type ConcernPhrase = EstimatedStatement['phrases'][number];

export const concernNames = ['finance', 'efficiency', 'purchase', 'support'] as const satisfies readonly ConcernName[];

/** @throws ApiError */
export function estimateConcerns(
  product: string,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<EstimatedConcernsBody> {
  return callApi<EstimatedConcernsBody>('/v1/insight/concerns', {
    method: 'POST',
    body: { product, statements: texts.map((text) => ({ text })) },
    ...(signal && { signal }),
  });
}
