/** Row 19: a text is personal without showing what the bank knows. */
import { findOwnValues } from '../find-own-values.ts';
import { findZones } from '../find-zones.ts';
import { findAll, phrases, stems } from '../patterns.ts';
import { isOneOf } from '../product-kinds.ts';
import type { Rule } from '../types.ts';
import { findClientFacts } from './client-facts.ts';
import { defineRule, toFindings } from './define-rule.ts';

const ownValues = defineRule({
  id: 'law.own_values',
  row: 19,
  title: { ru: 'Без личных чисел клиента', en: 'None of the client’s own numbers' },
  article: '152-ФЗ ст. 5; 395-1-ФЗ ст. 26',
  sourceMarks: ['K', 'N'],
  sourceNote: 'Data minimisation and bank secrecy. Any format, within 0.5 %, rounded, or in words.',
  severity: 'block',
  message: { ru: 'В тексте стоит число из данных клиента.', en: 'A number of the client’s data stands in the text.' },
  suggestedFix: { ru: 'Уберите число.', en: 'Drop the number.' },
  check: (text, context) => toFindings(findOwnValues(findZones(text, context).withoutCatalogue, context.ownValues)),
  examples: {
    passing: [
      { text: 'Вклад под вашу цель за пару минут.', product: 'DEPOSIT', channel: 'SMS', ownValues: [1_217_025.56, 2] },
      {
        text: 'АО «Банк Пример». Генеральная лицензия Банка России № 1234.',
        product: 'DC',
        channel: 'SMS',
        ownValues: [1234],
      },
      { text: 'Три шага и готово.', product: 'DC', channel: 'SMS', ownValues: [3, 30] },
    ],
    failing: [
      { text: 'Отложите 1 217 025,56 на вклад.', product: 'DEPOSIT', channel: 'SMS', ownValues: [1_217_025.56] },
      { text: 'Отложите 1217025 на вклад.', product: 'DEPOSIT', channel: 'SMS', ownValues: [1_217_025.56] },
      { text: 'У вас около 1,2 млн.', product: 'DEPOSIT', channel: 'SMS', ownValues: [1_217_025.56] },
      { text: 'У вас около миллиона двухсот тысяч.', product: 'DEPOSIT', channel: 'SMS', ownValues: [1_217_025.56] },
      { text: 'В тридцать четыре года пора копить.', product: 'DEPOSIT', channel: 'SMS', ownValues: [34] },
    ],
  },
});

const knowledge = [
  phrases(
    'мы (?:это |все )?(?:видим|заметили|замечаем|отметили|обнаружили|проанализировали|посчитали|увидели)(?:,? (?:что|как|сколько|где|ваш[а-я]*))?',
    '(?:видим|заметили|замечаем|знаем|узнали),? (?:что|как|сколько|где|куда) (?:у вас|вы|ваш[а-я]*|вам)(?: [а-я]+)?',
    'видим,? что',
    '(?:заметили|видим|изучили|проанализировали|учли|учитывая|зная) (?:все )?ваш[а-я]* (?:трат|покупк|операци|расход|доход|зарплат|перевод|сняти|платеж|истори|счет|остат|баланс)[а-я]*',
    'у вас на (?:счет|карт|вклад|депозит)[а-я]* (?:[а-я]+ )?(?:скоп|накоп|лежит|лежат|есть|остал|хран|числ)[а-я]*',
    'баланс[а-я]* (?:на )?ваш(?:ей|его|их|ем|им)',
    'нам известно,? (?:что|сколько|где|куда) (?:у вас|вы|ваш[а-я]*|вам)',
    '(?:по|согласно) (?:нашим|вашим) (?:данным|сведениям|операциям|тратам|движениям|истории[а-я]*)',
    'судя по (?:ваш[а-я]+ )?(?:операци|трат|покупк|расход|поступлени|истори|счет|движени|выписк|данн|зарплат|доход)[а-я]*',
    'на (?:вашем|вашей|ваших) (?:счете|счетах|карте|картах|вкладе|вкладах|депозите) (?:сейчас |уже |давно )?(?:лежит|лежат|есть|осталось|остал[а-я]+|хранится|хранятся|накопил[а-я]+|скопил[а-я]+|числится|нет|мало|простаива[а-я]+|без движения)',
    '(?<!бы )вы (?!бы )(?:[а-я]+ ){0,3}(?:потратили|сняли|задолжали|просрочили|зарабатываете|получили зарплату)(?! бы)',
    'вы (?:должны|задолжали) (?:нам|банку)',
    '(?:у вас|за вами) (?:есть |имеется |числится |непогашенн[а-я]+ |осталась? )*(?:долг|просрочк|задолж|непогашен)[а-я]*',
    'у вас (?:закончил|истек|заканчива|подош)[а-я]* (?:[а-я]+ )?(?:срок|вклад|кредит|договор|полис|карт)[а-я]*',
    'в вашей истории (?:операций|платежей|покупок)',
    'ваш сегмент',
  ),
  stems('кластер', 'задолженност', 'просрочк'),
  phrases(
    'ваш(?:его|ему|им|ем|и|их)? (?:[а-я]+ )?(?:остат(?:ок|ка|ку|ком|ке|ки|ков)|баланс[а-я]*|долг(?:а|у|ом|е|и|ов)?|дебет[а-я]*)',
    'остат(?:ок|ка|ку|ком|ке|ки) (?:[а-я]+ )?(?:на|по) (?:вашем|вашей|вашему|ваших|вашим)(?: [а-я]+)?',
    'ваш(?:и|их|ими|им)? (?:ежемесячн[а-я]+ |средн[а-я]+ |последни[а-я]+ )(?:доход|трат|расход|поступлени|перевод|покупк)[а-я]*',
    'ваш(?:и|их)? (?:ежемесячн[а-я]+ |средн[а-я]+ )?(?:доход|заработ)[а-я]* (?:[а-я]+ )?(?:составля|позволя|раст|вырос|равен|равны|упал|сниз)[а-я]*',
  ),
];
/** «Ваша зарплата»: of another product's text it shows what the bank knows. */
const salary = [
  phrases(
    'ваш(?:а|у|ей|ою)? (?:[а-я]+ )?зарплат[а-я]*',
    'зарплат[а-я]* (?:[а-я]+ )?(?:ваша|вашу|вашей)',
    '(?:вам|у вас) (?:[а-я]+ )?зарплат[а-я]*',
    'зарплат[а-я]* (?:уже |вчера |сегодня )*(?:пришла|поступила|зачислена|выросла|снизилась)(?! ?\\?)',
  ),
];
/** Of any product's text, the salary project's too: facts about this client's salary. */
const salaryFacts = phrases(
  '(?:размер|сумма|дата|рост)[а-я]* ваш(?:ей|его) (?:зарплат|оклад)[а-я]*',
  '(?:вам|ваша) (?:[а-я]+ )?зарплат[а-я]* (?:[а-я]+ )?(?:пришла|поступила|зачислена|выросла|снизилась)',
  'вам (?:[а-я]+ )?(?:пришл|поступ|зачисл|перечисл|выплат)[а-я]* (?:[а-я]+ )?(?:зарплат|аванс|преми|пенси)[а-я]*',
  'зарплат[а-я]* (?:уже |вчера |сегодня )*вам (?:уже )?(?:пришла|поступила|зачислена)',
  'ваша зарплата (?:составля|раст|вырос|мень|больше|приходит|поступает)[а-я]*',
);

const clientKnowledge = defineRule({
  id: 'law.client_knowledge',
  row: 19,
  version: 2,
  title: { ru: 'Без того, что банк знает о клиенте', en: 'Nothing the bank knows of the client' },
  article: '152-ФЗ ст. 5, 15; 395-1-ФЗ ст. 26',
  sourceMarks: ['K', 'N'],
  sourceNote:
    '«Мы видим», salary, debt, balance, cluster. General talk is not knowledge: «остаток после поездки», «доход начисляется на остаток», and the salary project speaks of salaries.',
  severity: 'block',
  message: {
    ru: 'Текст показывает, что банк знает о клиенте.',
    en: 'The text shows what the bank knows of the client.',
  },
  suggestedFix: { ru: 'Скажите о поводе, а не о данных.', en: 'Speak of the occasion, not of the data.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const patterns = isOneOf(context.product, ['IZP'])
      ? [...knowledge, salaryFacts]
      : [...knowledge, ...salary, salaryFacts];
    return toFindings([...patterns.flatMap((pattern) => findAll(searched, pattern)), ...findClientFacts(searched)]);
  },
  examples: {
    passing: [
      {
        text: 'Здравствуйте! Зарплата и счета на одной карте: меньше переводов.',
        product: 'IZP',
        channel: 'MOBILE_CHAT',
      },
      { text: 'Остаток после поездки можно поменять обратно.', product: 'CURR_EXC', channel: 'EMAIL' },
      { text: 'Мы знаем, что к вкладам относятся серьёзно.', product: 'DEPOSIT', channel: 'EMAIL' },
      { text: 'Заметили странную покупку? Напишите сразу.', product: 'DC', channel: 'EMAIL' },
      {
        text: 'Если вы часто летаете, посмотрите карту. Что вы обычно берёте в дорогу?',
        product: 'PREMIUM',
        channel: 'EMAIL',
      },
    ],
    failing: [
      { text: 'Мы видим, что вы часто заправляетесь.', product: 'CC', channel: 'PUSH' },
      { text: 'Ваша зарплата позволяет больше.', product: 'ПК', channel: 'SMS' },
      { text: 'Закройте задолженность новым кредитом.', product: 'REFIN', channel: 'SMS' },
      { text: 'На вашем счёте лежат деньги без дела.', product: 'DEPOSIT', channel: 'PUSH' },
      { text: 'Предложение для вашего кластера.', product: 'DC', channel: 'PUSH' },
      { text: 'Вы часто снимаете наличные. Карта выручит.', product: 'CC', channel: 'SMS' },
      { text: 'В вашем возрасте пора подумать о полисе.', product: 'INS_LIFE', channel: 'PUSH' },
    ],
  },
});

export const privacyRules: readonly Rule[] = [ownValues, clientKnowledge];
