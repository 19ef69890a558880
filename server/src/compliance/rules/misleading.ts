/** Rows 11 and 12: what misleads about price and decision. */
import { findZones } from '../find-zones.ts';
import { clauseBefore, findAll, isDenied, phrases, stems } from '../patterns.ts';
import type { Rule } from '../types.ts';
import { defineRule, toFindings } from './define-rule.ts';

const free = [
  stems('бесплатн', 'безвозмездн', 'задаром', 'забесплатно', 'за бесплатно'),
  phrases(
    'даром',
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
  title: { ru: 'Цены в рублях', en: 'Prices in roubles' },
  article: '38-ФЗ ст. 5 ч. 7.1',
  sourceMarks: ['T'],
  sourceNote: 'A price in another currency needs the price in roubles.',
  severity: 'block',
  message: { ru: 'Сумма в валюте без суммы в рублях.', en: 'A sum in another currency without roubles.' },
  suggestedFix: { ru: 'Назовите сумму в рублях или уберите её.', en: 'Give it in roubles, or drop it.' },
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
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

const promisedApproval = [
  stems('предодобр'),
  phrases(
    '(?:вам|для вас|вас|мы|уже|ваш[а-я]*|кредит|карта|лимит|заявка|ипотека|сумма|деньги)(?: [а-я]+){0,3} одобр(?:ен|ена|ено|ены|или|ил|ила|им|яем)',
    'одобр(?:ен|ена|ено|ены|ил|или|яем|им|ит) (?:вам|вас|вашу?|всем|каждому|люб[а-я]+|лимит|кредит|карту|ипотеку|заявку|сумму)(?: [а-я]+)?',
    'одобренн[а-я]+ (?:вам |для вас )?(?:лимит|кредит|карт|сумм|заявк|предложени|ипотек|деньг)[а-я]*',
    '(?:гарантированн|мгновенн|стопроцентн|автоматическ)[а-я]+ одобрени[а-я]*',
    'одобрени[а-я]* (?:без отказа|всем|гарантировано|в любом случае)',
    '(?:без отказа|без отказов|никому не отказываем|не откажем|отказа не будет|одобряем всем|дадим всем)',
    '(?:вам|для вас) (?:уже )?(?:доступен|доступна|открыт|открыта|выделен|выделена|назначен|назначена|положен|положена|предоставлен|предоставлена) (?:[а-я]+ )?(?:кредит|карта|лимит|ипотека|сумма|займ|заем)[а-я]*',
    '(?:вам|вы) (?:уже )?гарантирован[а-я]* (?:[а-я]+ )?(?:кредит|карта|лимит|ипотека)[а-я]*',
    'публичн[а-я]+ оферт[а-я]*',
    '(?:кредит|лимит|деньги|ипотека|сумма|займ|заем) (?:(?:уже |почти )(?:ваш[аи]?|готов[аы]?|у вас)|ждет вас|ждут вас)',
    '(?:кредит|карта|лимит|ипотека|деньги|заем|займ) (?:вам )?(?:уже )?(?:выдан|выдана|выданы|оформлен|оформлена|выпущена)(?: вам)?',
    '(?:ваш|ваша|ваши) (?:[а-я]+ )?(?:кредит|лимит|ипотека|деньги|сумма|займ|заем) (?:уже )?(?:готов[аы]?|ждет|ждут)',
    'решение (?:[а-я]+ ){0,2}(?:уже )?(?:положительн[а-я]+|принято|вынесено)',
    'банк (?:уже )?(?:согласен|решил|готов выдать)(?: [а-я]+)?',
  ),
  stems('одобрен(?:а|о|ы|н[а-я]+)?(?![а-я])'),
];
/** «Если кредит одобрен», «когда заявку одобрят»: a condition, not a promise. */
const conditional = /(?:^|\s)(?:если|когда|как только|после того,? как|в случае)(?:\s+[а-я]+){0,4}\s*$/u;

const approvedOffer = defineRule({
  id: 'law.approved_offer',
  row: 12,
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
    const searched = findZones(text, context).withoutNames;
    const found = promisedApproval
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
    ],
  },
});

export const misleadingRules: readonly Rule[] = [freeOfCharge, foreignCurrency, approvedOffer];
