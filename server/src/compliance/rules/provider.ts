/** Rows 1 and 22 (licence): who offers the service. */
import { namesLegalEntity } from '../find-legal-name.ts';
import { findZones, foldNeedle } from '../find-zones.ts';
import type { Rule } from '../types.ts';
import { defineRule, missing } from './define-rule.ts';

const providerName = defineRule({
  id: 'law.provider_name',
  row: 1,
  version: 2,
  title: { ru: 'Наименование организации', en: 'Name of the provider' },
  article: '38-ФЗ ст. 28 ч. 1',
  sourceMarks: ['T'],
  sourceNote: 'Article text in a public copy, edition date unverified.',
  severity: 'fix',
  message: {
    ru: 'Реклама финансовой услуги называет организацию, которая её оказывает: одного бренда мало. Для страхования это страховщик.',
    en: 'An ad of a financial service names the legal entity that provides it; a brand is not enough. For insurance it is the insurer.',
  },
  suggestedFix: {
    ru: 'Добавьте полное наименование из каталога предложений.',
    en: 'Add the legal name from the offer catalogue.',
  },
  check(text, context) {
    const { legalName } = context.profile.terms;
    if (foldNeedle(legalName).length < 2) return namesLegalEntity(text.text) ? [] : missing();
    return findZones(text, context).legalName.length > 0 ? [] : missing();
  },
  examples: {
    passing: [
      { text: 'Вклад под вашу цель. Откройте в приложении. АО «Банк Пример».', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Посмотрите карту в приложении. ао "банк пример"', product: 'DC', channel: 'PUSH' },
      {
        text: 'Полис для дома. Страховщик: ООО «Страхование Пример».',
        product: 'INS_PROPERTY',
        channel: 'SMS',
        terms: { legalName: 'ООО «Страхование Пример»' },
      },
      {
        text: 'Звоню из акционерного общества «Банк Пример», речь о вкладе.',
        product: 'DEPOSIT',
        channel: 'TMO',
      },
      { text: 'Вклад. ПАО «Другой банк».', product: 'DEPOSIT', channel: 'SMS', terms: { legalName: '' } },
    ],
    failing: [
      { text: 'Вклад под вашу цель. Откройте в приложении.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Банк Пример поможет накопить. Откройте вклад.', product: 'DEPOSIT', channel: 'PUSH' },
      { text: 'Вклад. Другой банк.', product: 'DEPOSIT', channel: 'SMS', terms: { legalName: '' } },
      {
        text: 'Полис для дома. АО «Банк Пример».',
        product: 'INS_PROPERTY',
        channel: 'SMS',
        terms: { legalName: 'ООО «Страхование Пример»' },
      },
    ],
  },
});

const licenceNumber = /№ ?(\d[\d-]*)|(\d[\d-]+)/u;

const licence = defineRule({
  id: 'law.licence',
  row: 22,
  title: { ru: 'Лицензия', en: 'Licence' },
  article: '395-1-ФЗ ст. 13; 38-ФЗ ст. 28 ч. 1',
  sourceMarks: ['T', 'K'],
  sourceNote:
    'Row 22 asks for the licence in the disclosure; that every ad needs it is general knowledge, not article text.',
  severity: 'fix',
  message: {
    ru: 'В сведениях об организации указывают номер лицензии, если каталог предложений его даёт.',
    en: 'The disclosure carries the licence when the offer catalogue gives one.',
  },
  suggestedFix: { ru: 'Добавьте лицензию из каталога предложений.', en: 'Add the licence from the offer catalogue.' },
  check(text, context) {
    const needle = foldNeedle(context.profile.terms.licence);
    if (needle.length === 0) return [];
    const number = licenceNumber.exec(needle);
    const wanted = number?.[1] ?? number?.[2] ?? needle;
    const printed = findZones(text, context).licence;
    const found = printed.some((range) => {
      const shown = text.text.slice(range.start, range.end);
      return shown.includes(needle) || (licenceNumber.exec(shown)?.[1] ?? '') === wanted;
    });
    return found ? [] : missing();
  },
  examples: {
    passing: [
      {
        text: 'Откройте вклад. АО «Банк Пример». Генеральная лицензия Банка России № 1234.',
        product: 'DEPOSIT',
        channel: 'SMS',
      },
      { text: 'Откройте вклад. АО «Банк Пример», лицензия ЦБ РФ №1234', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Откройте вклад. АО «Банк Пример».', product: 'DEPOSIT', channel: 'SMS', terms: { licence: '' } },
    ],
    failing: [
      { text: 'Откройте вклад. АО «Банк Пример».', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Откройте вклад. АО «Банк Пример», лицензия Банка России № 12345.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Откройте вклад. АО «Банк Пример», есть лицензия.', product: 'DEPOSIT', channel: 'SMS' },
    ],
  },
});

export const providerRules: readonly Rule[] = [providerName, licence];
