/** An estimate of concerns of the contract → the shape that REST sends and SQL stores. */
import type { Concern } from '@offerwright/proto/marketing/v1/generation_pb';
import type { ConcernEstimate } from '@offerwright/proto/marketing/v1/insight_concerns_pb';
import type { EstimatedStatement } from '../api/concerns.ts';
import { concernSlugs } from './slugs.ts';

/** @throws Error when the server breaks the contract. */
export function readConcernEstimate(
  estimate: ConcernEstimate | undefined,
): Omit<EstimatedStatement, 'id' | 'client_id'> {
  if (!estimate?.likelihoods) throw new Error('the inference server left out a statement');
  const { finance, efficiency, purchase, support } = estimate.likelihoods;
  return {
    language: estimate.language === 'en' ? 'en' : 'ru',
    likelihoods: { finance, efficiency, purchase, support },
    found: estimate.found.map(slugOf),
    phrases: estimate.phrases.map(({ concern, text, start, end, contribution }) => ({
      concern: slugOf(concern),
      text,
      start,
      end,
      contribution,
    })),
  };
}

function slugOf(concern: Concern): EstimatedStatement['found'][number] {
  const slug = concernSlugs[concern];
  if (slug === undefined) throw new Error('the inference server sent a concern without a name');
  return slug;
}
