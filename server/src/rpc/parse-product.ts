/**
 * Product of the proto → ValidProduct. A code must be one of the table: a misspelt one is an error even beside a
 * description, for nobody would notice that the product was guessed. Without a code the description decides.
 */
import type { Product as ProductProto } from '@offerwright/proto/marketing/v1/generation_pb';
import { RequestError } from '../domain/errors.ts';
import { matchProduct } from '../domain/match-product.ts';
import type { ValidProduct } from '../domain/valid-request.ts';

/** @throws RequestError unknown_product naming the codes that are known. */
export function parseProduct({ code, name, description }: ProductProto): ValidProduct {
  const matched = matchProduct(code === '' ? { code, name, description } : { code, name: '', description: '' });
  if ('limit' in matched) throw new RequestError('unknown_product', matched.message, [matched]);
  return matched;
}
