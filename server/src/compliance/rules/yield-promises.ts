/** Rows 2 and 8: nobody promises yield of what depends on the market. */
import { findZones } from '../find-zones.ts';
import { clauseBefore, findAll, findTogether, has, isDenied, phrases, sentenceAround, stems } from '../patterns.ts';
import { isOneOf } from '../product-kinds.ts';
import type { Range, Rule } from '../types.ts';
import { defineRule, missing, search, toFindings } from './define-rule.ts';
import * as wording from './yield-patterns.ts';
import { yieldNoun } from './yield-patterns.ts';

/** Promises, unless the clause denies them. */
const promises = [
  stems('гарант', 'безриск', 'стопроцентн', 'беспроигрышн', 'безубыточн'),
  stems(`(?:обеща|обеспеч|сулим|сулит)[а-я]* (?:вам )?(?:[а-я]+ )?${yieldNoun}`),
  phrases(`${yieldNoun} (?:(?!не )[а-я]+ )?обеща(?:ем|ет|ют|ю)`),
  phrases(`${yieldNoun} (?:вам )?(?:обеспечен|обещан|зафиксирован|предрешен)[аоы]?`),
];

const certainly =
  '(?:точно|наверняка|обязательно|непременно|всегда|неизбежно|неуклонно|постоянно|каждый день|каждый месяц)';
const unconditional = [
  phrases(
    `${certainly} (?:[а-я]+ ){0,2}(?:заработа[а-я]+|зарабатыва[а-я]+|в плюсе|в прибыли|вырас[а-я]+|раст[а-я]+|(?:по)?дорожа[а-я]+|прибав[а-я]+|окуп[а-я]+|принес[а-я]+|принос[а-я]+|получ[а-я]+ (?:доход|прибыль))`,
    'вы (?:будете )?(?:получать|получите|получаете) (?:[а-я]+ )?(?:прибыль|доход)',
    '(?:доход|прибыль|рост) (?:[а-я]+ )?(?:будет|есть|идет|ид[её]т) (?:всегда|точно|наверняка|обязательно|непременно)',
    '(?:никогда )?не (?:обесцени[а-я]+|(?:по)?дешевеет|упадет|падает в цене|уменьшится|сгорит)(?: никогда)?',
    '(?:потерять|проиграть|прогадать) (?:[а-я]+ )?(?:невозможно|нельзя|не получится)',
    '(?:верн|надежн|постоянн|обеспеченн|фиксированн|защищенн|проверенн)[а-я]+ (?:доход|прибыл|заработ)[а-я]*',
    'без (?:[а-я]+ ){0,2}и (?:[а-я]+ )?риск[а-я]*',
    'риск[а-я]* (?:[а-я]+ )?(?:к нулю|нулю|нулев[а-я]+)',
    '(?:доход|прибыль|рост) (?:точно|наверняка|обязательно|всегда) [а-я]+',
    '(?:риск[а-я]*|потер[а-я]*|убытк[а-я]*) (?:нет|никаких|исключен[аоы]?|отсутству[а-я]+|не буд[а-я]+)',
    '(?:ноль|нулев[а-я]+|никак[а-я]+) (?:риск|потер|убытк)[а-я]*',
    'нич(?:ем|его) не (?:риску|потеря)[а-я]+',
    'не (?:потеряете|прогадаете|проиграете)',
    'без (?:потерь|убытков|просадок)',
  ),
];

const noRisk = stems('без (?:всяк[а-я]+ |как[а-я]+ (?:либо )?|(?!учет|оценк|анализ|понимани)[а-я]+ )?риск');
/** «Дохода без риска не бывает» is the opposite of a promise. */
const noRiskDeniedAfter =
  /^[^.!?]{0,30}(?:не (?:быва|существу|обход|обойт|случа|получ)|нет(?!\p{L})|нельзя|невозможн)/u;
const noRiskDeniedBefore =
  /(?:не (?:быва|существу|обеща|случа|может быть)|нельзя|невозможн|нет)[а-я]*(?:\s+[а-я]+){0,4}\s*$/u;

function findPromises(text: string, ranges: readonly Range[]): Range[] {
  return ranges.filter((range) => !isDenied(text, range));
}

/** Promises by pairs of words (yield-patterns.ts). */
function findWorded(searched: string): Range[] {
  const plain = wording.plainPromises.flatMap((pattern) => findAll(searched, pattern));
  const impossible = findAll(searched, wording.cannotFall);
  return [
    ...findTogether(searched, wording.certain, wording.gains, { unless: wording.gainsUnless, gapMax: 40 }),
    ...findTogether(searched, wording.losses, wording.lossDenied, {
      unless: wording.lossUnless,
      gapMax: 30,
      clause: true,
    }),
    ...plain.filter(
      (range) => !wording.plainUnless.test(sentenceAround(searched, range)) && !isDenied(searched, range),
    ),
    ...impossible.filter((range) => !wording.cannotFallUnless.test(sentenceAround(searched, range))),
  ];
}

/** Yield told without a hedge in its sentence or the next one. */
function findUnhedged(searched: string, growthToo: boolean): Range[] {
  const patterns = growthToo ? [wording.yieldTold, wording.growthTold] : [wording.yieldTold];
  return patterns
    .flatMap((pattern) => findAll(searched, pattern))
    .filter((range) => {
      const sentence = sentenceAround(searched, range);
      const next = /^[^.!?…\n]*[.!?…\n]\s*(?<next>[^.!?…\n]{0,80})/u.exec(searched.slice(range.end, range.end + 240));
      return !wording.hedged.test(sentence) && !wording.hedgedNext.test(next?.groups?.next ?? '');
    });
}

const marketProducts = ['INVEST', 'TRUST', 'OMS', 'ISG', 'NSG'] as const;

const noYieldPromise = defineRule({
  id: 'law.no_yield_promise',
  row: 2,
  version: 2,
  title: { ru: 'Без обещаний доходности', en: 'No promise of yield' },
  article: '38-ФЗ ст. 28 ч. 2 п. 1',
  sourceMarks: ['T'],
  sourceNote: 'A deposit rate fixed in the contract is not a breach, so deposits are left out.',
  severity: 'block',
  products: marketProducts,
  message: {
    ru: 'Нельзя обещать или гарантировать будущий доход и говорить, что риска нет.',
    en: 'Future yield may not be promised or guaranteed, nor risk denied.',
  },
  suggestedFix: {
    ru: 'Уберите обещание и скажите прямо, что доход не гарантирован.',
    en: 'Drop the promise and say that the yield is not guaranteed.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const promised = findPromises(
      searched,
      promises.flatMap((pattern) => findAll(searched, pattern)),
    );
    const riskless = findAll(searched, noRisk).filter(
      (range) =>
        !noRiskDeniedAfter.test(searched.slice(range.end, range.end + 60)) &&
        !noRiskDeniedBefore.test(clauseBefore(searched, range.start)),
    );
    return toFindings([
      ...promised,
      ...riskless,
      ...search(text, context, unconditional),
      ...findWorded(searched),
      ...findUnhedged(searched, isOneOf(context.product, ['INVEST', 'TRUST', 'OMS'])),
    ]);
  },
  examples: {
    passing: [
      {
        text: 'Рынок бывает разным, доход не гарантирован. Загляните в раздел инвестиций.',
        product: 'INVEST',
        channel: 'PUSH',
      },
      { text: 'Вложений без риска не бывает, о нём расскажем до подписи.', product: 'TRUST', channel: 'EMAIL' },
      { text: 'Никто не гарантирует рост цены металла, она ходит в обе стороны.', product: 'OMS', channel: 'EMAIL' },
      { text: 'Гарантированная ставка по вкладу записана в договоре.', product: 'DEPOSIT', channel: 'EMAIL' },
    ],
    failing: [
      { text: 'Брокерский счёт с гарантированным доходом.', product: 'INVEST', channel: 'PUSH' },
      { text: 'Доверительное управление без риска для сбережений.', product: 'TRUST', channel: 'EMAIL' },
      { text: 'Не сомневайтесь: прибыль г а р а н т и р у е м.', product: 'ISG', channel: 'EMAIL' },
      { text: 'С золотом вы точно заработаете.', product: 'OMS', channel: 'SMS' },
      { text: 'Риски мы полностью исключили.', product: 'TRUST', channel: 'TMO' },
      { text: 'Управляющий сохранит и приумножит ваш капитал.', product: 'TRUST', channel: 'PUSH' },
    ],
  },
});

const past = phrases(
  'как (?:и )?(?:раньше|прежде|всегда|в прошлом|в прошлые годы)',
  '(?:и )?дальше (?:будет|будут|так же)',
  'в прошл(?:ом|ые|ых|ый)(?: [а-я]+)?',
  '(?:ни разу|никогда) не (?:был|уходил|опускал|закрывал)[а-я]* (?:[а-я]+ )?в минус[еа]?',
  '(?:за )?(?:последние|прошлые|прошедшие) (?:[а-я]+ )?(?:годы|лет|месяцы)',
);
const yieldWord =
  /(?:в минус|доход|прибыл|заработ|заработал|выраст|вырос|раст[её]т|росл|рост|принос|принес|подорожа|результат|показал)/u;
const cautious = /не (?:гарант|обеща|определ|знач|предсказ|говор|явля|опреде|обеспечив)|ниже|пада|риск/u;

const noPastAsFuture = defineRule({
  id: 'law.no_past_as_future',
  row: 8,
  version: 2,
  title: { ru: 'Прошлое — не обещание', en: 'The past is no promise' },
  article: '38-ФЗ ст. 28 ч. 5',
  sourceMarks: ['T'],
  sourceNote: 'Written for trust management and funds; kept for every product that depends on the market.',
  severity: 'block',
  products: marketProducts,
  message: {
    ru: 'Нельзя говорить о стабильности дохода и выдавать прошлый результат за будущий.',
    en: 'No claim of stable yield, and no past result shown as a future one.',
  },
  suggestedFix: {
    ru: 'Уберите сравнение с прошлым и слова о стабильности.',
    en: 'Drop the comparison with the past and the words on stability.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const stability = findPromises(
      searched,
      wording.steady.flatMap((pattern) => findAll(searched, pattern)),
    );
    const compared = findAll(searched, past).filter((range) => {
      const sentence = sentenceAround(searched, range);
      return yieldWord.test(sentence) && !cautious.test(sentence);
    });
    const told = findTogether(searched, wording.pastVerbs, wording.pastSubjects, { unless: wording.pastUnless });
    return toFindings([...stability, ...compared, ...told]);
  },
  examples: {
    passing: [
      { text: 'Результаты в прошлом не определяют доход в будущем.', product: 'TRUST', channel: 'EMAIL' },
      { text: 'Он помнит, о чём вы говорили в прошлый раз.', product: 'INVEST', channel: 'EMAIL' },
      { text: 'Стабильного дохода рынок не обещает.', product: 'TRUST', channel: 'EMAIL' },
      { text: 'Уйти раньше срока бывает невыгодно.', product: 'NSG', channel: 'EMAIL' },
    ],
    failing: [
      { text: 'Управляющий приносит стабильный доход.', product: 'TRUST', channel: 'EMAIL' },
      { text: 'Портфель растёт, как и раньше.', product: 'TRUST', channel: 'PUSH' },
      { text: 'В прошлом году золото выросло, вырастет и теперь.', product: 'OMS', channel: 'EMAIL' },
      { text: 'Стратегия обгоняла инфляцию.', product: 'TRUST', channel: 'EMAIL' },
    ],
  },
});

const disclosurePlace =
  /(?:информаци|сведени|услови)[а-я]*[^.!?]{0,120}?(?:раскры|опублик|размещ|на сайте|на странице|по адресу|https?:)/u;
const funds = stems('пиф', 'паев', 'паи(?![а-я])', 'инвестиционн[а-я]* фонд', 'взаимн[а-я]* фонд');

const trustDisclosure = defineRule({
  id: 'law.trust_disclosure',
  row: 8,
  title: { ru: 'Где раскрыта информация об управлении', en: 'Where trust management is disclosed' },
  article: '38-ФЗ ст. 28 ч. 4',
  sourceMarks: ['T'],
  sourceNote: 'Source of disclosed information and where the terms can be read before the contract.',
  severity: 'fix',
  products: ['TRUST', 'INVEST'],
  message: {
    ru: 'Реклама доверительного управления и паевых фондов говорит, где раскрыта информация и где прочитать условия до договора.',
    en: 'An ad of trust management or of funds says where information is disclosed and the terms can be read before the contract.',
  },
  suggestedFix: {
    ru: 'Добавьте: «Условия управления и сведения об управляющем раскрыты на сайте …».',
    en: 'Add where the terms and the information on the manager are published.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
    const brokerOnly = !isOneOf(context.product, ['TRUST']) && !has(searched, funds);
    if (brokerOnly || disclosurePlace.test(text.text)) return [];
    return missing();
  },
  examples: {
    passing: [
      {
        text: 'Доверительное управление: выберите стратегию. Условия управления и сведения об управляющем раскрыты на сайте https://example.ru/terms',
        product: 'TRUST',
        channel: 'PUSH',
      },
      { text: 'Брокерский счёт открывают в приложении.', product: 'INVEST', channel: 'PUSH' },
      {
        text: 'Управляющий ведёт портфель. С информацией об управляющем можно ознакомиться по адресу: https://example.ru/terms',
        product: 'TRUST',
        channel: 'EMAIL',
      },
    ],
    failing: [
      { text: 'Доверительное управление: выберите стратегию.', product: 'TRUST', channel: 'PUSH' },
      { text: 'Управляющий ведёт портфель, решаете вы. АО «Банк Пример».', product: 'TRUST', channel: 'EMAIL' },
      { text: 'На брокерском счёте доступны паевые инвестиционные фонды.', product: 'INVEST', channel: 'EMAIL' },
    ],
  },
});

export const yieldPromiseRules: readonly Rule[] = [noYieldPromise, noPastAsFuture, trustDisclosure];
