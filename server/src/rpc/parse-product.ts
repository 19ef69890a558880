/**
 * Product of the proto → ValidProduct. A code of the table wins; another code needs a description, by which the bank's
 * own new product is served from the general threads of its family (`coverage` says so). A code that the table lacks,
 * without a description, is an error: a misspelt code must not be guessed.
 */
import type { Product as ProductProto } from '@offerwright/proto/marketing/v1/generation_pb';
import { RequestError } from '../domain/errors.ts';
import { matchProduct } from '../domain/match-product.ts';
import type { ValidProduct } from '../domain/valid-request.ts';

/** @throws RequestError unknown_product naming the codes that are known. */
export function parseProduct({ code, name, description }: ProductProto): ValidProduct {
  const matched = matchProduct({ code, name, description });
  if ('limit' in matched) throw new RequestError('unknown_product', matched.message, [matched]);
  return matched;
}
