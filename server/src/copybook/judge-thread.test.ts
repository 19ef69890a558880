import { describe, expect, it } from 'vitest';
import type { Claim } from './copybook.ts';
import { judgeThread, showingChoices } from './judge-thread.ts';

const claims: readonly Claim[] = [
  { id: 'courier_delivery', products: ['CC'], statement: 'Карту привозит курьер', patterns: [{ match: 'курьер' }] },
  { id: 'in_chat', products: ['*'], statement: 'Отвечают в чате', patterns: [{ match: 'в чате', channels: ['PUSH'] }] },
];
const content = {
  id: 'CC-SMS-1',
  product: 'CC',
  channel: 'SMS',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: 'запас',
  claims: ['courier_delivery'],
  positions: [
    ['Крупная трата посреди недели?', 'Трата пришла раньше срока?', 'Нужен запас?'],
    ['Кредитную карту привезёт курьер.', 'Выручит кредитная карта, она уже близко.'],
  ],
};
const judge = (part: object) => judgeThread(JSON.stringify({ ...content, ...part }), claims);

describe('judgeThread', () => {
  it('finds nothing wrong with a good thread', () => {
    const { problems, claims: made, parsed } = judge({});
    expect([problems, made]).toEqual([[], ['courier_delivery']]);
    expect(parsed).not.toBeNull();
  });

  it('names every fault of the shape at once, with what stands there', () => {
    const { problems, parsed } = judge({ need: 'fun', positions: [['Карта 5', 'Карта x'], ['Карта.']] });
    expect(parsed).toBeNull();
    expect(problems.map(({ field }) => field)).toEqual(['need', 'positions.0.0', 'positions.0.1']);
    expect(problems[1]!.given).toBe('Карта 5');
  });

  it.each([
    ['no JSON', '{', 'thread'],
    ['a list', '[]', 'thread'],
    ['null', 'null', 'thread'],
  ])('takes %s for no thread', (_, text, field) => {
    expect(judgeThread(text, claims).problems[0]).toMatchObject({ field });
  });

  it('tells banned words and their places', () => {
    const { problems } = judge({ positions: [content.positions[0], ['Карту привезёт курьер, это бесплатно.']] });
    expect(problems).toEqual([expect.objectContaining({ field: 'positions.1.0', given: 'бесплатн' })]);
  });

  it('tells claims that are made and not listed, and the other way round', () => {
    expect(judge({ claims: [] }).problems).toMatchObject([
      { field: 'claims', given: 'courier_delivery is made, not listed' },
    ]);
    const unmade = judge({ positions: [content.positions[0], ['Выручит кредитная карта, она уже близко.']] });
    expect(unmade.problems).toMatchObject([{ given: 'courier_delivery is listed, not made' }]);
  });

  it('reads a claim’s patterns in their channels only', () => {
    expect(judge({ positions: [content.positions[0], ['Курьер спросит в чате, куда привезти.']] }).claims).toEqual([
      'courier_delivery',
    ]);
  });
});

describe('showingChoices', () => {
  it('shows every variant, the shortest and the longest body among them', () => {
    const { parsed } = judge({});
    const choices = showingChoices(parsed!);
    expect(choices).toContainEqual([2, 0]);
    expect(choices).toContainEqual([0, 1]);
    for (const [position, variants] of content.positions.entries()) {
      const shown = new Set(choices.map((choice) => choice[position]));
      expect(shown.size).toBe(variants.length);
    }
    expect(new Set(choices.map((choice) => choice.join())).size).toBe(choices.length);
  });
});
