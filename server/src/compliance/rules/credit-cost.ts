/** Rows 6 and 7: where the full cost of credit stands, and how much room the warnings take. */
import { findZones } from '../find-zones.ts';
import { normaliseText } from '../normalise-text.ts';
import { pluralCardinalPattern } from '../numerals.ts';
import { findAll } from '../patterns.ts';
import type { Range, Rule } from '../types.ts';
import {
  creditTerms,
  creditWarningText,
  findCreditWarning,
  provider,
  study,
  studyTermsText,
  warning,
  withTerms,
} from './credit-wording.ts';
import { defineRule, missing, toFindings } from './define-rule.ts';

const fullCostClause =
  /полн[а-я]+ стоимост[а-я]+ (?:потребительск[а-я]+ )?кредит[а-я]*(?: \(займа\))?[^%.!?]{0,80}?\d[^%!?]{0,30}?%(?: ?(?:до|-|по|и) ?\d[\d.,]* ?%)?/gu;
const rateClause = new RegExp(
  `(?<![\\d.,])\\d[\\d ]{0,20}(?:[.,]\\d{1,9})? ?(?:%|процент[а-я]*)|(?<!\\p{L})процент[а-я]*` +
    `|(?<!\\p{L})ставк[а-я]* (?:[а-я]+ ){0,2}(?:${pluralCardinalPattern})(?!\\p{L})`,
  'gu',
);

const numbersOf = (clause: string): string[] =>
  (clause.match(/\d+(?:[.,]\d+)?/gu) ?? []).map((number) => number.replace(',', '.'));

/** The numbers of the full cost in the catalogue, in their order; null when the catalogue has none. */
function rangeOfCatalogue(fullTerms: string): string | null {
  const terms = normaliseText(fullTerms).text;
  const cost = findAll(terms, fullCostClause)[0];
  return cost === undefined ? null : numbersOf(terms.slice(cost.start, cost.end)).join(' ');
}

const fullCostFirst = defineRule({
  id: 'law.full_cost_first',
  row: 6,
  version: 2,
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
    const wanted = rangeOfCatalogue(context.profile.terms.fullTerms);
    const wrong = costs.filter(
      (cost) => wanted !== null && numbersOf(searched.slice(cost.start, cost.end)).join(' ') !== wanted,
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
      withTerms('Полная стоимость кредита от 19,9 % годовых. Ставка от 18,5 %.'),
      { text: 'Кредит под 9 %.', product: 'AUTO', channel: 'PUSH' },
    ],
  },
});

const warningShareMin = 0.05;

const warningShare = defineRule({
  id: 'law.warning_share',
  row: 7,
  version: 2,
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
    const warned = findCreditWarning(text.text) === null ? 0 : creditWarningText.length;
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

export const creditCostRules: readonly Rule[] = [fullCostFirst, warningShare];
