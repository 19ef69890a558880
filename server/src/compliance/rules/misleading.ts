/** Rows 11 and 12: what misleads about price and decision. */
import { findZones } from '../find-zones.ts';
import { clauseBefore, findAll, isDenied, phrases, stems } from '../patterns.ts';
import { isOneOf } from '../product-kinds.ts';
import type { Rule } from '../types.ts';
import { conditional, promisedApproval, promisedCard, promisedCredit } from './approval-patterns.ts';
import { defineRule, toFindings } from './define-rule.ts';

const free = [
  stems('[а-я]*бе[сз]плат', 'безвозмездн', 'задаром', 'задарма', 'забесплатно', 'халяв'),
  phrases(
    'даром',
    'за так',
    'за спасибо',
    'не стоит (?:вам )?(?:ничего|ни)',
    'ничего (?:вам )?не (?:стоит|стоят|будет стоить)',
    '(?:обслуживани|выпуск|доставк|перевод|сняти|пополнени|открыти|ведени|комисси|стоимост|цен|плат)[а-я]* (?:[а-я]+ ){0,2}(?:- |: )?(?:ноль|нуль|нулев[а-я]+|0)',
    'без (?:всякой |какой-либо )?платы',
    'не (?:берем|возьмем|просим|взимаем) (?:с вас )?(?:денег|плат[уы]|ничего)',
    '0 ?(?:₽|руб(?:л[а-я]+|\\.)?|р)',
    '(?:за )?(?:ноль|нуль|нол[а-я]+) (?:рубл[а-я]+|₽|копеек)',
    'ни (?:копейки|рубля|копеечки)',
    'за (?:наш|мой) счет',
    'за счет банка',
    '(?:обслуживани|выпуск|доставк|год|месяц|полис|страховк)[а-я]* (?:[а-я]+ )?в подарок',
    'без (?:оплаты|платы за [а-я]+|абонентской платы)',
    '(?:обслуживание|выпуск|доставка|перевыпуск|снятие|пополнение|перевод[а-я]*|счет|карта) (?:[а-я]+ )?(?:ничего не стоит|ничего не стоят)',
    'ничего (?:платить|доплачивать) (?:[а-я]+ )?не (?:нужно|надо|придется|потребуется)',
    'ничего не (?:платите|заплатите|стоит вам|стоит клиенту|возьмем)',
    'не (?:нужно|надо|придется) (?:ничего )?(?:платить|доплачивать) за (?:обслуживан|выпуск|перевод|доставк|сняти|пополнени|карт|счет|оформлени|смс)[а-я]*',
    '(?:за )?(?:обслуживан|выпуск|перевод|доставк|сняти|пополнени|карт|счет|оформлени)[а-я]* (?:платить|доплачивать|мы не бер|не бер|денег не бер)[а-я]* (?:не (?:нужно|надо|придется))?',
  ),
];

const freeOfCharge = defineRule({
  id: 'law.free_of_charge',
  row: 11,
  version: 2,
  title: { ru: '«Бесплатно» без условия', en: 'Free without its condition' },
  article: '38-ФЗ ст. 5 ч. 7',
  sourceMarks: ['T'],
  sourceNote: 'Essential information left out misleads.',
  severity: 'block',
  message: {
    ru: 'Обещано «бесплатно», а условие, при котором это так, не названо.',
    en: 'It is called free, and the condition for that is not told.',
  },
  suggestedFix: {
    ru: 'Уберите «бесплатно» или приведите полные условия из каталога.',
    en: 'Drop it, or quote the complete terms of the catalogue.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    return toFindings(free.flatMap((pattern) => findAll(searched, pattern)));
  },
  examples: {
    passing: [
      { text: 'Стоимость обслуживания видна до заявки.', product: 'DC', channel: 'EMAIL' },
      {
        text: 'Карта для покупок. Обслуживание бесплатно при покупках от 10 000 ₽ в месяц, иначе 199 ₽.',
        product: 'DC',
        channel: 'EMAIL',
        profile: 'law2025',
        terms: { fullTerms: 'Обслуживание бесплатно при покупках от 10 000 ₽ в месяц, иначе 199 ₽.' },
      },
      { text: 'Недаром время дорого: заявка в приложении.', product: 'PREMIUM', channel: 'PUSH' },
    ],
    failing: [
      { text: 'Обслуживание бесплатно.', product: 'DC', channel: 'SMS' },
      { text: 'Карта за 0 ₽.', product: 'DC', channel: 'PUSH' },
      { text: 'За перевод не возьмём ни копейки.', product: 'DC', channel: 'PUSH' },
    ],
  },
});

const foreignSum =
  /[$€£¥]|(?:\p{N}|тысяч[а-я]*|миллион[а-я]*|сто|двести|пятьсот) ?(?:доллар[а-я]*|евро|юан[а-я]*|бакс[а-я]*|usd|eur|cny)(?!\p{L})/gu;
const roubles = /₽|(?<!\p{L})руб/u;

const foreignCurrency = defineRule({
  id: 'law.foreign_currency',
  row: 11,
  version: 2,
  title: { ru: 'Цены в рублях', en: 'Prices in roubles' },
  article: '38-ФЗ ст. 5 ч. 7.1',
  sourceMarks: ['T'],
  sourceNote: 'A price in another currency needs the price in roubles.',
  severity: 'block',
  message: { ru: 'Сумма в валюте без суммы в рублях.', en: 'A sum in another currency without roubles.' },
  suggestedFix: { ru: 'Назовите сумму в рублях или уберите её.', en: 'Give it in roubles, or drop it.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    return roubles.test(searched) ? [] : toFindings(findAll(searched, foreignSum));
  },
  examples: {
    passing: [
      { text: 'Доллары, евро или что-то местное? Обмен в приложении.', product: 'CURR_EXC', channel: 'PUSH' },
      { text: 'Обменяйте 100 $ (9 000 ₽).', product: 'CURR_EXC', channel: 'PUSH' },
      { text: 'Валюта к отпуску без очереди.', product: 'CURR_EXC', channel: 'SMS' },
    ],
    failing: [
      { text: 'Обменяйте 100 $ за минуту.', product: 'CURR_EXC', channel: 'PUSH' },
      { text: 'Счёт от € в приложении.', product: 'INVEST', channel: 'PUSH' },
      { text: 'Страховка в поездке на пятьсот евро.', product: 'PREMIUM', channel: 'EMAIL' },
    ],
  },
});

const approvedOffer = defineRule({
  id: 'law.approved_offer',
  row: 12,
  version: 2,
  title: { ru: 'Реклама — приглашение, а не оферта', en: 'An ad invites, it is no offer' },
  article: 'ГК РФ ст. 437; 38-ФЗ ст. 5 ч. 3',
  sourceMarks: ['T', 'N'],
  sourceNote: '«Вам (пред)одобрен…» reads as an offer that the bank is bound by.',
  severity: 'block',
  message: {
    ru: 'Текст обещает решение банка, которого ещё нет.',
    en: 'The text promises a decision that the bank has not taken.',
  },
  suggestedFix: {
    ru: 'Пригласите подать заявку; решение за банком.',
    en: 'Invite to apply; the decision is the bank’s.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const patterns = [
      ...promisedApproval,
      ...(context.product.isCredit ? promisedCredit : []),
      ...(isOneOf(context.product, ['CC']) ? [promisedCard] : []),
    ];
    const found = patterns
      .flatMap((pattern) => findAll(searched, pattern))
      .filter((range) => {
        const hit = searched.slice(range.start, range.end);
        if (/отказ|откаж/u.test(hit)) return true;
        const before = clauseBefore(searched, range.start);
        const addressed = /(?:вам|вас|уже|для вас)/u.test(hit);
        return (
          (addressed || !conditional.test(`${before}`)) && !isDenied(searched, range) && !/^если|^когда/u.test(hit)
        );
      });
    return toFindings(found);
  },
  examples: {
    passing: [
      { text: 'Отправьте анкету, решение банка придёт сообщением.', product: 'ПК', channel: 'PUSH' },
      { text: 'Если кредит одобрен, деньги придут на карту.', product: 'ПК', channel: 'EMAIL' },
      {
        text: 'После одобрения заявки выберите дату платежа. Не является публичной офертой.',
        product: 'MORTG',
        channel: 'EMAIL',
      },
    ],
    failing: [
      { text: 'Вам одобрен кредит.', product: 'ПК', channel: 'SMS' },
      { text: 'Ваш предодобренный лимит ждёт.', product: 'CC', channel: 'PUSH' },
      { text: 'Мы уже oдo\u00adбpили вашу заявку.', product: 'CC', channel: 'PUSH' },
      { text: 'Кредит без отказа.', product: 'ПК', channel: 'SMS' },
      { text: 'Рефинансирование для вас согласовано.', product: 'REFIN', channel: 'PUSH' },
      { text: 'Банк принял решение: карта ваша.', product: 'CC', channel: 'MOBILE_CHAT' },
    ],
  },
});

export const misleadingRules: readonly Rule[] = [freeOfCharge, foreignCurrency, approvedOffer];
