/** RPC ListClaims: the facts about products that threads rely on, and how many threads of each product do. */
import { create } from '@bufbuild/protobuf';
import {
  type ClaimUse,
  ClaimUseSchema,
  type GenerationService,
  type ListClaimsResponse,
  ListClaimsResponseSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { Copybook } from '../copybook/index.ts';
import { productCodes } from '../domain/products.ts';
import type { Handlers } from './call.ts';

export interface ListClaimsOptions {
  readonly copybook: Pick<Copybook, 'hash' | 'claims' | 'threads'>;
}

/** The copybook never changes while the server runs: the answer is made once. */
export function createListClaims({ copybook }: ListClaimsOptions): Handlers<typeof GenerationService>['listClaims'] {
  const response = describeClaims(copybook);
  return async () => response;
}

function describeClaims(copybook: ListClaimsOptions['copybook']): ListClaimsResponse {
  return create(ListClaimsResponseSchema, {
    copybookHash: copybook.hash,
    claims: copybook.claims.map(({ id, statement, products }) => ({
      id,
      statement,
      productCodes: products.includes('*') ? [...productCodes] : [...products],
      uses: findUses(copybook.threads, id),
    })),
  });
}

function findUses(threads: Copybook['threads'], claimId: string): ClaimUse[] {
  const relying = threads.filter((thread) => thread.claims.includes(claimId));
  return productCodes.flatMap((productCode) => {
    const threadsCount = relying.filter((thread) => thread.product === productCode).length;
    return threadsCount === 0 ? [] : [create(ClaimUseSchema, { productCode, threadsCount })];
  });
}
