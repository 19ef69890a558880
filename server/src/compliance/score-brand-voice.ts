/**
 * The score of the bank's voice: warm, literate, unhurried, on «вы» with a small letter.
 *
 * 1 minus, at least 0: each word of the banned list 0.2; each exclamation mark after the first 0.1; each word in
 * capitals (5 letters and more) 0.15; each address on «ты» 0.4; each «Вы» with a capital inside a sentence 0.1; each
 * diminutive 0.1; each piece of pressure 0.2. Names and terms of the catalogue are left out.
 */
import type { Zones } from './find-zones.ts';
import { findAll, isDenied, phrases, stems } from './patterns.ts';
import { findUrgency } from './rules/urgency.ts';
import type { NormalisedText } from './types.ts';

const penalties = {
  bannedWord: 0.2,
  exclamation: 0.1,
  capitals: 0.15,
  familiarAddress: 0.4,
  capitalAddress: 0.1,
  diminutive: 0.1,
  pressure: 0.2,
} as const;

const banned = stems(
  'гарант',
  'лучш(?:ий|ая|ее|ие|его|ей|их|им|ую)(?![а-я])',
  'идеальн',
  'уникальн',
  'эксклюзив',
  'невероятн',
  'потрясающ',
  'супер',
  'мега',
  'шок',
  'халяв',
  'выгоднейш',
  'бесплатн',
  'скидк',
  'распродаж',
  'акционн',
  'премиальнейш',
  'волшебн',
  'мечта всей',
  'жми',
  'кликай',
);
const familiar = phrases(
  'ты',
  'тебя',
  'тебе',
  'тобой',
  'тобою',
  'тво(?:й|я|е|и|его|ей|ему|ю|их|им|ими|ем)',
  'хочешь',
  'можешь',
  'узнай',
  'оформляй',
  'получай',
  'забирай',
  'открывай',
  'копи',
  'выбирай',
);
const diminutives = stems(
  'денежк',
  'денежек',
  'кредитик',
  'вкладик',
  'процентик',
  'рублик',
  'скидочк',
  'подарочек',
  'подарочк',
  'бонусик',
  'ипотечк',
  'счетик',
  'платежик',
  'тысчонк',
  'копеечк',
  'страховочк',
  'предложеньиц',
);
const capitalWord = /(?<![\p{L}\p{N}])\p{Lu}{5,}(?!\p{L})/gu;
/** Not at the start of a sentence or of a quotation. */
const capitalYou = /(?<=[\p{Ll},;:–—-]\s)В(?:ы|ас|ам|ами|аш\p{Ll}*)(?!\p{L})/gu;

function countOutside(text: NormalisedText, pattern: RegExp, zones: Zones): number {
  const catalogue = [...zones.legalName, ...zones.licence, ...zones.url, ...zones.erid, ...zones.fullTerms].map(
    (range) => text.toOriginal(range.start, range.end),
  );
  let count = 0;
  for (const match of text.original.matchAll(pattern)) {
    if (!catalogue.some((span) => match.index >= span.start && match.index < span.end)) count += 1;
  }
  return count;
}

/** 0–1. */
export function scoreBrandVoice(text: NormalisedText, zones: Zones): number {
  const searched = zones.withoutCatalogue;
  const exclamations = findAll(searched, /!/gu).length;
  const penalty =
    findAll(searched, banned).filter((range) => !isDenied(searched, range)).length * penalties.bannedWord +
    Math.max(0, exclamations - 1) * penalties.exclamation +
    countOutside(text, capitalWord, zones) * penalties.capitals +
    findAll(searched, familiar).length * penalties.familiarAddress +
    countOutside(text, capitalYou, zones) * penalties.capitalAddress +
    findAll(searched, diminutives).length * penalties.diminutive +
    findUrgency(searched).length * penalties.pressure;
  return Math.max(0, Math.round((1 - penalty) * 1000) / 1000);
}
