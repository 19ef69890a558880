/** The one concern that steers a text: the likeliest of those found in a client's words, or null. */
import type { Concern } from '../../domain/concerns.ts';
import type { ProductFamily } from '../../domain/products.ts';
import type { ConcernModel } from './concern-model.ts';
import { estimateConcerns } from './estimate-concerns.ts';

export function createConcernFinder(
  model: ConcernModel,
): (text: string, product: { readonly family: ProductFamily }) => Concern | null {
  return (text, { family }) => estimateConcerns(model, text, family).found[0] ?? null;
}
