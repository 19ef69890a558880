/** Rows 4, 5, 6 and 7: what a credit ad says besides the offer. */
import { detectConditions, detectNumbers } from '../detect-conditions.ts';
import { findZones } from '../find-zones.ts';
import { findAll } from '../patterns.ts';
import type { CheckContext, Finding, NormalisedText, Range, Rule, RuleExample } from '../types.ts';
import { defineRule, missing, toFindings } from './define-rule.ts';

/** Folded, as the law words them. */
const creditWarningText = 'оценивайте свои финансовые возможности и риски';
const studyTermsText = 'изучите все условия кредита (займа)';

const creditTerms =
  'Полная стоимость кредита 19,9–29,9 % годовых. Ставка 18,5–27,5 % годовых, сумма до 3 000 000 ₽, срок до 5 лет.';
const study = 'Изучите все условия кредита (займа): https://example.ru/terms';
const warning = 'Оценивайте свои финансовые возможности и риски.';
const provider = 'АО «Банк Пример». Генеральная лицензия Банка России № 1234.';

const withTerms = (text: string, rest: Partial<RuleExample> = {}): RuleExample => ({
  text,
  product: 'ПК',
  channel: 'EMAIL',
  profile: 'law2025',
  terms: { fullTerms: creditTerms },
  ...rest,
});

/** Conditions anywhere in the text, complete terms included: those are conditions too. */
function conditionsOf(text: NormalisedText, context: CheckContext): Range[] {
  const searched = findZones(text, context).withoutNames;
  return [...detectConditions(searched), ...(context.profile.name === 'law2025' ? detectNumbers(searched) : [])];
}

const creditWarning = defineRule({
  id: 'law.credit_warning',
  row: 4,
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
  check: (text) => (text.text.includes(creditWarningText) ? [] : missing()),
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
    ],
  },
});

const studyTerms = defineRule({
  id: 'law.study_terms',
  row: 5,
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
  title: { ru: 'Без условий там, где нет ссылки', en: 'No conditions where no link is possible' },
  article: '38-ФЗ ст. 28 ч. 2.1',
  sourceMarks: ['T', 'N'],
  sourceNote: 'Calls, couriers and office banners carry no link: conditions of credit are left out there.',
  effectiveFrom: '2025-03-01',
  severity: 'block',
  products: 'credit',
  channels: ['TMO', 'KND', 'OFFICE_BANNER'],
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
      { text: 'Предложите ипотеку. Спросите: «Какой дом вам по душе?»', product: 'MORTG', channel: 'OFFICE_BANNER' },
    ],
    failing: [
      { text: 'Звоню из банка: кредит под двенадцать процентов.', product: 'ПК', channel: 'TMO' },
      withTerms(`Звоню из банка. ${creditTerms}`, { channel: 'TMO' }),
      { text: 'Карта без комиссии, привезу завтра.', product: 'CC', channel: 'KND' },
    ],
  },
});

const fullCostClause =
  /полн[а-я]+ стоимост[а-я]+ (?:потребительск[а-я]+ )?кредит[а-я]*(?: \(займа\))?[^%.!?]{0,80}?\d[^%!?]{0,30}?%(?: ?(?:до|-|по|и) ?\d[\d.,]* ?%)?/gu;
const rateClause = /(?<![\d.,])\d[\d ]{0,20}(?:[.,]\d{1,9})? ?(?:%|процент[а-я]*)|(?<!\p{L})процент[а-я]*/gu;

const fullCostFirst = defineRule({
  id: 'law.full_cost_first',
  row: 6,
  title: { ru: 'Полная стоимость кредита раньше ставки', en: 'Full cost of credit before the rate' },
  article: '38-ФЗ ст. 28 ч. 3',
  sourceMarks: ['T', 'N'],
  sourceNote: 'In full words, before the rate; «ПСК» alone is not enough. Type size is for the renderer.',
  effectiveFrom: '2025-03-01',
  severity: 'block',
  products: 'credit',
  message: {
    ru: 'Раньше ставки называют диапазон полной стоимости кредита полными словами, со значениями из каталога.',
    en: 'The range of the full cost of credit comes before the rate, in full words, with the values of the catalogue.',
  },
  suggestedFix: {
    ru: 'Поставьте «полная стоимость кредита … %» перед ставкой или уберите ставку.',
    en: 'Put «полная стоимость кредита … %» before the rate, or drop the rate.',
  },
  decidedElsewhere: 'Type size of the full cost against the rate: the renderer of banners.',
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
    const costs = findAll(searched, fullCostClause);
    const inCost = (range: Range): boolean => costs.some((cost) => range.start >= cost.start && range.end <= cost.end);
    const rates = findAll(searched, rateClause).filter((range) => !inCost(range));
    const firstCost = costs[0]?.start ?? Number.POSITIVE_INFINITY;
    const early = rates.filter((range) => range.start < firstCost).slice(0, 1);
    const { fullTerms } = context.profile.terms;
    const known = new Set(fullTerms.match(/\d+(?:[.,]\d+)?/gu)?.map((number) => number.replace(',', '.')));
    const wrong = costs.filter(
      (cost) =>
        known.size > 0 &&
        (searched.slice(cost.start, cost.end).match(/\d+(?:[.,]\d+)?/gu) ?? []).some(
          (number) => !known.has(number.replace(',', '.')),
        ),
    );
    return [
      ...toFindings(early),
      ...toFindings(wrong, { ru: 'Значения не те, что в каталоге.', en: 'The values differ from the catalogue.' }),
    ];
  },
  examples: {
    passing: [
      withTerms(`Прикиньте платёж. ${creditTerms} ${warning} ${study}`),
      withTerms('Кредит по силам: расчёт в приложении.'),
      { text: 'Ставку увидите в приложении.', product: 'MORTG', channel: 'SMS' },
    ],
    failing: [
      withTerms('Ставка 18,5–27,5 % годовых. Полная стоимость кредита 19,9–29,9 % годовых.'),
      withTerms('ПСК 19,9–29,9 %. Ставка 18,5 %.'),
      withTerms('Полная стоимость кредита 9,9–12,9 % годовых, ставка 9 %.'),
      { text: 'Кредит под 9 %.', product: 'AUTO', channel: 'PUSH' },
    ],
  },
});

const warningShareMin = 0.05;

const warningShare = defineRule({
  id: 'law.warning_share',
  row: 7,
  title: { ru: 'Доля предупреждений', en: 'Share of the warnings' },
  article: '38-ФЗ ст. 28 ч. 2.1, 3.1',
  sourceMarks: ['T'],
  sourceNote:
    'At least 5 % of the area; in a text, of its characters, both warnings together with the site section. A banner is measured by its renderer, a call takes 3 seconds for them.',
  severity: 'block',
  products: 'credit',
  message: {
    ru: 'Предупреждения занимают меньше пяти процентов текста.',
    en: 'The warnings take less than five per cent of the text.',
  },
  suggestedFix: { ru: 'Сократите текст.', en: 'Shorten the text.' },
  decidedElsewhere: 'Area of a picture banner: the renderer.',
  check(text, context) {
    const warned = text.text.includes(creditWarningText) ? creditWarningText.length : 0;
    if (warned === 0 || text.text.length === 0) return [];
    const studied = text.text.includes(studyTermsText) ? studyTermsText.length : 0;
    const linked = studied > 0 ? findZones(text, context).url.reduce((sum, url) => sum + url.end - url.start, 0) : 0;
    return (warned + studied + linked) / text.text.length >= warningShareMin ? [] : missing();
  },
  examples: {
    passing: [
      { text: `Прикиньте платёж. ${provider} ${warning}`, product: 'ПК', channel: 'SMS' },
      { text: `${'Слово о доме и деле. '.repeat(30)}${warning}`, product: 'MORTG', channel: 'EMAIL' },
      withTerms(`${'Слово о доме и деле. '.repeat(50)}${warning} ${study}`),
    ],
    failing: [
      { text: `${'Слово о доме и деле. '.repeat(60)}${warning}`, product: 'MORTG', channel: 'EMAIL' },
      { text: `${'Кредит по шагам. '.repeat(80)}${warning}`, product: 'ПК', channel: 'EMAIL' },
      withTerms(`${'Слово о доме и деле. '.repeat(150)}${warning} ${study}`),
    ],
  },
});

export const creditWarningRules: readonly Rule[] = [
  creditWarning,
  studyTerms,
  unlinkedConditions,
  fullCostFirst,
  warningShare,
];
