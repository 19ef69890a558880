import { describe, expect, it } from 'vitest';
import { normaliseText } from './normalise-text.ts';

describe('normaliseText', () => {
  it.each([
    ['upper case and ё', 'ЁЛКА и Ёж', 'елка и еж'],
    ['no-break and wide spaces', 'до\u00a0\u2003завтра', 'до завтра'],
    ['quotes and dashes', '«да» — “нет” – „ну“', '"да" - "нет" - "ну"'],
    ['zero-width characters', 'га\u200bран\ufeffт\u2060ия', 'гарантия'],
    ['soft hyphens', 'га\u00adран\u00adтия', 'гарантия'],
    ['combining marks', 'га\u0301ра\u0336нтия', 'гарантия'],
    ['й of two parts', 'сеи\u0306час, май', 'сейчас, май'],
    ['ё of two parts', 'е\u0308лка', 'елка'],
    ['Latin look-alikes', 'гapaнтия, ГAPAHTИЯ', 'гарантия, гарантия'],
    ['Greek look-alikes', 'гαραнтия', 'гарантия'],
    ['mathematical letters', 'г𝐚рантия', 'гарантия'],
    ['letters of other Cyrillic alphabets', 'гарантія', 'гарантия'],
    ['spaced-out letters', 'это г а р а н т и я да', 'это гарантия да'],
    ['letters with dots and dashes between', 'г.а.р.а.н.т и-с-к-р-а', 'гарант искра'],
    ['spaced-out look-alikes', 'г a p a н т', 'гарант'],
    ['two spaced-out words', 'г а р а н т   д о х о д', 'гарант доход'],
    ['letters of no ink', 'га\u3164ра\u115fнтия', 'гарантия'],
    ['full-width digits', '１２ ％', '12 %'],
    ['superscripts and circles', '²⁵ ①', '25 1'],
    ['a line broken in mid-sentence', 'самая\nвыгодная', 'самая выгодная'],
    ['a line after a full stop', 'Раз.\nДва', 'раз.\nдва'],
  ])('folds %s', (_name, original, folded) => {
    expect(normaliseText(original).text).toBe(folded);
  });

  it.each([
    ['whole Latin words', 'карта visa', 'карта visa'],
    ['addresses', 'на https://example.ru/a', 'на https://example.ru/a'],
    ['one-letter words', 'я и вы', 'я и вы'],
    ['initials', 'А. С. Пушкин', 'а. с. пушкин'],
    ['the number sign', '№ 5', '№ 5'],
    ['emoji', 'да 🙂', 'да 🙂'],
  ])('leaves %s alone', (_name, original, folded) => {
    expect(normaliseText(original).text).toBe(folded);
  });

  it('maps back to the original', () => {
    const original = 'Это г\u200bа р\u00adа\u0301 н т и я!';
    const text = normaliseText('Это «г а р а н т и я»!');
    const at = text.text.indexOf('гарантия');
    expect(text.toOriginal(at, at + 8).text).toBe('г а р а н т и я');
    const evading = normaliseText(original);
    expect(evading.toOriginal(0, evading.text.length).text).toBe(original);
  });

  it('covers a letter with its marks and a whole surrogate pair', () => {
    const text = normaliseText('а\u0301 🙂 б');
    expect(text.toOriginal(0, 1).text).toBe('а\u0301');
    const emoji = text.text.indexOf('🙂');
    expect(text.toOriginal(emoji, emoji + 1).text).toBe('🙂');
  });

  it('clamps places outside the text', () => {
    expect(normaliseText('да').toOriginal(-5, 99)).toEqual({ start: 0, end: 2, text: 'да' });
    expect(normaliseText('').toOriginal(0, 3)).toEqual({ start: 0, end: 0, text: '' });
  });

  it('tells which words were mixed and which runs were joined', () => {
    const text = normaliseText('наш кpедит и к а р т а');
    expect(text.mixedWords.map(({ start, end }) => text.text.slice(start, end))).toEqual(['кредит']);
    expect(text.joinedRuns.map(({ start, end }) => text.text.slice(start, end))).toEqual(['икарта']);
  });
});
