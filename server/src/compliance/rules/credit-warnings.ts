/** Rows 4 and 5: what a credit ad says besides the offer. */
import { detectConditions, detectNumbers } from '../detect-conditions.ts';
import { findZones } from '../find-zones.ts';
import type { CheckContext, Finding, NormalisedText, Range, Rule } from '../types.ts';
import {
  creditTerms,
  findCreditWarning,
  provider,
  study,
  studyTermsText,
  warning,
  withTerms,
} from './credit-wording.ts';
import { defineRule, missing, toFindings } from './define-rule.ts';

/** Conditions anywhere in the text, complete terms included: those are conditions too. */
function conditionsOf(text: NormalisedText, context: CheckContext): Range[] {
  const searched = findZones(text, context).withoutNames;
  return [...detectConditions(searched), ...(context.profile.name === 'law2025' ? detectNumbers(searched) : [])];
}

const creditWarning = defineRule({
  id: 'law.credit_warning',
  row: 4,
  version: 2,
  title: { ru: 'Предупреждение о рисках', en: 'Credit warning' },
  article: '38-ФЗ ст. 28 ч. 3.1',
  sourceMarks: ['T'],
  sourceNote: 'Exact string; mortgages and secured credit included.',
  severity: 'fix',
  products: 'credit',
  message: {
    ru: 'Реклама кредита содержит слова «Оценивайте свои финансовые возможности и риски».',
    en: 'A credit ad carries the words «Оценивайте свои финансовые возможности и риски».',
  },
  suggestedFix: {
    ru: 'Добавьте предупреждение слово в слово.',
    en: 'Add the warning word for word.',
  },
  check: (text) => (findCreditWarning(text.text) === null ? missing() : []),
  examples: {
    passing: [
      { text: `Прикиньте платёж. ${provider} ${warning}`, product: 'ПК', channel: 'SMS' },
      { text: `Ипотека по шагам. ОЦЕНИВАЙТЕ СВОИ ФИНАНСОВЫЕ ВОЗМОЖНОСТИ И РИСКИ`, product: 'MORTG', channel: 'PUSH' },
      { text: `Карта про запас. Оценивайте свои финансовые возможности и риски`, product: 'CC', channel: 'PUSH' },
    ],
    failing: [
      { text: `Прикиньте платёж. ${provider}`, product: 'ПК', channel: 'SMS' },
      { text: 'Кредит под залог. Оценивайте свои возможности и риски.', product: 'AUTO_SCR', channel: 'SMS' },
      { text: 'Ипотека по шагам. Оценивайте финансовые возможности.', product: 'MORTG_REFIN', channel: 'EMAIL' },
      { text: `Ипотека по шагам. Незачем читать «${warning}»`, product: 'MORTG', channel: 'EMAIL' },
    ],
  },
});

const studyTerms = defineRule({
  id: 'law.study_terms',
  row: 5,
  version: 2,
  title: { ru: '«Изучите все условия кредита (займа)»', en: 'Study the terms of the credit' },
  article: '38-ФЗ ст. 28 ч. 2.1',
  sourceMarks: ['T', 'N'],
  sourceNote: '479-FZ, in force from 2025-03-01.',
  effectiveFrom: '2025-03-01',
  severity: 'fix',
  products: 'credit',
  message: {
    ru: 'В рекламе кредита названо условие, а призыва изучить все условия со ссылкой на раздел сайта нет.',
    en: 'A credit ad tells a condition without the call to study all terms and the section of the site.',
  },
  suggestedFix: {
    ru: 'Добавьте «Изучите все условия кредита (займа)» и ссылку на раздел сайта из каталога.',
    en: 'Add «Изучите все условия кредита (займа)» and the site section from the catalogue.',
  },
  check(text, context) {
    if (conditionsOf(text, context).length === 0) return [];
    const findings: Finding[] = [];
    if (!text.text.includes(studyTermsText)) {
      findings.push(...missing({ ru: 'Нет призыва изучить условия.', en: 'The call to study the terms is missing.' }));
    }
    if (context.channel.canLink && findZones(text, context).url.length === 0) {
      findings.push(
        ...missing({
          ru: 'Нет ссылки на раздел сайта из каталога.',
          en: 'The site section of the catalogue is missing.',
        }),
      );
    }
    return findings;
  },
  examples: {
    passing: [
      { text: `Прикиньте платёж в приложении. ${warning}`, product: 'ПК', channel: 'SMS' },
      withTerms(`Прикиньте платёж. ${creditTerms} ${warning} ${study}`),
      withTerms('Кредит по силам: расчёт в приложении.'),
    ],
    failing: [
      withTerms(`Прикиньте платёж. ${creditTerms} ${warning}`),
      withTerms(`Прикиньте платёж. ${creditTerms} Изучите все условия кредита (займа) на сайте.`),
      { text: 'Кредит под девять процентов.', product: 'ПК', channel: 'SMS' },
      withTerms('Кредит до 3 000 000 ₽, подробности: https://example.ru/terms'),
    ],
  },
});

const unlinkedConditions = defineRule({
  id: 'law.unlinked_conditions',
  row: 5,
  version: 2,
  title: { ru: 'Без условий там, где нет ссылки', en: 'No conditions where no link is possible' },
  article: '38-ФЗ ст. 28 ч. 2.1',
  sourceMarks: ['T', 'N'],
  sourceNote:
    'Calls and couriers carry no link: conditions of credit are left out there. A banner of an office may show them all.',
  effectiveFrom: '2025-03-01',
  severity: 'block',
  products: 'credit',
  channels: ['TMO', 'KND'],
  message: {
    ru: 'В канале без ссылки названо условие кредита.',
    en: 'A condition of credit is told in a channel that carries no link.',
  },
  suggestedFix: { ru: 'Уберите условие из речи.', en: 'Leave the condition out of what is said.' },
  check: (text, context) => toFindings(conditionsOf(text, context)),
  examples: {
    passing: [
      { text: 'Добрый день! Звоню из банка по поводу кредита. Что вам важно?', product: 'ПК', channel: 'TMO' },
      { text: 'Вот ваш конверт. Кредит можно рассчитать в приложении.', product: 'ПК', channel: 'KND' },
      { text: 'Добрый день! Звоню из банка об ипотеке. Какой дом вам по душе?', product: 'MORTG', channel: 'TMO' },
    ],
    failing: [
      { text: 'Звоню из банка: кредит под двенадцать процентов.', product: 'ПК', channel: 'TMO' },
      withTerms(`Звоню из банка. ${creditTerms}`, { channel: 'TMO' }),
      { text: 'Карта без комиссии, привезу завтра.', product: 'CC', channel: 'KND' },
    ],
  },
});

export const creditWarningRules: readonly Rule[] = [creditWarning, studyTerms, unlinkedConditions];
