/** Row 9: superlatives without a criterion. */
import { findZones } from '../find-zones.ts';
import { clauseBefore, findAll, phrases, sentenceAround } from '../patterns.ts';
import type { Finding, Rule } from '../types.ts';
import { defineRule, toFindings } from './define-rule.ts';
import { criterion, harmless, harmlessBefore, superlatives } from './superlative-patterns.ts';

const superlative = defineRule({
  id: 'law.superlatives',
  row: 9,
  version: 2,
  title: { ru: 'Превосходная степень без критерия', en: 'Superlative without a criterion' },
  article: '38-ФЗ ст. 5 ч. 2, 3',
  sourceMarks: ['N'],
  sourceNote: 'Regulator practice: «лучший», «самый», «№ 1», «единственный» need a criterion with its source.',
  severity: 'block',
  message: {
    ru: 'Превосходная степень без критерия сравнения и его источника.',
    en: 'A superlative without a criterion and its source.',
  },
  suggestedFix: {
    ru: 'Скажите, чем именно это удобно, без сравнения со всеми.',
    en: 'Say what is good about it without comparing.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const findings: Finding[] = [];
    for (const range of superlatives.flatMap((pattern) => findAll(searched, pattern))) {
      const hit = searched.slice(range.start, range.end + 16);
      if (harmless.test(hit) || harmlessBefore.test(clauseBefore(searched, range.start))) continue;
      const proved = criterion.test(sentenceAround(searched, range));
      findings.push(
        proved
          ? {
              range,
              severity: 'warn',
              note: { ru: 'Проверьте источник критерия.', en: 'Check the source of the criterion.' },
            }
          : { range },
      );
    }
    return findings;
  },
  examples: {
    passing: [
      { text: 'На самом деле всё складывается в несколько понятных действий.', product: 'CC', channel: 'EMAIL' },
      {
        text: 'Следить за биржей самому не нужно, самое важное видно на экране.',
        product: 'ISG',
        channel: 'MOBILE_CHAT',
      },
      { text: 'Чтобы лучше понять условия, загляните в чат с самого начала.', product: 'DC', channel: 'EMAIL' },
    ],
    failing: [
      { text: 'Лучший вклад для вас.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Самая выгодная карта в вашем кармане.', product: 'DC', channel: 'PUSH' },
      { text: 'Банк № 1 по мнению всех.', product: 'DC', channel: 'PUSH' },
      { text: 'ЕДИHCTBEHHЫЙ кредит, который подойдёт.', product: 'ПК', channel: 'SMS' },
    ],
  },
});

const only = phrases('только');
const onlyHarmless = /(?:не|как|если|лишь|еще|бы|да и)\s*$/u;

const exclusivity = defineRule({
  id: 'law.exclusivity',
  row: 9,
  version: 2,
  title: { ru: '«Только»', en: 'Claims of being the only one' },
  article: '38-ФЗ ст. 5 ч. 2, 3',
  sourceMarks: ['N'],
  sourceNote: '«Только» may claim that nobody else has it: a person looks.',
  severity: 'warn',
  message: {
    ru: '«Только» может читаться как исключительность: проверьте.',
    en: '«Только» may read as a claim of being the only one: look at it.',
  },
  suggestedFix: { ru: 'Если речь об исключительности, уберите слово.', en: 'If it claims exclusivity, drop the word.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const found = findAll(searched, only).filter(
      (range) =>
        !onlyHarmless.test(clauseBefore(searched, range.start)) &&
        !/^ что(?![а-я])/u.test(searched.slice(range.end, range.end + 6)),
    );
    return toFindings(found);
  },
  examples: {
    passing: [
      { text: 'Как только надумаете, напишите в чат.', product: 'DC', channel: 'MOBILE_CHAT' },
      { text: 'Не только карта, но и вклад.', product: 'DEPOSIT', channel: 'PUSH' },
      { text: 'Карта только что пришла, проверьте конверт.', product: 'DC', channel: 'KND' },
    ],
    failing: [
      { text: 'Только у нас такая карта.', product: 'DC', channel: 'PUSH' },
      { text: 'Такой вклад есть только здесь.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Только мы подумаем о вас.', product: 'INS_LIFE', channel: 'EMAIL' },
    ],
  },
});

export const comparisonRules: readonly Rule[] = [superlative, exclusivity];
