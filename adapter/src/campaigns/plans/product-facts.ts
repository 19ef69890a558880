/** What the rules of campaigns ask of a product: whether it is a credit, and whether the ban on credits covers it. */
import type { ProductFacts } from './judge-client.ts';

/** Outside the ban on credits (in force since 2025-03-01): mortgages and credits secured by a car. */
const securedProducts = new Set(['MORTG', 'MORTG_REFIN', 'MORTG_SCR', 'AUTO', 'AUTO_SCR']);

export function describeProducts(
  products: readonly { readonly code: string; readonly isCredit: boolean }[],
): ReadonlyMap<string, ProductFacts> {
  return new Map(
    products.map(({ code, isCredit }) => [code, { isCredit, isBanned: isCredit && !securedProducts.has(code) }]),
  );
}
