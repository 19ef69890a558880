/** The table of bench:quality names the faults that stand in the texts: each text here is written with one. */
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { Answer } from '@offerwright/server/src/domain/answer.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../../scripts/repository.ts';
import { loadMorphology } from '../../kit/agreement.ts';
import { createSpellChecker } from '../../kit/text-quality.ts';
import { measureQuality, type QualityTools, type Written } from './measure-quality.ts';

let tools: QualityTools;
beforeAll(async () => {
  tools = {
    copybook: await loadCopybook(`${repositoryRoot}/models/copybook`),
    spelling: createSpellChecker(),
    morphology: await loadMorphology(),
  };
});

function written(product: Written['product'], channel: Written['channel'], body: string, more = {}): Written {
  const answer = { status: 'sendable', body, concern: 'finance', signals: [], thread: null, ...more };
  return { product, channel, answer: answer as unknown as Answer };
}

function measure(texts: readonly Written[]): ReadonlyMap<string, string> {
  return new Map(measureQuality(texts, tools));
}

describe('measureQuality', () => {
  it('counts faults of language', () => {
    const rows = measure([
      written('CC', 'SMS', 'Деньги на мелочи найдутся. Оформите кредитная карту.'),
      written('CC', 'SMS', 'Вы получает карту. Загляните в усслоовия.'),
      written('CC', 'SMS', 'Кредитная карта выручит. Прочтите условия.'),
    ]);
    expect(rows.get('disagreements')).toBe('2: кредитная карту, Вы получает');
    expect(rows.get('words in no dictionary')).toBe('1: усслоовия');
  });

  it('tells whether the product is named, plainly meant, or neither', () => {
    const rows = measure([
      written('SAVE_ACC', 'SMS', 'Запас соберётся на накопительном счёте. Загляните.'),
      written('SAVE_ACC', 'SMS', 'Копить можно понемногу. Загляните в приложение.'),
      written('SAVE_ACC', 'SMS', 'Мы рядом каждый день. Загляните в приложение.'),
    ]);
    expect(rows.get('product named')).toBe('1 of 3 (33.3 %)');
    expect(rows.get('else plainly meant')).toBe('1 of 3 (33.3 %)');
    expect(rows.get('neither')).toBe('1: SAVE_ACC SMS');
  });

  it('tells calls to action and lengths by channel', () => {
    const rows = measure([
      written('CC', 'TMO', 'Здравствуйте! Это банк. Какие траты впереди?'),
      written('CC', 'TMO', 'Здравствуйте! Это банк. Перезвоню завтра.'),
    ]);
    expect(rows.get('TMO call to action')).toBe('1 of 2 (50.0 %): question 1, none 1');
    expect(rows.get('TMO length')).toBe('41–44; 0 of 2 (0.0 %) within 180–480');
  });

  it('tells which signals are used, of the clients for whom there is a thread', () => {
    const thread = tools.copybook
      .threadsOf('CC', 'SMS')
      .find(({ signals, gender, age }) => signals.length === 1 && gender === 'u' && age === 'u')!;
    const client = { signals: thread.signals, concern: thread.need };
    const rows = measure([
      written('CC', 'SMS', 'Загляните в условия.', { ...client, thread: { id: thread.id } }),
      written('CC', 'SMS', 'Загляните в условия.', client),
    ]);
    expect(rows.get('thread of a signal')).toBe('1 of 2 (50.0 %) of those for whom there is one');
    expect(rows.get('signals used')).toBe(`${thread.signals[0]} 1`);
  });

  it('leaves out what is not sendable', () => {
    const rows = measure([
      written('CC', 'SMS', 'Загляните в условия.'),
      written('CC', 'SMS', '', { status: 'refused' }),
    ]);
    expect(rows.get('texts')).toBe('1 sendable of 2; refused 1');
    expect(rows.get('distinct texts')).toBe('1 of 1 (100.0 %)');
  });
});
