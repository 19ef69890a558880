/**
 * Finds conditions that affect cost or yield (LAW.md row 3): sums, rates, terms, "no interest", discounts; in digits,
 * in words and in slang. Works on folded text in which catalogue blocks are masked (find-zones.ts).
 *
 * It finds more than the law strictly calls a condition: «рубл», «процент», «тысяч» in any use, because a word that
 * smells of a number costs nothing to leave out, and a missed one costs a fine. What hand-written bodies need is left
 * alone: «три шага», «пара минут», «раз в неделю», «один платёж», «посильный взнос».
 */
import { cardinalPattern, largeCardinalPattern, pluralCardinalPattern } from './numerals.ts';
import { clauseBefore, findAll, phrases, stems } from './patterns.ts';
import type { Range } from './types.ts';

/** Any digit of any script: what a text of the profile `strict` never holds. */
export const anyNumber = /[\p{N}💯]+(?:[.,'’ ]\p{N}+)*/gu;

const rateNoun = '(?:ставк|процент)[а-я]*';
const feeNoun = '(?:комисси|переплат|ставк|плат|стоимост|взнос|тариф)[а-я]*';
const lowAdjective =
  '(?:низк|невысок|сниженн|пониженн|минимальн|маленьк|выгодн|привлекательн|рекордн|высок|повышенн|максимальн|фиксированн|смешн|приятн|лучш|льготн|особ|специальн|нулев)[а-я]*';

/** Hits that always count. */
const always: readonly RegExp[] = [
  /[%‰₽]/gu,
  stems(
    'процент',
    'проц\\.',
    'стопроцентн',
    'рубл',
    'рубч',
    'тысяч',
    'тыщ',
    'миллион',
    'мильон',
    'миллиард',
    'полмиллион',
    'полмильон',
    'полтысяч',
    'полтинник',
    'пятихатк',
    'косар(?:ь|я|ей|ик)',
    'червон(?:ец|ц)',
  ),
  phrases('тыс', 'млн', 'млрд', 'руб', 'р\\/мес', 'годовых', 'лям(?:а|ов|ы|ик[а-я]*)?', 'полляма', 'стольник[а-я]*'),
  stems('беспроцентн', 'скидк', 'скидоч', 'кешб[еэ]к', 'кэшб[еэ]к', 'кешбе[кч]', 'грейс', 'распродаж'),
  phrases('c[ae]shb[ae]ck', 'cash back'),
  stems('льготн[а-я]* период', 'льготн[а-я]* срок'),
  stems(
    `без (?:[а-я]+ )?(?:и )?(?:процент|переплат|комисси|наценк|абонентск|перв[а-я]* взнос|первоначальн[а-я]* взнос|взнос)`,
    `(?:нулев|отсутству)[а-я]* (?:процент|переплат|комисси|ставк|взнос|плат|стоимост)`,
    `(?:ноль|нет|никаких|ни|минимум) (?:процент|переплат|комисси)`,
    `(?:не|никогда не) переплат`,
    `не переплач`,
    `(?:взнос|ставк|комисси|переплат|процент)[а-я]* (?:[а-я]+ )?(?:от |с |в )нул`,
    `дешевле (?:[а-я]+ ){1,3}в (?:день|месяц|сутки)`,
    `(?:переплат|комисси|процент)[а-я]* (?:[а-я]+ ){0,2}(?:нет(?!\\p{L})|ноль|не буд|не бер|не взим|отсутству|не нужн|не плат)`,
    `(?:верн|возвращ)[а-я]+ (?:[а-я]+ )?(?:часть|долю) (?:от )?(?:[а-я]+ )?(?:покуп|сумм|денег|трат|расход|стоимост|потрач)`,
    `не (?:бер|взима|удержива|списыва)[а-я]* (?:комисси|плат|процент)`,
  ),
  new RegExp(`(?<!\\p{L})${lowAdjective} (?:[а-я]+ )?${rateNoun}`, 'gu'),
  new RegExp(
    `(?<!\\p{L})${rateNoun} (?:всего |самая |теперь |у нас |станет |стала )*(?:ниже|низк|выше|упал|снижен|сниз|от |до (?!конца))`,
    'gu',
  ),
  new RegExp(`(?<!\\p{L})(?:сниз|сниж|пониз|пониж|уменьш|урез|обнул)[а-я]* (?:[а-я]+ )?${rateNoun}`, 'gu'),
  /(?<!\p{L})(?:отмен|сниз|сниж|обнул|уменьш|сократ|сокращ)[а-я]* (?:комисси|переплат)[а-я]*/gu,
  new RegExp(`(?<!\\p{L})(?:низк|невысок|минимальн|нулев)[а-я]* ${feeNoun}`, 'gu'),
  // Multiples of money: «вдвое», «в полтора раза».
  phrases(
    'вдвое',
    'втрое',
    'вчетверо',
    'впятеро',
    'вдесятеро',
    'вдвойне',
    'втройне',
    'вполовину',
    'в разы',
    'десятых',
    'сотых',
  ),
  stems('удво(?:и|ен|ит|я)', 'утро(?:ить|им|ится|ение)', '(?:дв|тр[её])ойн[а-я]* (?:доход|процент|выгод|кеш|бонус)'),
  phrases(`в (?:${pluralCardinalPattern}|несколько|пару) раза?`),
  // Terms: a numeral with years, months, days.
  phrases(
    `(?:${cardinalPattern}|пар[аыуе]|нескольк(?:о|их))(?:[ -](?:${cardinalPattern})){0,6}(?: [а-я]+)? (?:год(?:а|у|ом|ы|ам|ами|ах)?|лет|годик[а-я]*|месяц(?:а|у|ем|ев|ы|ам|ами|ах)?|мес)`,
    `(?:${pluralCardinalPattern})(?:[ -](?:${cardinalPattern})){0,6}(?: [а-я]+)? (?:дн(?:я|ей|ям|ями|ях)|сут(?:ок|ки|кам))`,
    'полгода',
    'полугод[а-я]+',
    `(?:двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати|двадцати|тридцати|сто)(?:летн|месячн|дневн|процентн|кратн)[а-я]+`,
  ),
  // Sums: large numerals need no unit.
  phrases(largeCardinalPattern),
  phrases(
    `(?:${cardinalPattern}|пар[аыуе]|нескольк(?:о|их))(?:[ -](?:${cardinalPattern})){0,6} (?:копе[а-я]+|доллар[а-я]*|евро|юан[а-я]*|бакс[а-я]*|тонн[а-я]*|лимон[а-я]*|кусков|деревянн[а-я]+|балл[а-я]*)`,
    `(?:${pluralCardinalPattern})(?:[ -](?:${cardinalPattern})){0,6} (?:штук[а-я]*|пункт(?:а|ов|ами?|ах))`,
    'ни копейки',
    'без копейки',
    'за копейки',
    'копейк[а-я]* в (?:день|месяц|сутки)',
  ),
  phrases(`ставк[а-я]* (?:[а-я]+ ){0,2}(?:${pluralCardinalPattern})`, '(?:сотк|соточк|штук)[а-я]* на [а-я]+'),
  phrases(`под (?:${pluralCardinalPattern})(?:[ -](?:${cardinalPattern})){0,6}(?= в год| ?[.,!?]|$)`),
];

/** Hits that count only where the clause before speaks of a product with a term: «вклад на год». */
const termAlone = phrases('(?:сроком |срок )?(?:на|в) (?:целый )?(?:год|месяц)');
const termContext = /(?:вклад|депозит|кредит|займ|заем|ссуд|ставк|рассрочк|срок|ипотек|доход|карт)[а-я]*/u;

/** Hits that count only beside money: «снизить платёж на треть». */
const share = phrases(
  'на (?:треть|четверть|половину)',
  'наполовину',
  '(?:треть|четверть|половин[ауы]) (?:[а-я]+ )?(?:платежа|взноса|ставки|переплаты|цены|стоимости|комиссии)',
);
const shareContext =
  /(?:плат[её]ж|ставк|переплат|дешевл|меньше|больше|выше|ниже|сниз|сниж|уменьш|эконом|вырас|вырос|доход|прибыл|взнос|цен[аыуе])/u;

/** All conditions, in no order; ranges may overlap. `text` is folded and masked. */
export function detectConditions(text: string): Range[] {
  const found: Range[] = [];
  for (const pattern of always) found.push(...findAll(text, pattern));
  for (const range of findAll(text, termAlone)) {
    if (termContext.test(clauseBefore(text, range.start))) found.push(range);
  }
  for (const range of findAll(text, share)) {
    const around = clauseBefore(text, range.start) + text.slice(range.start, range.end + 40);
    if (shareContext.test(around)) found.push(range);
  }
  return found;
}

/** Numbers written with digits. */
export function detectNumbers(text: string): Range[] {
  return findAll(text, anyNumber);
}
