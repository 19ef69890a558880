/** What of the four concerns stands in a client's words, the likeliest first: the first one found steers the text. */
import type { HeardConcern } from '../../domain/answer.ts';
import { concerns } from '../../domain/concerns.ts';
import type { ProductFamily } from '../../domain/products.ts';
import type { ConcernModel } from './concern-model.ts';
import { estimateConcerns } from './estimate-concerns.ts';

export function createConcernListener(
  model: ConcernModel,
): (text: string, product: { readonly family: ProductFamily }) => readonly HeardConcern[] {
  return (text, { family }) => {
    const { likelihoods, found, phrases } = estimateConcerns(model, text, family);
    return concerns
      .map((concern) => ({
        concern,
        likelihood: likelihoods[concern],
        found: found.includes(concern),
        phrases: phrases
          .filter((phrase) => phrase.concern === concern)
          .map(({ start, end, contribution }) => ({ start, end, contribution })),
      }))
      .sort((left, right) => right.likelihood - left.likelihood);
  };
}
