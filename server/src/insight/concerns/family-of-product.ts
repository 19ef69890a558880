/** The family of a product as a caller names it: a code, a name or a description; null when nothing is said. */
import { matchProduct } from '../../domain/match-product.ts';
import type { ProductFamily } from '../../domain/products.ts';

export function familyOfProduct(product: string): ProductFamily | null {
  const words = product.trim();
  if (words === '') return null;
  const byCode = matchProduct({ code: words, name: '', description: '' });
  if (!('limit' in byCode)) return byCode.family;
  const described = matchProduct({ code: '', name: '', description: words });
  return 'limit' in described ? null : described.family;
}
