import { describe, expect, it } from 'vitest';
import { fitCalibration } from './calibrate.ts';
import { readConcernModel, writeConcernModel } from './concern-model.ts';
import { estimateConcerns } from './estimate-concerns.ts';
import { measureLikelihoods, perConcern } from './measure-likelihoods.ts';
import { groupNearDuplicates } from './near-duplicates.ts';
import { readWords } from './read-words.ts';
import { stemEnglish, stemRussian } from './stem.ts';
import { foldsOf, type LabelledText, trainConcerns, trainSettings } from './train-concerns.ts';

const words = {
  finance: ['ставка', 'процент', 'комиссия', 'платёж'],
  efficiency: ['очередь', 'приложение', 'долго', 'зависает'],
  purchase: ['документы', 'заявка', 'справка', 'одобрение'],
  support: ['оператор', 'хамство', 'чат', 'помогите'],
} as const;
const nouns = ['банк', 'карта', 'вчера', 'снова', 'город', 'сын', 'дом', 'лето'];

/** Synthetic, so that the maths is seen apart from the data. */
const texts: LabelledText[] = Object.entries(words).flatMap(([concern, list]) =>
  list.flatMap((word, at) =>
    nouns.map((noun, other) => ({
      text: `${nouns[(other + at + 3) % nouns.length]} ${word} ${noun}`,
      labels: [concern as keyof typeof words],
    })),
  ),
);
const settings = { ...trainSettings, folds: 3 };

describe('trainConcerns', () => {
  it('learns what words tell, and is the same to the bit each time', () => {
    const first = trainConcerns(texts, settings).classifier;
    const second = trainConcerns(texts, settings).classifier;
    const file = writeConcernModel('test', { ru: first, en: first });
    expect(writeConcernModel('test', { ru: second, en: second })).toBe(file);
    const model = readConcernModel(file);
    expect(estimateConcerns(model, 'комиссия опять', null).found).toEqual(['finance']);
    expect(estimateConcerns(model, 'нужна справка', null).found).toEqual(['purchase']);
  });

  it('refuses a file that is no model, or has parts of other sizes', () => {
    expect(() => readConcernModel('{}')).toThrow();
    const { classifier } = trainConcerns(texts, settings);
    const file = JSON.parse(writeConcernModel('test', { ru: classifier, en: classifier }));
    file.ru.rarity = file.ru.rarity.slice(0, 16);
    expect(() => readConcernModel(JSON.stringify(file))).toThrow(/other sizes/);
  });
});

describe('fitCalibration', () => {
  it('finds the curve that made the labels', () => {
    const scores = Array.from({ length: 400 }, (_, at) => (at - 200) / 40);
    const labels = scores.map((score, at) => (at * 0.618) % 1 < 1 / (1 + Math.exp(-(2 * score - 1))));
    const { slope, intercept } = fitCalibration(scores, labels);
    expect(slope).toBeGreaterThan(1.3);
    expect(slope).toBeLessThan(2.8);
    expect(intercept).toBeCloseTo(-1, 0);
  });

  it('survives one class only', () => {
    const { slope, intercept } = fitCalibration([1, 2, 3], [true, true, true]);
    expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true);
  });
});

describe('measureLikelihoods', () => {
  it('counts by hand', () => {
    const likelihood = (finance: number) => ({ finance, efficiency: 0, purchase: 0, support: 0 });
    const measures = measureLikelihoods(
      [likelihood(0.95), likelihood(0.95), likelihood(0.05), likelihood(0.05)],
      [['finance'], [], ['finance'], []],
      perConcern(() => 0.5),
    );
    expect(measures.f1.finance).toBeCloseTo(0.5);
    expect(measures.eceOf.finance).toBeCloseTo(0.45);
    expect(measures.allRight).toBe(0.5);
  });
});

describe('groupNearDuplicates', () => {
  it('joins statements with the same opening or mostly the same words', () => {
    expect(
      groupNearDuplicates([
        'Готов взять, если платёж маленький',
        'Приложение виснет каждый день',
        'Готов взять, если платёж подойдёт по карману мне и жене',
        'приложение виснет каждый день!!!',
      ]),
    ).toEqual([0, 1, 0, 1]);
  });

  it('keeps a group in one fold', () => {
    const folds = foldsOf(['а б в г один', 'а б в г два', 'совсем другое', 'и ещё иное'], { seed: 1, folds: 2 });
    expect(folds[0]).toBe(folds[1]);
  });
});

describe('readWords', () => {
  it('knows the places, the language and what suits', () => {
    const { words: read, language } = readWords('Ставка нормальная, но документов — папка');
    expect(language).toBe('ru');
    expect(read.map(({ form, content }) => [form, content])).toEqual([
      ['ставка', true],
      ['нормальная', true],
      ['но', false],
      ['документов', false],
      ['папка', false],
    ]);
    expect(readWords('My card').language).toBe('en');
    expect(readWords('Меня не устраивает ставка').words.some(({ content }) => content)).toBe(false);
  });

  it('stems', () => {
    expect([stemRussian('ставками'), stemRussian('ставка')]).toEqual(['ставк', 'ставк']);
    expect(stemRussian('прочитавшись')).toBe('прочита');
    expect(stemRussian('вдрг')).toBe('вдрг');
    expect([stemEnglish('charged'), stemEnglish('charges'), stemEnglish('pin')]).toEqual(['charg', 'charg', 'pin']);
  });
});
