import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copybook, loadCopybook } from '../copybook/index.ts';
import { productCodes } from '../domain/products.ts';
import { createListClaims } from './list-claims.ts';

let copybook: Copybook;
beforeAll(async () => {
  copybook = await loadCopybook(join(import.meta.dirname, '../../../models/copybook'));
});

describe('listClaims', () => {
  it('counts the threads of each product that rely on a claim', async () => {
    const { claims, copybookHash } = await createListClaims({ copybook })({} as never, {} as never);
    expect(copybookHash).toBe(copybook.hash);
    expect(claims.map(({ id }) => id)).toEqual(copybook.claims.map(({ id }) => id));
    const counted = claims.flatMap(({ uses }) => uses).reduce((sum, use) => sum + use.threadsCount, 0);
    expect(counted).toBe(copybook.threads.reduce((sum, thread) => sum + new Set(thread.claims).size, 0));
    expect(counted).toBeGreaterThan(0);
    for (const { uses, productCodes: claimable } of claims) {
      for (const use of uses) {
        expect(use.threadsCount).toBeGreaterThan(0);
        expect(claimable).toContain(use.productCode);
      }
    }
  });

  it('spells out the products of a claim that any product may make', async () => {
    const { claims } = await createListClaims({ copybook })({} as never, {} as never);
    const anyProduct = copybook.claims.find(({ products }) => products.includes('*'))!;
    expect(claims.find(({ id }) => id === anyProduct.id)?.productCodes).toEqual(productCodes);
  });
});
