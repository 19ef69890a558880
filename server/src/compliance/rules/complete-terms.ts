/** Row 3: one condition that affects cost or yield calls for all of them; numbers come from the catalogue or not at all. */
import { detectConditions, detectNumbers } from '../detect-conditions.ts';
import { findZones } from '../find-zones.ts';
import { isOneOf } from '../product-kinds.ts';
import type { Range, Rule } from '../types.ts';
import { defineRule, toFindings } from './define-rule.ts';

const sampleTerms = 'Ставка 15 % годовых на 6 месяцев, сумма от 10 000 ₽, без пополнения и снятия.';

/** «Доллары на рубли»: the currency that is exchanged, not a sum. */
function isCurrencyName(searched: string, range: Range): boolean {
  const before = searched.slice(Math.max(0, range.start - 8), range.start);
  return (
    /^рубл(?:и|ей)$/u.test(searched.slice(range.start, range.end)) &&
    /(?<!\p{L})(?:на|в|и|или|из|с|за|-) $/u.test(before)
  );
}

const completeTerms = defineRule({
  id: 'law.complete_terms',
  row: 3,
  version: 2,
  title: { ru: 'Все условия или ни одного', en: 'All conditions or none' },
  article: '38-ФЗ ст. 28 ч. 2 п. 2',
  sourceMarks: ['T', 'N'],
  sourceNote:
    'Deposits, accounts, cards, insurance; consumer credit follows row 5 since 479-FZ (2025-03-01), and is held to this rule too.',
  severity: 'block',
  message: {
    ru: 'Названо условие, влияющее на стоимость или доход, а полных условий из каталога в этом месте нет.',
    en: 'A condition that affects cost or yield is told outside the complete terms of the catalogue.',
  },
  suggestedFix: {
    ru: 'Уберите условие или приведите полные условия из каталога дословно.',
    en: 'Drop the condition, or quote the complete terms of the catalogue verbatim.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const found = detectConditions(searched);
    if (!isOneOf(context.product, ['CURR_EXC'])) return toFindings(found);
    return toFindings(found.filter((range) => !isCurrencyName(searched, range)));
  },
  examples: {
    passing: [
      { text: 'Оформить вклад можно в три шага за пару минут.', product: 'DEPOSIT', channel: 'PUSH' },
      { text: 'Откладывайте раз в неделю, один платёж в удобный день.', product: 'SAVE_ACC', channel: 'EMAIL' },
      {
        text: `Вклад под вашу цель. ${sampleTerms}`,
        product: 'DEPOSIT',
        channel: 'EMAIL',
        profile: 'law2025',
        terms: { fullTerms: sampleTerms },
      },
      { text: 'Добрый день! Годится ли такой путь, решать вам.', product: 'MORTG_SCR', channel: 'EMAIL' },
      { text: 'Меняйте доллары на рубли в приложении.', product: 'CURR_EXC', channel: 'PUSH' },
      { text: 'Поддержка на связи семь дней в неделю.', product: 'DC', channel: 'PUSH' },
    ],
    failing: [
      { text: 'Вклад под 15 % годовых.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Кредит под полтора процента в месяц.', product: 'ПК', channel: 'SMS' },
      { text: 'Карта: сто двадцать дней без процентов.', product: 'CC', channel: 'PUSH' },
      { text: 'Кредит без залога и поручителей.', product: 'ПК', channel: 'PUSH' },
      { text: 'Каждый рублик под присмотром, скидки на всё.', product: 'DC', channel: 'PUSH' },
      {
        text: 'Вклад на полгода, ставка 15 % годовых.',
        product: 'DEPOSIT',
        channel: 'EMAIL',
        profile: 'law2025',
        terms: { fullTerms: sampleTerms },
      },
      { text: sampleTerms, product: 'DEPOSIT', channel: 'EMAIL', terms: { fullTerms: sampleTerms } },
    ],
  },
});

const catalogueNumbers = defineRule({
  id: 'law.catalogue_numbers',
  row: 3,
  version: 2,
  title: { ru: 'Числа только из каталога', en: 'Numbers only from the catalogue' },
  article: '38-ФЗ ст. 28 ч. 2 п. 2; профиль текста',
  sourceMarks: ['T', 'N'],
  sourceNote: 'The profiles of the product: strict has no number at all; in law2025 numbers come from the catalogue.',
  severity: 'block',
  message: {
    ru: 'Число вне сведений из каталога. В профиле strict чисел нет совсем, в law2025 они бывают только в полных условиях.',
    en: 'A number outside the catalogue. The profile strict has none; in law2025 they stand only in the complete terms.',
  },
  suggestedFix: { ru: 'Уберите число.', en: 'Drop the number.' },
  check: (text, context) => toFindings(detectNumbers(findZones(text, context).withoutCatalogue)),
  examples: {
    passing: [
      { text: 'АО «Банк Пример». Генеральная лицензия Банка России № 1234.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Подробности: https://example.ru/terms', product: 'DC', channel: 'PUSH' },
      {
        text: `Вклад под вашу цель. ${sampleTerms}`,
        product: 'DEPOSIT',
        channel: 'EMAIL',
        profile: 'law2025',
        terms: { fullTerms: sampleTerms },
      },
    ],
    failing: [
      { text: 'Звоните 8 800 100 07 01.', product: 'DC', channel: 'SMS' },
      { text: 'Чат работает 24/7.', product: 'DC', channel: 'PUSH' },
      {
        text: `Вклад от 5 000. ${sampleTerms}`,
        product: 'DEPOSIT',
        channel: 'EMAIL',
        profile: 'law2025',
        terms: { fullTerms: sampleTerms },
      },
      { text: 'Кэш ① в кармане, ²⁵ друзей.', product: 'DC', channel: 'PUSH' },
    ],
  },
});

export const completeTermsRules: readonly Rule[] = [completeTerms, catalogueNumbers];
