/** Row 20: information for consumers is in readable Russian. */
import { findZones, foldNeedle } from '../find-zones.ts';
import { findAll } from '../patterns.ts';
import { isShortWord } from '../short-words.ts';
import type { Finding, NormalisedText, Range, Rule } from '../types.ts';
import { defineRule, missing, toFindings } from './define-rule.ts';

/** Trade marks and names of formats that stay Latin; everything else Latin is replaced or left out. */
const allowedWords = new Set([
  'erid',
  'mir',
  'visa',
  'mastercard',
  'unionpay',
  'union',
  'pay',
  'sms',
  'qr',
  'pin',
  'pdf',
  'nfc',
  'ios',
  'android',
]);

/** Addresses whole, then words, then single letters. */
const foreignWord =
  /(?<![a-z\d\-.@_])(?:https?:\/\/)?[a-z\d][a-z\d\-.@_]*\.[a-z]{2,}(?:\/[^\s,;]*)?|[\p{L}--[а-я]]{2,}|(?<![\p{L}\p{N}])[\p{L}--[а-я]](?![\p{L}\p{N}])/gv;

const russianLanguage = defineRule({
  id: 'law.russian_language',
  row: 20,
  version: 2,
  title: { ru: 'Информация на русском языке', en: 'Information in Russian' },
  article: '168-ФЗ; закон о защите прав потребителей ст. 8, 10',
  sourceMarks: ['N'],
  sourceNote:
    'From 2026-03-01. Allowed: names, site and token of the catalogue, a short list of trade marks and formats.',
  effectiveFrom: '2026-03-01',
  severity: 'block',
  message: { ru: 'Слово не на русском языке.', en: 'A word that is not Russian.' },
  suggestedFix: { ru: 'Замените русским словом.', en: 'Use a Russian word.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const found: Range[] = [];
    // A product that only the request describes may have a foreign name; the caller answers for it.
    const named = context.product.code === null ? foldNeedle(context.product.name) : '';
    for (const match of searched.matchAll(foreignWord)) {
      if (!allowedWords.has(match[0]) && !named.includes(match[0]))
        found.push({ start: match.index, end: match.index + match[0].length });
    }
    return toFindings(found);
  },
  examples: {
    passing: [
      { text: 'Карта для поездок, принимает UnionPay.', product: 'DC', channel: 'PUSH' },
      { text: 'Подробности: https://example.ru/terms', product: 'DC', channel: 'PUSH' },
      { text: 'Заявка в приложении, ответ придёт в СМС.', product: 'ПК', channel: 'PUSH' },
    ],
    failing: [
      { text: 'Откройте карту online.', product: 'DC', channel: 'PUSH' },
      { text: 'Best карта для вас.', product: 'DC', channel: 'PUSH' },
      { text: 'Подробности на bank-drugoy.com', product: 'DC', channel: 'PUSH' },
      { text: 'BCE карты тут.', product: 'DC', channel: 'PUSH' },
    ],
  },
});

/** Long stems that a break inside a word may hide: «гаран тия», «про-цент». */
const hiddenStems =
  /(?:гарант|процент(?!р)|бесплатн|предодобр|одобрен(?!и)|кешб[еэ]к|кэшб[еэ]к|тысяч|миллион|лучш(?:ий|ая|ие|ую)|единственн|выгодн|задолженност|комисси|переплат|скидк|рубл[ьейя]|годовых|идеальн|уникальн|льготн|сбербанк|тинькоф|стабильн|прибыл|заработа|доходност|вырас[тл]|подорож|обеща[еюл]|застраховано|государств|конкурент|альфабанк|райффайз|зарплат|процентик|рассрочк|ставк[аи](?!н)|взнос|льгот|бесплат|безвозмезд|одобри|отказ(?!а)|зарабат|приумнож|кластер|непревзой|миллиард|полмиллион|косар[ья]|полтор[аы]|выгодне)/gu;
const joinedLettersMax = 4;
/** A mark between letters that no spelling knows. */
const brokenByMark = /(?<=[а-я])[^\p{L}\p{N}\s.,:;!?…'"()/\\[\]{}&+%₽$€№\ufffc-]+(?=[а-я])/gu;
/** «дорогá»: a Latin vowel with an accent, as people mark the stress. */
const onlyStressed = /^[а-яё\p{M}\dáéíóúý-]+$/iu;
/** What prints nothing, inside a word: letters of no width, marks of writing direction. */
const invisibleInWord =
  /(?<=\p{L})[\u200b-\u200f\u2060-\u2064\ufeff\u180e\u3164\u115f\u1160\uffa0\u2800]+(?=\p{L})|[\u202a-\u202e\u2066-\u2069]/u;

/** From so many pieces that are no words on, words were broken; a single one may be a rare word, so a person looks. */
const fragmentsMin = 2;
const shortToken = /(?<![\p{L}\p{N}.'-])[а-я]{1,3}(?![\p{L}\p{N}'\ufffc-])/gu;

/** Short pieces that are no Russian words: «инв», «ка»; what is written in capitals is left alone. */
function findFragments(text: NormalisedText, searched: string): Range[] {
  const found: Range[] = [];
  for (const match of searched.matchAll(shortToken)) {
    if (isShortWord(match[0])) continue;
    const range = { start: match.index, end: match.index + match[0].length };
    const written = text.toOriginal(range.start, range.end).text;
    if (written.length === 1 || written !== written.toUpperCase()) found.push(range);
  }
  return found;
}

/** Stems found once breaks are taken out, that begin where a word begins and hold a break. */
function findBrokenWords(searched: string): Range[] {
  let squeezed = '';
  const at: number[] = [];
  for (let index = 0; index < searched.length; index++) {
    const code = searched.charCodeAt(index);
    if (code < 0x430 || code > 0x44f) {
      // A full stop or a comma with a space after it ends a thought: nothing is joined over it.
      if (!/[ \n.*_·•|/~+'"-]/u.test(searched[index]!) || /^[.,:;!?] /u.test(searched.slice(index, index + 2))) {
        squeezed += '\n';
        at.push(index);
      }
      continue;
    }
    squeezed += searched[index];
    at.push(index);
  }
  const found: Range[] = [];
  for (const match of squeezed.matchAll(hiddenStems)) {
    const start = at[match.index]!;
    const end = at[match.index + match[0].length - 1]! + 1;
    const broken = end - start > match[0].length;
    if (broken && !/\p{L}/u.test(searched[start - 1] ?? ' ')) found.push({ start, end });
  }
  return found;
}

const hiddenWriting = defineRule({
  id: 'law.hidden_writing',
  row: 20,
  version: 2,
  title: { ru: 'Читаемое письмо', en: 'Readable writing' },
  article: '168-ФЗ; 38-ФЗ ст. 5 ч. 7',
  sourceMarks: ['N', 'K'],
  sourceNote: 'Letter-spacing, broken words and letters of other scripts hide words from a checker and from readers.',
  severity: 'block',
  message: {
    ru: 'Слово записано так, что его трудно прочесть или найти.',
    en: 'A word is written so that it is hard to read or to find.',
  },
  suggestedFix: { ru: 'Запишите слово обычными русскими буквами, слитно.', en: 'Write the word plainly.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const findings: Finding[] = toFindings(text.joinedRuns.filter((run) => run.end - run.start > joinedLettersMax));
    findings.push(...toFindings(findBrokenWords(searched)), ...toFindings(findAll(searched, brokenByMark)));
    for (const range of text.mixedWords) {
      const isCatalogue = /\ufffc/u.test(searched.slice(range.start, range.end));
      const written = text.toOriginal(range.start, range.end).text;
      if (!isCatalogue && !onlyStressed.test(written)) findings.push({ range });
    }
    const fragments = findFragments(text, searched);
    const severity = fragments.length < fragmentsMin ? 'warn' : 'block';
    findings.push(...fragments.map((range): Finding => ({ range, severity })));
    if (invisibleInWord.test(text.original)) {
      findings.push(...missing({ ru: 'Внутри слова невидимый знак.', en: 'An invisible character inside a word.' }));
    }
    return findings;
  },
  examples: {
    passing: [
      { text: 'Я и вы: о карте и о вкладе, в чате и в офисе.', product: 'DC', channel: 'PUSH' },
      { text: 'Едем про центр города и о вас.', product: 'AUTO', channel: 'PUSH' },
      { text: 'Чуть-чуть терпения, и заявка готова.', product: 'ПК', channel: 'PUSH' },
    ],
    failing: [
      { text: 'В к л а д для вас.', product: 'DEPOSIT', channel: 'SMS', terms: {} },
      { text: 'Доход гаран тирован.', product: 'INVEST', channel: 'PUSH' },
      { text: 'Заявка на кpедит.', product: 'ПК', channel: 'SMS' },
      { text: 'Обслуживание бес-платно.', product: 'DC', channel: 'SMS' },
      { text: 'Инв естируйте без рис ка.', product: 'INVEST', channel: 'SMS' },
      { text: 'Г✨а✨р✨а✨н✨т✨и✨я дохода.', product: 'INVEST', channel: 'SMS' },
      { text: 'Гаран\u200bтия дохода.', product: 'INVEST', channel: 'SMS' },
    ],
  },
});

export const russianLanguageRules: readonly Rule[] = [russianLanguage, hiddenWriting];
