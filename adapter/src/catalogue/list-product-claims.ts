import type { ListClaimsResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import type { CatalogueTerms, ClaimsResponse } from '../api/catalogue.ts';

/** For every product the claims that its threads rely on, and what the terms in force say of each. */
export function listProductClaims(
  on: string,
  { claims, copybookHash }: ListClaimsResponse,
  catalogue: readonly CatalogueTerms[],
): ClaimsResponse {
  const inForce = new Map(catalogue.filter((terms) => terms.in_force).map((terms) => [terms.product, terms]));
  const products = new Set(claims.flatMap(({ productCodes }) => productCodes));
  return {
    on,
    copybook_hash: copybookHash,
    products: [...products].sort().map((product) => {
      const terms = inForce.get(product);
      return {
        product,
        version: terms?.version ?? null,
        claims_reviewed: terms?.claims_reviewed ?? false,
        claims: claims.flatMap(({ id, statement, uses }) => {
          const use = uses.find(({ productCode }) => productCode === product);
          if (use === undefined) return [];
          const status = statusOf(id, terms);
          const threads_waiting_count = status === 'confirmed' ? 0 : use.threadsCount;
          return [{ id, statement, status, threads_count: use.threadsCount, threads_waiting_count }];
        }),
      };
    }),
  };
}

function statusOf(claimId: string, terms: CatalogueTerms | undefined) {
  if (terms?.confirmed_claims.includes(claimId)) return 'confirmed';
  return terms?.denied_claims.includes(claimId) ? 'denied' : 'not_reviewed';
}
