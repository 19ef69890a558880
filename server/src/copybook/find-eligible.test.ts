import { describe, expect, it } from 'vitest';
import { channels } from '../domain/channels.ts';
import { products } from '../domain/products.ts';
import type { Thread } from '../domain/thread.ts';
import type { ValidProduct } from '../domain/valid-request.ts';
import { createCopybook } from './build-copybook.ts';
import type { FamilyThread } from './copybook.ts';
import { type EligibleQuery, findEligible } from './find-eligible.ts';
import { createUsage } from './usage.ts';

const positions = [
  ['Крупная трата посреди недели?', 'Трата пришла раньше срока?'],
  ['Выручит кредитная карта.', 'Загляните в раздел карт.'],
];

/** Nine texts: four uses do not wear them out. */
const wide = positions.map((position) => [...position, `${position[0]} Вот.`]);

function threadOf(id: string, part: Partial<Thread> = {}): Thread {
  const base = { product: 'CC', channel: 'SMS', need: 'finance', signals: [], gender: 'u', age: 'u' } as const;
  return { ...base, id, version: 'v', idea: id, claims: [], positions, ...part };
}

const familyThread: FamilyThread = {
  thread: { ...threadOf('family'), product: 'FAMILY_CARD' },
  namedPosition: 1,
  namedVariants: ['Выручит «{name}».', 'Загляните: «{name}».'],
};

function eligibleOf(threads: readonly Thread[], query: Partial<EligibleQuery> = {}, families = [familyThread]) {
  return findEligible(createCopybook(threads, families, []), queryOf(query));
}

function queryOf(query: Partial<EligibleQuery> = {}): EligibleQuery {
  return {
    product: products.CC,
    channel: channels.SMS,
    portrait: { gender: 'u', ageBand: 'u', signals: [] },
    concern: 'finance',
    recentThreadIds: [],
    bodyCharsMax: 96,
    confirmedClaims: null,
    ...query,
  };
}

const idsOf = (found: ReturnType<typeof eligibleOf>) => found.threads.map((entry) => entry.thread.id);

describe('a thread suits a client', () => {
  const cases: readonly (readonly [string, Partial<Thread>, EligibleQuery['portrait'], boolean])[] = [
    ['signals hold', { signals: ['car'] }, { gender: 'u', ageBand: 'u', signals: ['fuel', 'car'] }, true],
    ['one signal is missing', { signals: ['car', 'cash'] }, { gender: 'u', ageBand: 'u', signals: ['car'] }, false],
    ['its gender is the known one', { gender: 'f' }, { gender: 'f', ageBand: 'u', signals: [] }, true],
    ['its gender is another', { gender: 'f' }, { gender: 'm', ageBand: 'u', signals: [] }, false],
    ['the gender is unknown', { gender: 'f' }, { gender: 'u', ageBand: 'u', signals: [] }, false],
    ['young for the young', { age: 'young' }, { gender: 'u', ageBand: 'young', signals: [] }, true],
    ['young for an unknown age', { age: 'young' }, { gender: 'u', ageBand: 'u', signals: [] }, false],
    ['senior for an adult', { age: 'senior' }, { gender: 'u', ageBand: 'adult', signals: [] }, false],
    ['adult for an adult', { age: 'adult' }, { gender: 'u', ageBand: 'adult', signals: [] }, true],
    ['adult for an unknown age', { age: 'adult' }, { gender: 'u', ageBand: 'u', signals: [] }, true],
    ['adult for the young', { age: 'adult' }, { gender: 'u', ageBand: 'young', signals: [] }, false],
    ['adult for a senior', { age: 'adult' }, { gender: 'u', ageBand: 'senior', signals: [] }, false],
  ];
  it.each(cases)('when %s: %j, %j → %s', (_, part, portrait, suits) => {
    expect(idsOf(eligibleOf([threadOf('it', part)], { portrait }, []))).toEqual(suits ? ['it'] : []);
  });

  it('when its claims are confirmed, or no catalogue asks', () => {
    const threads = [threadOf('it', { claims: ['courier_delivery'] })];
    expect(idsOf(eligibleOf(threads, { confirmedClaims: null }, []))).toEqual(['it']);
    expect(idsOf(eligibleOf(threads, { confirmedClaims: new Set(['courier_delivery']) }, []))).toEqual(['it']);
    expect(idsOf(eligibleOf(threads, { confirmedClaims: new Set(['other']) }, []))).toEqual([]);
  });

  it('when it fits in length, with the variants that fit', () => {
    const [entry] = eligibleOf([threadOf('it')], { bodyCharsMax: 51 }, []).threads;
    expect(entry!.allowedVariants).toEqual([[1], [0, 1]]);
    expect(eligibleOf([threadOf('it')], { bodyCharsMax: 50 }, []).threads).toEqual([]);
  });
});

describe('the order of steps', () => {
  const cell = threadOf('cell');
  const other = threadOf('other', { need: 'support' });

  it('takes the cell, then another concern, then the family', () => {
    expect(eligibleOf([cell, other])).toMatchObject({ coverage: 'cell', threads: [{ thread: { id: 'cell' } }] });
    expect(eligibleOf([other])).toMatchObject({ coverage: 'other_concern', threads: [{ thread: { id: 'other' } }] });
    expect(eligibleOf([])).toMatchObject({ coverage: 'family', threads: [{ thread: { id: 'family' } }] });
    expect(eligibleOf([], {}, [])).toEqual({ coverage: 'family', threads: [] });
  });

  it('never takes another channel or product', () => {
    const threads = [threadOf('push', { channel: 'PUSH' }), threadOf('dc', { product: 'DC' })];
    expect(eligibleOf(threads, {}, []).threads).toEqual([]);
  });

  it('leaves out what was used before, and relaxes step by step', () => {
    const threads = [cell, other];
    const coverageAfter = (recentThreadIds: string[]) => {
      const found = eligibleOf(threads, { recentThreadIds });
      return [found.coverage, ...idsOf(found)];
    };
    expect(coverageAfter(['cell'])).toEqual(['other_concern', 'other']);
    expect(coverageAfter(['cell', 'other'])).toEqual(['family', 'family']);
    expect(coverageAfter(['other', 'x', 'y', 'cell'])).toEqual(['cell', 'cell']);
    expect(coverageAfter(['x', 'y', 'z', 'cell', 'other'])).toEqual(['cell', 'cell']);
    expect(coverageAfter(['cell', 'other', 'family'])).toEqual(['cell', 'cell']);
  });
});

describe('the fit', () => {
  it('prefers a thread for the client’s salient signal to a lesser one, and that to a neutral one', () => {
    const threads = [
      threadOf('neutral'),
      threadOf('car', { signals: ['car'] }),
      threadOf('cash', { signals: ['cash'] }),
    ];
    const found = eligibleOf(threads, { portrait: { gender: 'u', ageBand: 'u', signals: ['car', 'cash'] } });
    expect(idsOf(found)).toEqual(['car', 'cash', 'neutral']);
    for (const { fit } of found.threads) expect(fit).toBeGreaterThan(0);
    for (const { fit } of found.threads) expect(fit).toBeLessThanOrEqual(1);
  });

  it('is less for what readers liked less; what nobody has read counts as typical', () => {
    const threads = ['dull', 'loved', 'unread'].map((id) => threadOf(id, { version: '0123456789ab' }));
    const grades = new Map([
      ['dull@0123456789ab', 2.5],
      ['loved@0123456789ab', 5],
      ['unread@ffffffffffff', 1],
    ]);
    const judged = { marksOf: new Map(), approvals: new Map(), grades };
    const found = findEligible(createCopybook(threads, [], [], judged), queryOf());
    expect(idsOf(found)).toEqual(['loved', 'unread', 'dull']);
    const [loved, unread, dull] = found.threads.map(({ fit }) => fit);
    expect(unread! / loved!).toBeCloseTo(0.9);
    expect(dull! / loved!).toBeCloseTo(0.75);
  });

  it('prefers known gender and age', () => {
    const threads = [threadOf('any'), threadOf('her', { gender: 'f', age: 'senior' })];
    expect(idsOf(eligibleOf(threads, { portrait: { gender: 'f', ageBand: 'senior', signals: [] } }))[0]).toBe('her');
  });

  it('falls for another concern, for a family, and where the offer itself misses', () => {
    const fitFor = (query: Partial<EligibleQuery>, threads = [threadOf('it')]) =>
      eligibleOf(threads, query).threads[0]!.fit;
    expect(fitFor({ concern: 'support' })).toBeLessThan(fitFor({}));
    expect(fitFor({}, [])).toBeLessThan(fitFor({}));
    const topup = [threadOf('it', { product: 'TOPUP' })];
    const portrait = { gender: 'u', ageBand: 'u', signals: ['borrower'] } as const;
    const cash = { gender: 'u', ageBand: 'u', signals: ['cash'] } as const;
    expect(fitFor({ product: products.TOPUP, portrait: cash }, topup)).toBeLessThan(
      fitFor({ product: products.TOPUP, portrait }, topup),
    );
  });
});

describe('a product that only the request describes', () => {
  const described: ValidProduct = {
    code: null,
    name: 'Карта моряка',
    description: '',
    family: 'card',
    isCredit: false,
  };

  it('is served by its family, with its name quoted', () => {
    const found = eligibleOf([threadOf('cc')], { product: described });
    expect(found).toMatchObject({ coverage: 'family' });
    const { thread, allowedVariants } = found.threads[0]!;
    expect(thread.positions[1]).toEqual([...positions[1]!, 'Выручит «Карта моряка».', 'Загляните: «Карта моряка».']);
    expect(allowedVariants).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it.each([['Card Pro'], ['Лучшая карта'], ['Банковская карта'], ['К'.repeat(41)]])('%s is not quoted', (name) => {
    const { thread, allowedVariants } = eligibleOf([], { product: { ...described, name } }).threads[0]!;
    expect(thread).toBe(familyThread.thread);
    expect(allowedVariants[1]).toEqual([0, 1]);
  });

  it('goes unnamed where the name makes the body too long or too short', () => {
    const product = { ...described, name: 'Карта для далёких морских путешествий' };
    expect(eligibleOf([], { product, bodyCharsMax: 60 }).threads[0]!.allowedVariants[1]).toEqual([0, 1]);
    const shortProduct = { ...described, name: 'Мы' };
    const channel = { ...channels.SMS, bodyCharsMin: 50 };
    expect(eligibleOf([], { product: shortProduct, channel }).threads[0]!.allowedVariants[1]).toEqual([0, 1]);
  });

  it('gets the same thread object for the same name, so that its tokens are kept', () => {
    const copybook = createCopybook([], [familyThread], []);
    const query = { ...queryOf({ product: described }) };
    expect(findEligible(copybook, query).threads[0]!.thread).toBe(findEligible(copybook, query).threads[0]!.thread);
  });

  it('may be called with signs that mean something to a replacement', () => {
    const entry = { ...familyThread, namedVariants: ['Есть «{name}» для вас.'] };
    const { thread } = eligibleOf([], { product: described }, [entry]).threads[0]!;
    expect(thread.positions[1]!.at(-1)).toBe('Есть «Карта моряка» для вас.');
  });
});

describe('a thread that the campaign has worn out', () => {
  const threads = [threadOf('cell'), threadOf('other', { need: 'support' })];
  const usedUp = [0, 1].flatMap((a) => [0, 1].map((b) => ({ threadId: 'cell', variants: [a, b] })));

  it('gives way to another concern when each of its texts was used', () => {
    expect(idsOf(eligibleOf(threads, { usage: createUsage(usedUp.slice(1)) }))).toEqual(['cell']);
    const found = eligibleOf(threads, { usage: createUsage(usedUp) });
    expect([idsOf(found), found.coverage]).toEqual([['other'], 'other_concern']);
  });

  it('stays when the caller named the concern, or nothing else is left', () => {
    const usage = createUsage(usedUp);
    expect(idsOf(eligibleOf(threads, { usage, concernGiven: true }))).toEqual(['cell']);
    expect(idsOf(eligibleOf(threads.slice(0, 1), { usage }))).toEqual(['cell']);
  });

  it('gives way to its neighbours when it has more than its share of enough texts', () => {
    const neighbours = [threadOf('much', { positions: wide }), threadOf('little', { positions: wide })];
    const usageOf = (muchCount: number, textsCount: number) =>
      createUsage(
        Array.from({ length: textsCount }, (_, i) => ({
          threadId: i < muchCount ? 'much' : 'elsewhere',
          variants: [],
        })),
      );
    const query = { bodyCharsMax: 200 };
    expect(idsOf(eligibleOf(neighbours, { ...query, usage: usageOf(4, 20) }))).toEqual(['little']);
    expect(idsOf(eligibleOf(neighbours, { ...query, usage: usageOf(2, 20) }))).toEqual(['much', 'little']);
    expect(idsOf(eligibleOf(neighbours, { ...query, usage: usageOf(4, 19) }))).toEqual(['much', 'little']);
  });
});

describe('worn out threads of a family', () => {
  it('are not counted: the family is the last resort as it is', () => {
    const usage = createUsage(Array.from({ length: 40 }, () => ({ threadId: 'family', variants: [0, 0] })));
    expect(eligibleOf([], { usage }).coverage).toBe('family');
  });
});
