import type { ListClaimsResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import type { TermsContent } from '../api/catalogue.ts';
import type { FieldProblem } from '../errors.ts';

/** Claims that the copybook does not make of this product: a misspelt one would confirm nothing, in silence. */
export function findUnknownClaims(
  product: string,
  terms: TermsContent,
  { claims }: Pick<ListClaimsResponse, 'claims'>,
): FieldProblem[] {
  const known = claims.filter(({ productCodes }) => productCodes.includes(product)).map(({ id }) => id);
  return (['confirmed_claims', 'denied_claims'] as const).flatMap((field) => {
    const unknown = terms[field].find((id) => !known.includes(id));
    return unknown === undefined
      ? []
      : [{ field, limit: `claims of ${product} (GET /v1/catalogue/claims)`, given: unknown }];
  });
}
