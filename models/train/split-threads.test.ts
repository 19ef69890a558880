import { join } from 'node:path';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { splitThreads } from './split-threads.ts';

let threads: Awaited<ReturnType<typeof loadCopybook>>['threads'];
beforeAll(async () => {
  threads = (await loadCopybook(join(repositoryRoot, 'models', 'copybook'))).threads;
});

describe('splitThreads', () => {
  it('keeps back a tenth of each product', () => {
    const kept = splitThreads(threads, 1);
    for (const product of productCodes) {
      const ofProduct = threads.filter((thread) => thread.product === product);
      const count = ofProduct.filter((thread) => kept.has(thread.id)).length;
      expect(count).toBe(Math.round(ofProduct.length * 0.1));
    }
  });

  it('gives the same part for a seed, whatever the order of the threads, and another for another seed', () => {
    const kept = [...splitThreads(threads, 1)].sort();
    expect([...splitThreads(threads.toReversed(), 1)].sort()).toEqual(kept);
    expect([...splitThreads(threads, 2)].sort()).not.toEqual(kept);
  });
});
