/**
 * The committed copybook itself: every choice of every thread is within the writers' rules, every cell is covered, and
 * the claims that wording makes are marked. A new thread that breaks one of these fails here, by name.
 */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { channels } from '../domain/channels.ts';
import { concerns } from '../domain/concerns.ts';
import { matchProduct } from '../domain/match-product.ts';
import { productFamilies, products } from '../domain/products.ts';
import { createRandom } from '../domain/random.ts';
import { bodyOf, type Thread } from '../domain/thread.ts';
import { type Copybook, composeByRules, coverageReport, createUsage, findEligible, loadCopybook } from './index.ts';
import { bannedWording, wordingPattern } from './wording.ts';

let copybook: Copybook;
let allThreads: readonly Thread[];

beforeAll(async () => {
  copybook = await loadCopybook(fileURLToPath(new URL('../../../models/copybook', import.meta.url)));
  allThreads = [...copybook.threads, ...copybook.familyThreads.map((entry) => entry.thread)];
});

describe('wording', () => {
  it('of every variant is of the alphabet, within the law’s word list, at least three a position', () => {
    const faults: string[] = [];
    for (const { id, positions } of allThreads) {
      for (const variants of positions) {
        if (variants.length < 3) faults.push(`${id}: ${variants.length} variants`);
        for (const variant of variants) {
          if (!wordingPattern.test(variant)) faults.push(`${id}: alphabet: ${variant}`);
          if (bannedWording.test(variant)) faults.push(`${id}: banned: ${variant}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('of named variants keeps the same rules', () => {
    const named = copybook.familyThreads.flatMap((entry) => entry.namedVariants);
    for (const variant of named) expect(bannedWording.test(variant.replace('{name}', 'Имя'))).toBe(false);
    expect(named.length).toBeGreaterThanOrEqual(2 * copybook.familyThreads.length);
  });

  it('is within the channel’s length, whatever is chosen', () => {
    // Loading checks the shortest and the longest body; here bodies are really composed.
    const random = createRandom(20);
    for (const thread of allThreads) {
      const { bodyCharsMin, bodyCharsMax } = channels[thread.channel];
      for (let i = 0; i < 5; i += 1) {
        const variants = thread.positions.map((list) => Math.floor(random.next() * list.length));
        const { length } = bodyOf({ thread, variants });
        expect(length).toBeGreaterThanOrEqual(bodyCharsMin);
        expect(length).toBeLessThanOrEqual(bodyCharsMax);
      }
    }
  });
});

describe('coverage', () => {
  it('has a neutral thread in each of the 704 cells, and two a channel in each family', () => {
    const report = coverageReport(copybook);
    expect(report.cells).toHaveLength(704);
    expect(report.gaps).toEqual([]);
    expect(report.families).toHaveLength(productFamilies.length * 8);
    expect(report.families.filter(({ threadsCount }) => threadsCount < 2)).toEqual([]);
  });

  it('serves any client with the right concern, and a client of whom nothing is known', () => {
    const portraits = (['u', 'm', 'f'] as const).flatMap((gender) =>
      (['u', 'young', 'adult', 'senior'] as const).map((ageBand) => ({ gender, ageBand, signals: [] })),
    );
    for (const product of Object.values(products)) {
      for (const channel of Object.values(channels)) {
        for (const concern of concerns) {
          for (const portrait of portraits) {
            const found = findEligible(copybook, {
              product,
              channel,
              portrait,
              concern,
              recentThreadIds: [],
              bodyCharsMax: channel.bodyCharsMax,
              confirmedClaims: null,
            });
            expect(found.coverage).toBe('cell');
            expect(found.threads.length).toBeGreaterThan(0);
          }
        }
      }
    }
  });
});

describe('claims', () => {
  it('that wording makes are marked, and none is marked that wording does not make', () => {
    const faults: string[] = [];
    for (const thread of copybook.threads) {
      const text = thread.positions.flat();
      const made = copybook.claims
        .filter(({ products: of }) => of.includes('*') || (of as readonly string[]).includes(thread.product))
        .filter(({ patterns }) =>
          patterns.some(
            ({ match, channels: of }) =>
              (!of || of.includes(thread.channel)) && text.some((variant) => new RegExp(match, 'iu').test(variant)),
          ),
        )
        .map(({ id }) => id);
      if (made.toSorted().join() !== thread.claims.toSorted().join()) faults.push(`${thread.id}: ${made.join()}`);
    }
    expect(faults).toEqual([]);
  });

  it('are each made somewhere', () => {
    const made = new Set(copybook.threads.flatMap((thread) => thread.claims));
    expect(copybook.claims.filter(({ id }) => !made.has(id))).toEqual([]);
  });
});

describe('a described product', () => {
  const described = [
    ['', 'кредит на образование', 'Кредит на образование'],
    ['Тихая гавань', 'вклад для пенсионеров', 'Тихая гавань'],
    ['Ключи', 'ипотека для молодых семей', 'Ключи'],
    ['Детская карта', 'карта для детей', 'Детская карта'],
    ['Попутчик', 'полис для путешествий', 'Попутчик'],
    ['', 'вложения в облигации', 'Вложения в облигации'],
    ['Ячейка', 'аренда сейфа', 'Ячейка'],
  ] as const;
  it.each(described)('%s (%s) is named in every channel and keeps its lengths', (name, description, quoted) => {
    const product = matchProduct({ code: '', name, description });
    if ('limit' in product) throw new Error('not matched');
    for (const channel of Object.values(channels)) {
      const portrait = { gender: 'u', ageBand: 'u', signals: [] } as const;
      const query = {
        product,
        channel,
        portrait,
        concern: 'support',
        recentThreadIds: [],
        confirmedClaims: null,
      } as const;
      const found = findEligible(copybook, { ...query, bodyCharsMax: channel.bodyCharsMax });
      expect(found.coverage).toBe('family');
      const random = createRandom(3);
      const usage = createUsage();
      for (let i = 0; i < 30; i += 1) {
        const body = bodyOf(composeByRules(found, { random, usage }).choice);
        expect(body).toContain(`«${quoted}»`);
        expect(body.length).toBeGreaterThanOrEqual(channel.bodyCharsMin);
        expect(body.length).toBeLessThanOrEqual(channel.bodyCharsMax);
      }
    }
  });
});
