import { beforeAll, describe, expect, it } from 'vitest';
import { loadMorphology, type Morphology } from './agreement.ts';
import { findCall } from './call-to-action.ts';

let morphology: Morphology;
beforeAll(async () => {
  morphology = await loadMorphology();
});

const calls = [
  ['Ремонт не ждёт. Загляните в условия кредита.', 'SMS', 'imperative'],
  ['Ремонт не ждёт. Условия кредита в приложении.', 'SMS', 'place'],
  ['Откладывать проще по чуть-чуть. Расскажем о накопительном счёте.', 'PUSH', 'offer'],
  ['Карта без лишних поездок. Выбрать карту', 'MOB_BANNER', 'infinitive'],
  ['Карта без лишних поездок. Условия карты', 'MOB_BANNER', 'label'],
  ['Предложите ипотеку. Спросите: «О каком жилье вы думаете?»', 'OFFICE_BANNER', 'question'],
  ['Добрый день! Это банк. Какой срок вам удобен?', 'TMO', 'question'],
  ['Вот ваши бумаги. Оставлю телефон специалиста.', 'KND', 'offer'],
  ['Здравствуйте! Есть вклад. Откройте раздел вкладов и сравните сроки.', 'EMAIL', 'imperative'],
] as const;

const missing = [
  ['Загляните в условия. Кредит выручит в ремонте.', 'SMS'],
  ['Расскажем о вкладе. Вклад сбережёт деньги.', 'PUSH'],
  ['Карта ждёт. Карта привезёт себя сама', 'MOB_BANNER'],
  ['Предложите ипотеку. Начните разговор с планов.', 'OFFICE_BANNER'],
  ['Какой срок вам удобен? Перезвоню завтра.', 'TMO'],
  ['Откройте раздел вкладов. Условия в приложении.', 'EMAIL'],
] as const;

describe('findCall', () => {
  it.each(calls)('%s (%s): %s', (body, channel, form) => {
    expect(findCall(body, channel, morphology)).toBe(form);
  });

  it.each(missing)('%s (%s): none', (body, channel) => {
    expect(findCall(body, channel, morphology)).toBeNull();
  });
});
