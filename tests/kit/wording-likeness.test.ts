/** Sentences compared without the product's name, and the name found in any form. */
import { describe, expect, it } from 'vitest';
import { differenceOf, namesInFull, ownWording } from './wording-likeness.ts';

describe('ownWording', () => {
  it('leaves out the name of the product in any case, punctuation and capitals', () => {
    expect(ownWording('Узнайте об инвестиционном страховании жизни!', 'ISG')).toBe('узнайте об');
    expect(ownWording('Кредит под залог жилья — взгляните ещё.', 'MORTG_SCR')).toBe('под взгляните еще');
    expect(ownWording('Откройте «{name}» сегодня', 'FAMILY_SAVING')).toBe('откройте {name} сегодня');
  });
});

describe('namesInFull', () => {
  it('wants every word of the name, in any form', () => {
    expect(namesInFull('Загляните в условия кредитной карты.', 'CC')).toBe(true);
    expect(namesInFull('Загляните в условия карты.', 'CC')).toBe(false);
    expect(namesInFull('Об инвестиционном страховании жизни расскажем.', 'ISG')).toBe(true);
  });
});

describe('differenceOf', () => {
  it('is 0 for the same words in any order, and grows with edits', () => {
    expect(differenceOf('банк выкупит граммы', 'граммы выкупит банк')).toBe(0);
    expect(differenceOf('курс видно заранее', 'курс виден заранее')).toBeCloseTo(2 / 18);
    expect(differenceOf('всё по порядку', 'сначала спросите нас')).toBeGreaterThan(0.6);
  });
});
