/** Rows 17 and 18: what a deposit's rate needs beside it, what is no deposit, and what is not insured. */
import { findZones } from '../find-zones.ts';
import { findAll, isDenied, phrases, stems } from '../patterns.ts';
import { isOneOf } from '../product-kinds.ts';
import type { CheckContext, Rule } from '../types.ts';
import { defineRule, missing, toFindings } from './define-rule.ts';

const upTo = /(?<!\p{L})до (?:\d[\d.,]* ?%|(?:[а-я]+ ){1,4}процент[а-я]*|\d[\d.,]* процент[а-я]*)/gu;
const minimumRate =
  /минимальн[а-я]+ (?:гарантированн[а-я]+ )?ставк[а-я]*[^.!?]{0,80}\d|гарантированн[а-я]+ (?:минимальн[а-я]+ )?ставк[а-я]*[^.!?]{0,80}\d/u;

const minimumGuaranteedRate = defineRule({
  id: 'law.minimum_rate',
  row: 17,
  title: { ru: 'Минимальная ставка рядом с «до»', en: 'Guaranteed minimum rate' },
  article: '38-ФЗ ст. 28 ч. 2 п. 2; разъяснения Банка России и ФАС',
  sourceMarks: ['N'],
  sourceNote: '«До X %» on a deposit needs the guaranteed minimum rate beside it.',
  severity: 'block',
  products: ['DEPOSIT', 'SAVE_ACC'],
  message: {
    ru: 'Названа ставка «до», а минимальной гарантированной ставки рядом нет.',
    en: 'A rate “up to” is told without the guaranteed minimum rate.',
  },
  suggestedFix: {
    ru: 'Добавьте минимальную гарантированную ставку из каталога.',
    en: 'Add the guaranteed minimum rate of the catalogue.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
    return minimumRate.test(searched) ? [] : toFindings(findAll(searched, upTo));
  },
  examples: {
    passing: [
      { text: 'Ставку увидите в приложении до открытия.', product: 'DEPOSIT', channel: 'SMS' },
      {
        text: 'Ставка до 18 % годовых, минимальная гарантированная ставка 9 % годовых.',
        product: 'SAVE_ACC',
        channel: 'EMAIL',
      },
      { text: 'Ставка 15 % годовых на весь срок.', product: 'DEPOSIT', channel: 'EMAIL' },
    ],
    failing: [
      { text: 'Вклад до 18 % годовых.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Доход до двадцати процентов.', product: 'SAVE_ACC', channel: 'PUSH' },
      { text: 'Ставка до 16,5% при пополнении.', product: 'SAVE_ACC', channel: 'EMAIL' },
    ],
  },
});

const notDepositWord = /не (?:является |явля[а-я]+ |это )?(?:[а-я]+ )?вклад|не вклад/u;
const notInsured =
  /не (?:застрахован|страху|подлеж[а-я]+ (?:[а-я]+ )?страховани|вход[а-я]+ в систему страхования)|без страхования вклад/u;
const insurer = /асв|агентств[а-я]+ по страхованию вкладов|систем[а-я]+ (?:обязательного )?страхования/u;
const notGuaranteed = /доход[а-я]*(?: [а-я]+){0,3} не гарантир|не гарантир[а-я]*(?: [а-я]+){0,3} доход/u;

const notDeposit = defineRule({
  id: 'law.not_deposit',
  row: 18,
  title: { ru: 'Не вклад, не застраховано, доход не гарантирован', en: 'Not a deposit, not insured, not guaranteed' },
  article: 'Указание Банка России об ИСЖ и НСЖ; 38-ФЗ ст. 28',
  sourceMarks: ['N'],
  sourceNote: 'ISG and NSG: three statements.',
  severity: 'fix',
  products: ['ISG', 'NSG'],
  message: {
    ru: 'Нет оговорки: не вклад, не застраховано АСВ, доход не гарантирован.',
    en: 'The three reservations are missing: no deposit, not insured by АСВ, yield not guaranteed.',
  },
  suggestedFix: {
    ru: 'Добавьте: «Не является вкладом, не застраховано АСВ, доход не гарантирован».',
    en: 'Add the three reservations.',
  },
  check(text) {
    const folded = text.text;
    const kept =
      notDepositWord.test(folded) && notInsured.test(folded) && insurer.test(folded) && notGuaranteed.test(folded);
    return kept ? [] : missing();
  },
  examples: {
    passing: [
      {
        text: 'Полис и цель. Не является вкладом, не застраховано АСВ, доход не гарантирован.',
        product: 'NSG',
        channel: 'SMS',
      },
      {
        text: 'Программа не является банковским вкладом и не подлежит страхованию в АСВ. Доход по ней не гарантирован.',
        product: 'ISG',
        channel: 'EMAIL',
      },
      {
        text: 'Это не вклад: деньги не застрахованы в Агентстве по страхованию вкладов, а доход не гарантируется.',
        product: 'NSG',
        channel: 'TMO',
      },
    ],
    failing: [
      { text: 'Полис и цель в одном договоре.', product: 'NSG', channel: 'SMS' },
      { text: 'Не является вкладом, доход не гарантирован.', product: 'ISG', channel: 'SMS' },
      { text: 'Не является вкладом, не застраховано АСВ.', product: 'ISG', channel: 'SMS' },
    ],
  },
});

const depositWord = phrases(
  'вклад(?:а|у|ом|е|ы|ов|ам|ами|ах)?(?: \\(?(?:или )?депозит[а-я]*\\)?)?',
  'депозит[а-я]*',
  'вкладчик[а-я]*',
);
const likeDeposit = phrases(
  '(?:тот же|такой же|тоже|почти|словно|будто|вроде|это) (?:[а-я]+ )?(?:вклад|депозит)',
  '(?:надежн|безопасн|спокойн)[а-я]*,? как (?:на |во? )?(?:вклад|депозит)[а-я]*',
  '(?:работает|устроен|действует|ведет себя),? как (?:вклад|депозит)',
  '(?:вклад|депозит) (?:в|на) (?:акци|облигаци|бирж|золот|металл|фонд)[а-я]*',
);
const notOfDeposit = /(?:страхованию|страхования|страховании)\s*$/u;

const depositNamed = defineRule({
  id: 'law.deposit_word',
  row: 18,
  version: 2,
  title: { ru: 'Полис — не вклад', en: 'A policy is no deposit' },
  article: 'Указание Банка России об ИСЖ и НСЖ; 38-ФЗ ст. 5 ч. 3',
  sourceMarks: ['N'],
  sourceNote:
    '«Вклад», «депозит» in the body of ISG and NSG; «не вклад» is what the law asks for. Of investing only a likeness to a deposit.',
  severity: 'block',
  products: ['ISG', 'NSG', 'INVEST', 'TRUST', 'OMS'],
  message: {
    ru: 'Продукт, который не вклад, назван или подан как вклад.',
    en: 'What is no deposit is shown as one.',
  },
  suggestedFix: { ru: 'Уберите слово «вклад».', en: 'Drop the word.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    // Investing is often explained by its difference from a deposit: only the likeness is a breach there.
    const pattern = isOneOf(context.product, ['ISG', 'NSG']) ? depositWord : likeDeposit;
    const found = findAll(searched, pattern).filter(
      (range) =>
        !isDenied(searched, range) && !notOfDeposit.test(searched.slice(Math.max(0, range.start - 16), range.start)),
    );
    return toFindings(found);
  },
  examples: {
    passing: [
      { text: 'Часть денег вкладывается в рынок. Не является вкладом.', product: 'ISG', channel: 'EMAIL' },
      { text: 'Это не банковский вклад, а страховой договор.', product: 'NSG', channel: 'EMAIL' },
      { text: 'Не застраховано в Агентстве по страхованию вкладов.', product: 'NSG', channel: 'EMAIL' },
      { text: 'Не является банковским вкладом (депозитом).', product: 'NSG', channel: 'EMAIL' },
    ],
    failing: [
      { text: 'Тот же вклад, только с полисом.', product: 'NSG', channel: 'PUSH' },
      { text: 'Откройте депозит с защитой жизни.', product: 'ISG', channel: 'SMS' },
      { text: 'Выгодная замена вкладу.', product: 'ISG', channel: 'SMS' },
      { text: 'Брокерский счёт — тот же вклад.', product: 'INVEST', channel: 'PUSH' },
    ],
  },
});

const insuredClaims = [
  stems('застрахован'),
  phrases(
    'асв',
    'страхуется государством',
    '(?:под|с) (?:[а-я]+ )?(?:защит[а-я]+|гаранти[а-я]+) (?:государства|асв)',
    'государств[а-я]* (?:[а-я]+ )?(?:гарантиру|верн|возмест|страху|защища|компенсиру)[а-я]*',
    '(?:гарантиру|возмест|компенсиру)[а-я]* (?:[а-я]+ )?государств[а-я]*',
    'систем[а-я]+ страхования вкладов',
    'агентств[а-я]+ по страхованию вкладов',
  ),
];

/** Of a policy, where «застрахован» is said of people: only what the state or АСВ would pay. */
const insuredByState = [
  phrases(
    '(?:застрахован|страху|защищен|защища|возмест|верн)[а-я]* (?:[а-я]+ ){0,3}(?:государств|асв|агентств[а-я]+ по страхованию вкладов|систем[а-я]+ страхования вкладов)[а-я]*',
    '(?:государств|асв|агентств[а-я]+ по страхованию вкладов)[а-я]* (?:[а-я]+ ){0,3}(?:застрах|страху|защит|защищ|возмест|верн|гарант)[а-я]*',
    '(?:под|с) (?:защит[а-я]+|гаранти[а-я]+) (?:государства|асв)',
  ),
];
const money = '(?:деньг|денег|средств|сбережени|вклад|счет|остат|вложени|накоплени|капитал|металл|золот|взнос)[а-я]*';
const insuredSums = phrases(
  `${money} (?:(?!не )[а-я]+ ){0,4}застрахован[а-я]*`,
  `застрахован[а-я]* (?:[а-я]+ ){0,3}${money}`,
  'асв',
);

/** A policy or a card may insure people: only insured money is a claim there. */
function insuredMoney(product: CheckContext['product']): readonly RegExp[] {
  return isOneOf(product, ['ISG', 'NSG']) ? insuredByState : [...insuredByState, insuredSums];
}

const insuredClaim = defineRule({
  id: 'law.insured_claim',
  row: 18,
  version: 2,
  title: { ru: '«Застраховано» только из каталога', en: '“Insured” only from the catalogue' },
  article: '177-ФЗ; 38-ФЗ ст. 5 ч. 3',
  sourceMarks: ['N'],
  sourceNote: 'Deposit insurance has a limit and conditions: they are told in the complete terms.',
  severity: 'block',
  products: ['DEPOSIT', 'SAVE_ACC', 'DC', 'PREMIUM', 'OMS', 'INVEST', 'TRUST', 'ISG', 'NSG'],
  message: {
    ru: 'Страхование денег упомянуто вне полных условий из каталога.',
    en: 'Deposit insurance is told outside the complete terms.',
  },
  suggestedFix: { ru: 'Уберите или приведите полные условия.', en: 'Drop it, or quote the complete terms.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const patterns = isOneOf(context.product, ['DEPOSIT', 'SAVE_ACC']) ? insuredClaims : insuredMoney(context.product);
    return toFindings(
      patterns.flatMap((pattern) => findAll(searched, pattern)).filter((range) => !isDenied(searched, range)),
    );
  },
  examples: {
    passing: [
      { text: 'Вклад под вашу цель, условия видны до открытия.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Металлический счёт не застрахован, и мы говорим об этом прямо.', product: 'OMS', channel: 'EMAIL' },
      { text: 'В поездке вы застрахованы.', product: 'PREMIUM', channel: 'PUSH' },
      {
        text: 'Вклад под цель. Вклад застрахован АСВ на сумму до 1 400 000 ₽.',
        product: 'DEPOSIT',
        channel: 'EMAIL',
        profile: 'law2025',
        terms: { fullTerms: 'Вклад застрахован АСВ на сумму до 1 400 000 ₽.' },
      },
    ],
    failing: [
      { text: 'Ваши деньги застрахованы.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Счёт под защитой государства.', product: 'SAVE_ACC', channel: 'PUSH' },
      { text: 'Средства на карте застрахованы АСВ.', product: 'DC', channel: 'EMAIL' },
      { text: 'Взносы защищены Агентством по страхованию вкладов.', product: 'NSG', channel: 'EMAIL' },
    ],
  },
});

export const depositRules: readonly Rule[] = [minimumGuaranteedRate, notDeposit, depositNamed, insuredClaim];
