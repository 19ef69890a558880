/** Rows 14 and 18: what is not advice, not a deposit, and not insured. */
import { findZones } from '../find-zones.ts';
import { findAll, isDenied, phrases, stems } from '../patterns.ts';
import type { Range, Rule } from '../types.ts';
import { defineRule, missing, search, toFindings } from './define-rule.ts';

const notAdvice = /не (?:является|явля[а-я]+) (?:[а-я]+ )?(?:индивидуальн[а-я]+ )?инвестиционн[а-я]+ рекомендаци/u;

const notRecommendation = defineRule({
  id: 'law.not_recommendation',
  row: 14,
  title: { ru: 'Не индивидуальная инвестиционная рекомендация', en: 'Not individual investment advice' },
  article: '39-ФЗ ст. 6.1, 6.2',
  sourceMarks: ['T', 'N', 'K'],
  sourceNote: 'Personal messages are treated as ads.',
  severity: 'fix',
  products: ['INVEST', 'TRUST', 'OMS', 'ISG'],
  message: {
    ru: 'Нет оговорки «не является индивидуальной инвестиционной рекомендацией».',
    en: 'The reservation «не является индивидуальной инвестиционной рекомендацией» is missing.',
  },
  suggestedFix: {
    ru: 'Добавьте: «Не является индивидуальной инвестиционной рекомендацией».',
    en: 'Add the reservation word for word.',
  },
  check: (text) => (notAdvice.test(text.text) ? [] : missing()),
  examples: {
    passing: [
      {
        text: 'Брокерский счёт в приложении. Не является индивидуальной инвестиционной рекомендацией.',
        product: 'INVEST',
        channel: 'PUSH',
      },
      {
        text: 'Золото в граммах. Это не является индивидуальной инвестиционной рекомендацией.',
        product: 'OMS',
        channel: 'KND',
      },
      {
        text: 'Полис и рынок. НЕ ЯВЛЯЕТСЯ ИНДИВИДУАЛЬНОЙ ИНВЕСТИЦИОННОЙ РЕКОМЕНДАЦИЕЙ',
        product: 'ISG',
        channel: 'EMAIL',
      },
    ],
    failing: [
      { text: 'Брокерский счёт в приложении.', product: 'INVEST', channel: 'PUSH' },
      { text: 'Управляющий подберёт стратегию по вашей рекомендации.', product: 'TRUST', channel: 'EMAIL' },
      { text: 'Золото в граммах. Является рекомендацией.', product: 'OMS', channel: 'KND' },
    ],
  },
});

const issuers =
  'газпром(?:а|у|ом|е|нефт[а-я]*)?|лукойл[а-я]*|роснефт[а-я]*|яндекс[а-я]*|сбер(?:а|у|ом|е|банк[а-я]*)?|норникел[а-я]*|норильск[а-я]+ никел[а-я]*|полюс(?:а|у|ом)?|магнит(?:а|у|ом)?|татнефт[а-я]*|новат[еэ]к[а-я]*|алрос[а-я]*|северстал[а-я]*|нлмк|ммк|мтс|втб|аэрофлот[а-я]*|озон(?:а|у|ом)?|русал[а-я]*|транснефт[а-я]*|сургутнефтегаз[а-я]*|ростелеком[а-я]*|фосагро|тинькоф[а-я]*|пик|самолет(?:а|у|ом)?|московск[а-я]+ бирж[а-я]*|эпл|тесл[а-я]|гугл[а-я]*|нвиди[а-я]*';
const securities = '(?:акци|облигаци|бумаг|пай|паи|паев|паям|фонд|ценн[а-я]+ бумаг)[а-я]*';

const named = [
  phrases(`${securities} (?:[а-я]+ )?(?:компании |банка |пао |ао )?"?(?:${issuers})"?`),
  phrases(`(?:купите|покупайте|продавайте|продайте|берите|возьмите|добавьте)(?: в портфель)? "?(?:${issuers})"?`),
  phrases('офз(?: ?-? ?[\\d-]+)?', '[a-z]{2}[a-z\\d]{9}\\d'),
];
const tickers =
  /(?<![\p{L}\p{N}])(?:SBER|GAZP|LKOH|ROSN|YDEX|GMKN|PLZL|MGNT|TATN|NVTK|ALRS|CHMF|NLMK|MAGN|MTSS|VTBR|AFLT|OZON|MOEX|TCSG|AAPL|TSLA|NVDA|GOOGL)(?![\p{L}\p{N}])/gu;
/** «акции «Ромашки»», «облигации Ромашки»: a name in quotes or with a capital. */
const quotedName =
  /(?<!\p{L})(?:[Аа]кци|[Фф]онд|[Оо]блигаци|[Бб]умаг|[Пп]а[йяеё])\p{L}*\s+(?:(?:компании|банка|завода|группы|ПАО|АО|ООО)\s+)?(?:[«"“][^»"”]{2,40}[»"”]|[А-ЯЁ][\p{L}-]+)/gu;

const securityNamed = defineRule({
  id: 'law.security_named',
  row: 14,
  title: { ru: 'Без названий ценных бумаг', en: 'No security is named' },
  article: '39-ФЗ ст. 6.1; 38-ФЗ ст. 28 ч. 2',
  sourceMarks: ['T', 'N', 'K'],
  sourceNote:
    'A personal message that names a security reads as advice. Names by list, by capital letter and by quotes.',
  severity: 'block',
  products: ['INVEST', 'TRUST', 'ISG'],
  message: { ru: 'Названа ценная бумага или её эмитент.', en: 'A security or its issuer is named.' },
  suggestedFix: { ru: 'Говорите о бумагах вообще.', en: 'Speak of securities in general.' },
  check(text, context) {
    const findings = search(text, context, named);
    const spans: Range[] = [];
    for (const pattern of [tickers, quotedName]) {
      pattern.lastIndex = 0;
      for (const match of text.original.matchAll(pattern)) {
        spans.push({ start: match.index, end: match.index + match[0].length });
      }
    }
    const zones = findZones(text, context).legalName.map((range) => text.toOriginal(range.start, range.end));
    const outside = spans.filter((span) => !zones.some((zone) => span.start < zone.end && span.end > zone.start));
    return [...toFindings(findings), ...toFindings(toNormalised(text, outside))];
  },
  examples: {
    passing: [
      { text: 'Акции и облигации могут дорожать, а могут и падать в цене.', product: 'INVEST', channel: 'EMAIL' },
      { text: 'Покупать бумаги сразу не нужно. Распишитесь, ваши бумаги.', product: 'INVEST', channel: 'KND' },
      { text: 'Про акции и облигации расскажем по-русски. Загляните.', product: 'INVEST', channel: 'MOBILE_CHAT' },
    ],
    failing: [
      { text: 'Купите акции Газпрома.', product: 'INVEST', channel: 'PUSH' },
      { text: 'Облигации «Ромашка» в приложении.', product: 'INVEST', channel: 'PUSH' },
      { text: 'Присмотритесь к SBER.', product: 'TRUST', channel: 'EMAIL' },
    ],
  },
});

/** Ranges of the original as ranges of the folded text: a binary search over its map. */
function toNormalised(text: Parameters<Rule['check']>[0], spans: readonly Range[]): Range[] {
  const indexOf = (offset: number): number => {
    let low = 0;
    let high = text.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (text.toOriginal(middle, middle).start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return spans.map((span) => ({ start: indexOf(span.start), end: indexOf(span.end) }));
}

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

const depositWord = phrases('вклад(?:а|у|ом|е|ы|ов|ам|ами|ах)?', 'депозит[а-я]*', 'вкладчик[а-я]*');
const notOfDeposit = /(?:страхованию|страхования|страховании)\s*$/u;

const depositNamed = defineRule({
  id: 'law.deposit_word',
  row: 18,
  title: { ru: 'Полис — не вклад', en: 'A policy is no deposit' },
  article: 'Указание Банка России об ИСЖ и НСЖ; 38-ФЗ ст. 5 ч. 3',
  sourceMarks: ['N'],
  sourceNote: '«Вклад», «депозит» in the body of ISG and NSG; «не вклад» is what the law asks for.',
  severity: 'block',
  products: ['ISG', 'NSG'],
  message: {
    ru: 'Страховая программа названа или подана как вклад.',
    en: 'The insurance programme is shown as a deposit.',
  },
  suggestedFix: { ru: 'Уберите слово «вклад».', en: 'Drop the word.' },
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
    const found = findAll(searched, depositWord).filter(
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
    ],
    failing: [
      { text: 'Тот же вклад, только с полисом.', product: 'NSG', channel: 'PUSH' },
      { text: 'Откройте депозит с защитой жизни.', product: 'ISG', channel: 'SMS' },
      { text: 'Выгодная замена вкладу.', product: 'ISG', channel: 'SMS' },
    ],
  },
});

const insuredClaims = [
  stems('застрахован'),
  phrases(
    'асв',
    'страхуется государством',
    '(?:под|с) (?:защит[а-я]+|гаранти[а-я]+) государства',
    'систем[а-я]+ страхования вкладов',
    'агентств[а-я]+ по страхованию вкладов',
  ),
];

const insuredClaim = defineRule({
  id: 'law.insured_claim',
  row: 18,
  title: { ru: '«Застраховано» только из каталога', en: '“Insured” only from the catalogue' },
  article: '177-ФЗ; 38-ФЗ ст. 5 ч. 3',
  sourceMarks: ['N'],
  sourceNote: 'Deposit insurance has a limit and conditions: they are told in the complete terms.',
  severity: 'block',
  products: ['DEPOSIT', 'SAVE_ACC', 'DC', 'PREMIUM', 'OMS', 'INVEST', 'TRUST'],
  message: {
    ru: 'Страхование денег упомянуто вне полных условий из каталога.',
    en: 'Deposit insurance is told outside the complete terms.',
  },
  suggestedFix: { ru: 'Уберите или приведите полные условия.', en: 'Drop it, or quote the complete terms.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    return toFindings(
      insuredClaims.flatMap((pattern) => findAll(searched, pattern)).filter((range) => !isDenied(searched, range)),
    );
  },
  examples: {
    passing: [
      { text: 'Вклад под вашу цель, условия видны до открытия.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Металлический счёт не застрахован, и мы говорим об этом прямо.', product: 'OMS', channel: 'EMAIL' },
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
    ],
  },
});

export const investingRules: readonly Rule[] = [
  notRecommendation,
  securityNamed,
  notDeposit,
  depositNamed,
  insuredClaim,
];
