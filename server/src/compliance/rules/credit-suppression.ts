/** Rows 21 and 22 (minors): to whom no credit is offered. */
import { phrases } from '../patterns.ts';
import type { Rule } from '../types.ts';
import { defineRule, search, toFindings } from './define-rule.ts';

const aroundBan = [
  phrases(
    '(?:несмотря на|в обход|даже с|даже при|вопреки) (?:[а-я]+ )?(?:самозапрет|запрет[а-я]* на кредит)[а-я]*',
    '(?:снимите|отмените|снять|отменить|обойти|обойдите) (?:[а-я]+ )?(?:самозапрет|запрет на кредит)[а-я]*',
    'самозапрет[а-я]* (?:не помеха|не мешает|не проблема|не важен)',
  ),
];

const selfBan = defineRule({
  id: 'law.self_ban',
  row: 21,
  version: 2,
  title: { ru: 'Самозапрет на кредиты', en: 'Credit self-ban' },
  article: '218-ФЗ ст. 6.1 (31-ФЗ)',
  sourceMarks: ['N'],
  sourceNote: 'From 2025-03-01; mortgages, secured car and education loans are outside the ban.',
  effectiveFrom: '2025-03-01',
  severity: 'block',
  products: ['ПК', 'TOPUP', 'REFIN', 'CC'],
  message: {
    ru: 'Текст зовёт обойти самозапрет на кредиты.',
    en: 'The text invites to get around the self-ban.',
  },
  suggestedFix: { ru: 'Уберите упоминание самозапрета.', en: 'Drop it.' },
  decidedElsewhere:
    'Whether this client has a self-ban: the adapter’s suppression refuses credit products for such clients.',
  check: (text, context) => toFindings(search(text, context, aroundBan)),
  examples: {
    passing: [
      { text: 'Прикиньте платёж по кредиту в приложении.', product: 'ПК', channel: 'SMS' },
      { text: 'О самозапрете на кредиты расскажут в чате.', product: 'ПК', channel: 'EMAIL' },
      { text: 'Кредитная карта про запас.', product: 'CC', channel: 'PUSH' },
    ],
    failing: [
      { text: 'Снимите самозапрет и оформите кредит.', product: 'ПК', channel: 'SMS' },
      { text: 'Кредит несмотря на самозапрет.', product: 'CC', channel: 'PUSH' },
      { text: 'Самозапрет не помеха.', product: 'REFIN', channel: 'SMS' },
    ],
  },
});

const toMinors = [
  phrases(
    '(?:кредит|заем|займ|карт|деньги|ссуд)[а-я]* (?:[а-я]+ )?для (?:школьник|подростк|несовершеннолетн|дет)[а-я]*',
    '(?:школьник|подростк|несовершеннолетн)(?:ам|у|ы|и)? (?:[а-я]+ )?(?:кредит|карт|тоже|можно|доступ)[а-я]*',
    'даже (?:если )?(?:вам |тебе )?(?:нет|меньше|ещ[её] нет) (?:восемнадцати|18)(?: лет)?',
    'с (?:14|четырнадцати|16|шестнадцати) лет',
  ),
];

const creditMinor = defineRule({
  id: 'law.credit_minor',
  row: 22,
  version: 2,
  title: { ru: 'Без кредитов несовершеннолетним', en: 'No credit to minors' },
  article: '38-ФЗ ст. 6; ГК РФ ст. 26, 28',
  sourceMarks: ['T', 'K'],
  sourceNote: 'Clients under 18 are refused credit products (refuse-client.ts); a text may not speak to them either.',
  severity: 'block',
  products: 'credit',
  message: { ru: 'Кредит предложен несовершеннолетним.', en: 'Credit is offered to minors.' },
  suggestedFix: { ru: 'Уберите обращение к несовершеннолетним.', en: 'Drop the address to minors.' },
  decidedElsewhere: 'Age of the client: refuse-client.ts, before a text is made.',
  check: (text, context) => toFindings(search(text, context, toMinors)),
  examples: {
    passing: [
      { text: 'Пока дети смотрят мультик, подайте заявку на кредит.', product: 'ПК', channel: 'PUSH' },
      { text: 'Кредитная карта выручит, когда ребёнку нужна форма.', product: 'CC', channel: 'EMAIL' },
      { text: 'Ипотека для семьи с детьми.', product: 'MORTG', channel: 'SMS' },
    ],
    failing: [
      { text: 'Кредит для школьников.', product: 'ПК', channel: 'SMS' },
      { text: 'Кредитная карта, даже если вам нет восемнадцати.', product: 'CC', channel: 'PUSH' },
      { text: 'Подросткам можно взять кредит.', product: 'ПК', channel: 'SMS' },
    ],
  },
});

export const creditSuppressionRules: readonly Rule[] = [selfBan, creditMinor];
