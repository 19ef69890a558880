/** Rows 13, 15 and 16: how the client is addressed and by whom. */
import { findZones } from '../find-zones.ts';
import { findAll, phrases } from '../patterns.ts';
import type { Rule } from '../types.ts';
import { defineRule, missing, search, toFindings } from './define-rule.ts';

const noWayOut = [
  phrases(
    '(?:отказаться|отписаться|отказ|отключить (?:рассылку|сообщения|звонки)) (?:от [а-я]+ )?(?:нельзя|невозможно|не получится|запрещено|невозможен)',
    '(?:нельзя|невозможно|не получится|не сможете) (?:будет )?(?:отказаться|отписаться|отключить (?:рассылку|сообщения|звонки))',
    '(?:отписка|отказ) (?:от рассылки )?(?:не предусмотрен[а-я]*|платн[а-я]+)',
    'отвечать (?:не обязательно, )?согласие (?:уже )?получено',
    '(?:мы )?будем (?:звонить|писать|присылать) (?:и дальше|всё равно|все равно|в любом случае)',
    '(?:ответ|молчание|открыв)[а-я]* (?:[а-я]+ ){0,3}(?:означает|считается|значит) (?:ваше )?согласи[а-я]*',
    'вы (?:уже )?(?:автоматически )?(?:согласны|согласились) (?:на|получать) (?:рассылк|звонк|реклам|сообщени)[а-я]*',
  ),
];

const consent = defineRule({
  id: 'law.consent',
  row: 13,
  version: 2,
  title: { ru: 'Согласие и отказ', en: 'Consent and the way out' },
  article: '38-ФЗ ст. 18 ч. 1',
  sourceMarks: ['N'],
  sourceNote: 'Provable prior consent for SMS, calls, e-mail; the mailing stops at once on request.',
  severity: 'block',
  channels: ['SMS', 'TMO', 'EMAIL', 'PUSH', 'MOBILE_CHAT'],
  message: {
    ru: 'Текст отказывает клиенту в праве прекратить рекламу или выдаёт молчание за согласие.',
    en: 'The text denies the right to stop the ads, or takes silence for consent.',
  },
  suggestedFix: { ru: 'Уберите эти слова.', en: 'Drop these words.' },
  decidedElsewhere:
    'Whether this client has consented for this channel: the adapter’s suppression; without consent the answer is `not_sendable`.',
  check: (text, context) => toFindings(search(text, context, noWayOut)),
  examples: {
    passing: [
      { text: 'Отказаться от рассылки можно в приложении.', product: 'DC', channel: 'EMAIL' },
      { text: 'Загляните в раздел карт.', product: 'DC', channel: 'SMS' },
      { text: 'Добрый день! Звоню из банка, расскажу о вкладе. Удобно говорить?', product: 'DEPOSIT', channel: 'TMO' },
    ],
    failing: [
      { text: 'Отписаться от рассылки нельзя.', product: 'DC', channel: 'EMAIL' },
      { text: 'Ваше молчание означает согласие.', product: 'DC', channel: 'SMS' },
      { text: 'Вы уже согласились получать рекламу.', product: 'INS_LIFE', channel: 'SMS' },
    ],
  },
});

/** The first words of a call in which bank and purpose must be told. */
const openingSentences = 4;
const openingCharsMax = 320;
const bankWord =
  /(?<!\p{L})(?:[а-я]*банк(?:а|у|ом|е|и|ов)?|финансов[а-я]+ групп[а-я]+|страхов[а-я]+ (?:компани|обществ)[а-я]+|управляющ[а-я]+ компани[а-я]+|брокер[а-я]*)(?!\p{L})/u;
const purposeWord =
  /(?<!\p{L})(?:о|об|обо|про|по поводу|насчет|по теме|чтобы|хоч[а-я]*|хоте[а-я]*|предлаг[а-я]*|предлож[а-я]*|об[ъь]ясн[а-я]*|рассказ[а-я]*|расскаж[а-я]*|напомн[а-я]*|помоч[а-я]*|помог[а-я]*|помощ[а-я]*|подсказ[а-я]*|подскаж[а-я]*|реч[ьи]|повод[а-я]*|вопрос[а-я]*|дел[оау]|мысл[а-я]*|иде(?:я|и|ю|ей)|новост[а-я]*|разговор[а-я]*|познаком[а-я]*|поделить[а-я]*|обсуд[а-я]*|поговор[а-я]*|спрос[а-я]*|[а-я]*кредит[а-я]*|вклад[а-я]*|карт[а-я]*|счет[а-я]*|ипотек[а-я]*|страхов[а-я]*|застрах[а-я]*|полис[а-я]*|рефинансирован[а-я]*|инвестиц[а-я]*|вложени[а-я]*|металл[а-я]*|золот[а-я]*|валют[а-я]*|зарплат[а-я]*|управлени[а-я]*|сбережени[а-я]*|накоплени[а-я]*)(?!\p{L})/u;

/** Whose voice a fraud borrows; a call of advertising never begins so. */
const pretexts = phrases(
  'служб[а-я]+ безопасности',
  'отдел[а-я]* безопасности',
  '(?:центральн[а-я]+ банк|центробанк)[а-я]* (?:звон|беспоко|сообща)[а-я]*',
  '(?:полици|прокуратур|следственн|следовател)[а-я]*',
  '(?:ваша )?карта (?:[а-я]+ )?(?:заблокирован|устарел|скомпрометирован)[а-я]*',
  '(?:ваш )?счет (?:[а-я]+ )?(?:заблокирован|арестован)[а-я]*',
  'подозрительн[а-я]+ (?:операци|перевод|списани)[а-я]*',
  'вы (?:выиграли|стали победителем)',
);

function openingOf(text: string): string {
  const ends = [...text.matchAll(/[.!?]+(?=\s|$)/gu)].map((match) => match.index + match[0].length);
  return text.slice(0, Math.min(ends[openingSentences - 1] ?? text.length, openingCharsMax));
}

const callOpening = defineRule({
  id: 'law.call_opening',
  row: 15,
  version: 2,
  title: { ru: 'Звонок называет банк и цель', en: 'A call opens with the bank and the purpose' },
  article: '41-ФЗ; 126-ФЗ ст. 44.1',
  sourceMarks: ['N'],
  sourceNote: 'Calls only with consent and with a label of at most 32 characters, from 2025-09-01.',
  effectiveFrom: '2025-09-01',
  severity: 'block',
  channels: ['TMO'],
  message: {
    ru: 'В начале разговора не названы банк или цель звонка.',
    en: 'The opening of the call names no bank or no purpose.',
  },
  suggestedFix: {
    ru: 'Начните со слов «Звоню из банка…» и скажите, о чём разговор.',
    en: 'Open with the bank and say what the call is about.',
  },
  decidedElsewhere: 'Consent to calls and `caller_label` (≤ 32 characters): the adapter’s suppression and dialler.',
  check(text, context) {
    const opening = openingOf(text.text);
    const namesBank =
      bankWord.test(opening) || findZones(text, context).legalName.some((range) => range.start < opening.length);
    if (!namesBank) return missing({ ru: 'Не назван банк.', en: 'The bank is not named.' });
    const pretext = findAll(opening, pretexts);
    if (pretext.length > 0) return toFindings(pretext, { ru: 'Назван ложный повод.', en: 'A false pretext is given.' });
    return purposeWord.test(opening) ? [] : missing({ ru: 'Не названа цель.', en: 'The purpose is not told.' });
  },
  examples: {
    passing: [
      { text: 'Здравствуйте! Звоню из банка по поводу вклада. Удобно говорить?', product: 'DEPOSIT', channel: 'TMO' },
      {
        text: 'Добрый день, это банк. Хочу рассказать о карте. На что вы чаще тратите?',
        product: 'DC',
        channel: 'TMO',
      },
      { text: 'Добрый день! На связи АО «Банк Пример», расскажу об ипотеке.', product: 'MORTG', channel: 'TMO' },
    ],
    failing: [
      { text: 'Здравствуйте! Хочу предложить вам вклад. На что копите?', product: 'DEPOSIT', channel: 'TMO' },
      { text: 'Алло, это вы? Отлично. Ну как настроение? Слушаю вас.', product: 'DC', channel: 'TMO' },
      { text: 'Здравствуйте! Звонит банк. Как настроение? Как погода?', product: 'CC', channel: 'TMO' },
      { text: 'Здравствуйте! Служба безопасности банка, вопрос о вашей карте.', product: 'DC', channel: 'TMO' },
    ],
  },
});

const adWord = phrases('реклама');

const adLabel = defineRule({
  id: 'law.ad_label',
  row: 16,
  title: { ru: 'Пометка «Реклама», рекламодатель, erid', en: 'Ad label, advertiser, erid' },
  article: '38-ФЗ ст. 18.1',
  sourceMarks: ['T'],
  sourceNote: 'Ads on the internet. Switched per channel by giving an erid in the catalogue.',
  effectiveFrom: '2022-09-01',
  severity: 'fix',
  channels: ['PUSH', 'MOB_BANNER', 'MOBILE_CHAT'],
  message: {
    ru: 'Реклама в интернете несёт слово «Реклама», рекламодателя и erid.',
    en: 'An internet ad carries «Реклама», the advertiser and the erid token.',
  },
  suggestedFix: {
    ru: 'Добавьте «Реклама», наименование и erid из каталога.',
    en: 'Add the label, the name and the erid.',
  },
  check(text, context) {
    if (context.profile.terms.erid.trim() === '') return [];
    const zones = findZones(text, context);
    if (findAll(text.text, adWord).length === 0) return missing({ ru: 'Нет слова «Реклама».', en: 'No «Реклама».' });
    if (zones.erid.length === 0) return missing({ ru: 'Нет erid.', en: 'No erid.' });
    return zones.legalName.length > 0 ? [] : missing({ ru: 'Нет рекламодателя.', en: 'No advertiser.' });
  },
  examples: {
    passing: [
      {
        text: 'Карта для покупок. Реклама. АО «Банк Пример». erid: 2VtzqvExample',
        product: 'DC',
        channel: 'PUSH',
        terms: { erid: '2VtzqvExample' },
      },
      { text: 'Карта для покупок. АО «Банк Пример».', product: 'DC', channel: 'PUSH' },
      {
        text: 'Вклад под цель. РЕКЛАМА. АО "Банк Пример". 2VtzqvExample',
        product: 'DEPOSIT',
        channel: 'MOB_BANNER',
        terms: { erid: '2VtzqvExample' },
      },
    ],
    failing: [
      {
        text: 'Карта. АО «Банк Пример». erid: 2VtzqvExample',
        product: 'DC',
        channel: 'PUSH',
        terms: { erid: '2VtzqvExample' },
      },
      {
        text: 'Карта. Реклама. АО «Банк Пример».',
        product: 'DC',
        channel: 'MOBILE_CHAT',
        terms: { erid: '2VtzqvExample' },
      },
      {
        text: 'Карта. Реклама. erid: 2VtzqvExample',
        product: 'DC',
        channel: 'MOB_BANNER',
        terms: { erid: '2VtzqvExample' },
      },
    ],
  },
});

export const contactRules: readonly Rule[] = [consent, callOpening, adLabel];
