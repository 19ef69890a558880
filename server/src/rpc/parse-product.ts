/**
 * Product of the proto → ValidProduct. A code must be one of the table: a misspelt one is an error even beside a
 * description, for nobody would notice that another product was offered. A product without a code is matched by its
 * description.
 */
import type { Product as ProductProto } from '@offerwright/proto/marketing/v1/generation_pb';
import { RequestError } from '../domain/errors.ts';
import { matchProduct } from '../domain/match-product.ts';
import { isProductCode, productCodes, products } from '../domain/products.ts';
import type { ValidProduct } from '../domain/valid-request.ts';
import { describeValue } from './describe-value.ts';
import { violationOf } from './validate-message.ts';

/** @throws RequestError unknown_product naming the codes that are known. */
export function parseProduct(product: ProductProto): ValidProduct {
  if (product.code === '') return matchProduct(product);
  if (!isProductCode(product.code)) {
    const limit = `must be one of ${productCodes.join(', ')}, or empty beside a description`;
    const violation = violationOf('product.code', limit, describeValue(product.code));
    throw new RequestError('unknown_product', violation.message, [violation]);
  }
  return products[product.code];
}
