import { describe, expect, it } from 'vitest';
import { createCopybookBuilder, type ThreadMarks } from './build-copybook.ts';
import type { Claim } from './copybook.ts';
import { type EligibleQuery, findEligible } from './find-eligible.ts';
import { noGrades } from './thread-grades.ts';

const claims: readonly Claim[] = [];
const drafts: ThreadMarks = { approved: false, variantMarks: '' };
const content = {
  id: 'CC-SMS-1',
  product: 'CC',
  channel: 'SMS',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: 'запас',
  claims: [],
  positions: [
    ['Крупная трата посреди недели?', 'Трата пришла раньше срока?', 'Нужен запас на трату?'],
    ['Выручит кредитная карта.', 'Есть кредитная карта.'],
  ],
};
const family = {
  ...content,
  id: 'FAMILY_CARD-SMS-1',
  product: 'FAMILY_CARD',
  named: { position: 1, variants: ['Поможет «{name}».', 'Есть «{name}», она поможет.'] },
};
const query: EligibleQuery = {
  product: { code: 'CC', name: 'Кредитная карта', description: '', family: 'card', isCredit: true },
  channel: { code: 'SMS', bodyCharsMin: 38 },
  portrait: { gender: 'u', ageBand: 'u', signals: [] },
  concern: 'finance',
  recentThreadIds: [],
  bodyCharsMax: 96,
  confirmedClaims: null,
};

function build(...threads: readonly (readonly [object, ThreadMarks])[]) {
  const builder = createCopybookBuilder({ claims, grades: noGrades });
  for (const [thread, marks] of threads) builder.add(JSON.stringify(thread), marks);
  return builder.build();
}
const allowed = (marks: ThreadMarks, part: Partial<EligibleQuery> = {}) =>
  findEligible(build([content, marks]), { ...query, ...part }).threads.map((entry) => entry.allowedVariants);

describe('what people said of a thread', () => {
  it.each<[string, ThreadMarks, boolean, unknown]>([
    [
      'drafts',
      drafts,
      false,
      [
        [
          [0, 1, 2],
          [0, 1],
        ],
      ],
    ],
    ['drafts', drafts, true, []],
    ['an approved thread of draft sentences', { approved: true, variantMarks: '' }, true, []],
    ['approved sentences of a draft thread', { approved: false, variantMarks: 'aaa/aa' }, true, []],
    [
      'all approved',
      { approved: true, variantMarks: 'aaa/aa' },
      true,
      [
        [
          [0, 1, 2],
          [0, 1],
        ],
      ],
    ],
    ['some approved, some withdrawn', { approved: true, variantMarks: 'adr/da' }, true, [[[0], [1]]]],
    [
      'some approved, some withdrawn',
      { approved: true, variantMarks: 'adr/da' },
      false,
      [
        [
          [0, 1],
          [0, 1],
        ],
      ],
    ],
    ['a position that is withdrawn', { approved: true, variantMarks: 'aaa/rr' }, false, []],
    ['a position without an approved sentence', { approved: true, variantMarks: 'aaa/rd' }, true, []],
  ])('%s (%o), approved only: %s', (_, marks, approvedOnly, variants) => {
    expect(allowed(marks, { approvedOnly })).toEqual(variants);
  });

  it('counts sentences with the product’s name after the plain ones', () => {
    const copybook = build([family, { approved: true, variantMarks: 'ard/raar' }]);
    const described = { ...query, product: { ...query.product, code: null, name: 'Попутчик' } };
    const named = findEligible(copybook, { ...described, approvedOnly: true });
    expect(named.threads.map((entry) => entry.allowedVariants)).toEqual([[[0], [2]]]);
    const plain = findEligible(copybook, { ...query, product: { ...query.product, name: '5' } });
    expect(plain.threads.map((entry) => entry.allowedVariants)).toEqual([[[0, 2], [1]]]);
  });

  it('is part of the hash, and drafts are what there is without a word of it', () => {
    const hashes = [
      drafts,
      { approved: false, variantMarks: 'ddd/dd' },
      { approved: true, variantMarks: '' },
      { approved: true, variantMarks: 'ddd/dd' },
      { approved: false, variantMarks: 'dda/dd' },
    ].map((marks) => build([content, marks]).hash);
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[3]).toBe(hashes[2]);
    expect(new Set(hashes).size).toBe(3);
  });

  it('leaves the version of the thread alone', () => {
    const versions = [drafts, { approved: true, variantMarks: 'aaa/ar' }].map(
      (marks) => build([content, marks]).threads[0]!.version,
    );
    expect(versions[0]).toBe(versions[1]);
  });
});

describe('the builder', () => {
  it('shares threads that another copybook holds, and no others', () => {
    const first = build([content, drafts], [family, drafts]);
    const builder = createCopybookBuilder({ claims, grades: noGrades }, [first]);
    builder.add(JSON.stringify(content), { approved: true, variantMarks: 'aaa/aa' });
    builder.add(JSON.stringify({ ...family, idea: 'другая' }), drafts);
    const second = builder.build();
    expect(second.threads[0]).toBe(first.threads[0]);
    expect(second.familyThreads[0]).not.toBe(first.familyThreads[0]);
  });

  it.each(['a/a', 'aaa/aa/a', 'aaaa/a', 'aax/aa', 'aaa'])('refuses the marks %s', (variantMarks) => {
    expect(() => build([content, { approved: true, variantMarks }])).toThrow(/variant_marks: .* 3\/2/);
  });

  it('refuses an id twice, and nothing at all', () => {
    expect(() => build([content, drafts], [content, drafts])).toThrow('id: already used');
    expect(() => build()).toThrow('without threads');
  });
});
