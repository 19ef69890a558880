import { describe, expect, it } from 'vitest';
import { bannedWording, isQuotableName } from './wording.ts';

describe('isQuotableName', () => {
  it.each(['Кредит на образование', 'Ёлка', 'Вклад-мечта', 'Мир'])('%s may be quoted', (name) => {
    expect(isQuotableName(name)).toBe(true);
  });

  it.each([
    ['', 'nothing'],
    ['Best Card', 'Latin'],
    ['Карта 2', 'a digit'],
    ['Вклад «Мечта»', 'quotes in quotes'],
    ['Вклад. Успейте', 'two sentences'],
    ['Вклад ', 'a space at the end'],
    ['Лучший вклад', 'a superlative'],
    ['Кредит без комиссии', 'a condition'],
    ['Гарантированный доход', 'a promise'],
    [`О${'о'.repeat(40)}чень длинное имя`, 'too long'],
    ['Вклад\nМечта', 'a line break'],
  ])('%j may not: %s', (name) => {
    expect(isQuotableName(name)).toBe(false);
  });
});

describe('bannedWording', () => {
  it.each(['Ставка в процентах', 'через год', 'пять лет', 'самый выгодный', 'Гарантируем', 'вам одобрен кредит'])(
    'catches «%s»',
    (text) => expect(bannedWording.test(text)).toBe(true),
  );

  it.each(['погода', 'годится', 'летний отпуск', 'самостоятельно', 'полёт', 'приложение'])('lets «%s» pass', (text) => {
    expect(bannedWording.test(text)).toBe(false);
  });
});
