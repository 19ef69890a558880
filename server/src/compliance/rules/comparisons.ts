/** Rows 9 and 10: superlatives without a criterion, other banks. */
import { findZones, foldNeedle } from '../find-zones.ts';
import { clauseBefore, findAll, phrases, sentenceAround, stems } from '../patterns.ts';
import type { Finding, Range, Rule } from '../types.ts';
import { defineRule, search, toFindings } from './define-rule.ts';

const adjective = '[а-я]{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ых|их|ому|ему|ым|им|ыми|ими|ую|юю|ом|ем|ей)(?:ся)?';

const superlatives = [
  stems('(?:наи)?лучш(?:ий|ая|ую|ее|ие|его|ей|ему|ем|им|их|ими)(?![а-я])'),
  phrases(`сам(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми|ою) ${adjective}`),
  stems(
    'единственн(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых)',
    'наи(?:выгодн|больш|меньш|высш|низш|скорейш|удобн|надежн)',
    '(?:крупн|выгодн|быстр|удобн|старейш|надежн|сильн|популярн)ейш',
    'непревзойд',
    'лидер[а-я]* (?:рынк|отрасл|банк|продаж|рейтинг)',
    'банк-лидер',
  ),
  phrases(
    '(?:№|n|номер) ?(?:1|один|первый)',
    'топ ?-? ?1',
    '(?:лучше|выгоднее|дешевле|надежнее|быстрее|удобнее|выше|ниже|проще) (?:всех|всего на свете|не бывает|не найти|не найдете|некуда)',
    '(?:больше )?нигде (?:больше )?(?:не найдете|не найти|нет)',
    'не имеет (?:аналогов|равных)',
    '(?:нам|ей|ему|им|карте|вкладу) нет равных',
    'вне конкуренции',
    'перв(?:ый|ая|ое|ые) (?:[а-я]+ )?в (?:стране|мире|городе|россии|отрасли)',
  ),
];

/** «Самое важное», «самых близких», «в лучшем случае»: nothing about the product is claimed. */
const harmless =
  /^(?:сам[а-я]+ (?:первы|последн|близк|разн|обычн|важн|главн|нужн|необходим|дорог(?:ое|им|их)|интересн|трудн|сложн|родн|любим)|(?:наи)?лучшем случае|лучшего(?! [а-я]+(?:а|я)(?![а-я])))/u;
const harmlessBefore = /(?:^|\s)(?:тот|та|то|те|того|той|тому|тем|том|ту|тех) же\s*$|(?:^|\s)(?:всего|к)\s*$/u;
/** A criterion makes it a claim that can be proved: a person looks. */
const criterion = /(?:по данным|по версии|по итогам|по оценке|по результатам|рейтинг)/u;

const softClaims = [stems('идеальн', 'уникальн', 'эксклюзивн', 'безупречн', 'совершенств', 'непобедим')];

const superlative = defineRule({
  id: 'law.superlatives',
  row: 9,
  title: { ru: 'Превосходная степень без критерия', en: 'Superlative without a criterion' },
  article: '38-ФЗ ст. 5 ч. 2, 3',
  sourceMarks: ['N'],
  sourceNote: 'Regulator practice: «лучший», «самый», «№ 1», «единственный» need a criterion with its source.',
  severity: 'block',
  message: {
    ru: 'Превосходная степень без критерия сравнения и его источника.',
    en: 'A superlative without a criterion and its source.',
  },
  suggestedFix: {
    ru: 'Скажите, чем именно это удобно, без сравнения со всеми.',
    en: 'Say what is good about it without comparing.',
  },
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
    const findings: Finding[] = [];
    for (const range of superlatives.flatMap((pattern) => findAll(searched, pattern))) {
      const hit = searched.slice(range.start, range.end);
      if (harmless.test(hit) || harmlessBefore.test(clauseBefore(searched, range.start))) continue;
      const proved = criterion.test(sentenceAround(searched, range));
      findings.push(
        proved
          ? {
              range,
              severity: 'warn',
              note: { ru: 'Проверьте источник критерия.', en: 'Check the source of the criterion.' },
            }
          : { range },
      );
    }
    for (const range of search(text, context, softClaims)) findings.push({ range, severity: 'warn' });
    return findings;
  },
  examples: {
    passing: [
      { text: 'На самом деле всё складывается в несколько понятных действий.', product: 'CC', channel: 'EMAIL' },
      {
        text: 'Следить за биржей самому не нужно, самое важное видно на экране.',
        product: 'ISG',
        channel: 'MOBILE_CHAT',
      },
      { text: 'Чтобы лучше понять условия, загляните в чат с самого начала.', product: 'DC', channel: 'EMAIL' },
    ],
    failing: [
      { text: 'Лучший вклад для вас.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Самая выгодная карта в вашем кармане.', product: 'DC', channel: 'PUSH' },
      { text: 'Банк № 1 по мнению всех.', product: 'DC', channel: 'PUSH' },
      { text: 'ЕДИHCTBEHHЫЙ кредит, который подойдёт.', product: 'ПК', channel: 'SMS' },
    ],
  },
});

const only = phrases('только');
const onlyHarmless = /(?:не|как|если|лишь|еще|бы|да и)\s*$/u;

const exclusivity = defineRule({
  id: 'law.exclusivity',
  row: 9,
  title: { ru: '«Только»', en: 'Claims of being the only one' },
  article: '38-ФЗ ст. 5 ч. 2, 3',
  sourceMarks: ['N'],
  sourceNote: '«Только» may claim that nobody else has it: a person looks.',
  severity: 'warn',
  message: {
    ru: '«Только» может читаться как исключительность: проверьте.',
    en: '«Только» may read as a claim of being the only one: look at it.',
  },
  suggestedFix: { ru: 'Если речь об исключительности, уберите слово.', en: 'If it claims exclusivity, drop the word.' },
  check(text, context) {
    const searched = findZones(text, context).withoutNames;
    const found = findAll(searched, only).filter(
      (range) =>
        !onlyHarmless.test(clauseBefore(searched, range.start)) &&
        !/^ что(?![а-я])/u.test(searched.slice(range.end, range.end + 6)),
    );
    return toFindings(found);
  },
  examples: {
    passing: [
      { text: 'Как только надумаете, напишите в чат.', product: 'DC', channel: 'MOBILE_CHAT' },
      { text: 'Не только карта, но и вклад.', product: 'DEPOSIT', channel: 'PUSH' },
      { text: 'Карта только что пришла, проверьте конверт.', product: 'DC', channel: 'KND' },
    ],
    failing: [
      { text: 'Только у нас такая карта.', product: 'DC', channel: 'PUSH' },
      { text: 'Такой вклад есть только здесь.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Только мы подумаем о вас.', product: 'INS_LIFE', channel: 'EMAIL' },
    ],
  },
});

/** [how a bank is written, how its legal name is]. A bank whose legal name is the provider's is not another bank. */
const banks: readonly (readonly [string, string])[] = [
  ['сбер(?:а|у|ом|е)?|сбербанк[а-я]*', 'сбер'],
  ['втб', 'втб'],
  ['альфа ?-? ?банк[а-я]*|альфа-банк[а-я]*', 'альфа'],
  ['т ?- ?банк[а-я]*|тиньк[а-я]+', 'тбанк|т-банк|тинькофф'],
  ['газпромбанк[а-я]*', 'гпб|газпромбанк'],
  ['райффайзен[а-я]*', 'райффайзен'],
  ['росбанк[а-я]*', 'росбанк'],
  ['совкомбанк[а-я]*', 'совкомбанк'],
  ['(?:банк[а-я]* |фк )"открытие"', 'открытие'],
  ['россельхозбанк[а-я]*|рсхб', 'россельхоз|рсхб'],
  ['промсвязьбанк[а-я]*|псб', 'промсвязь|псб'],
  ['московск[а-я]+ кредитн[а-я]+ банк[а-я]*|мкб', 'московский кредитный|мкб'],
  ['почта банк|почта-банк[а-я]*', 'почта'],
  ['уралсиб[а-я]*', 'уралсиб'],
  ['ак барс[а-я]*', 'ак барс'],
  ['юникредит[а-я]*', 'юникредит'],
  ['хоум ?-?(?:кредит|банк)[а-я]*', 'хоум'],
  ['ренессанс (?:кредит|банк)[а-я]*', 'ренессанс'],
  ['мтс ?-? ?банк[а-я]*', 'мтс'],
  ['озон ?-? ?банк[а-я]*', 'озон'],
  ['яндекс ?-? ?банк[а-я]*', 'яндекс'],
  ['русск[а-я]+ стандарт[а-я]*', 'русский стандарт'],
  ['отп ?-?банк[а-я]*', 'отп'],
  ['дом\\.рф', 'дом.рф'],
  ['ситибанк[а-я]*', 'ситибанк'],
  ['росгосстрах[а-я]*', 'росгосстрах'],
  ['ингосстрах[а-я]*', 'ингосстрах'],
  ['согаз[а-я]*', 'согаз'],
];
const bankPatterns = banks.map(([written, own]) => ({ pattern: phrases(written), own: new RegExp(own, 'u') }));

const others = '(?:друг|ин|проч|остальн|чуж|соседн|прежн)[а-я]*';
const comparisons = [
  phrases(
    `в отличие от (?:${others}(?: банк[а-я]*)?|конкурент[а-я]*|вашего банка)`,
    `дешевле,? чем [а-я]+`,
    `(?:лучше|выгоднее|выше|ниже|быстрее|проще|удобнее|надежнее|больше|меньше),? чем (?:(?:у|в|во) )?(?:${others} банк[а-я]*|${others}(?= |[.,!?])|конкурент[а-я]*|всех|в вашем банке|ваш банк|везде|где)`,
    `не то,? что (?:(?:у|в) )?(?:${others}|конкурент[а-я]*)(?: банк[а-я]*)?`,
  ),
  stems('конкурент'),
  phrases(
    `(?:у|в) (?:${others}) банк[а-я]* (?:[а-я]+ )?(?:хуже|дороже|медленнее|сложнее|дольше|выше|ниже|очеред[а-я]+)`,
    '(?:другие|остальные|иные) (?:[а-я]+ )?(?:откаж[а-я]+|отказыва[а-я]+|не дадут|не дают|обману[а-я]+)',
  ),
  stems(
    `(?:${others}) банк[а-я]* (?:[а-я]+ )?(?:обман|скрыва|отказыва|навязыва|дерут|наживают|завыша|забыва|не (?:да|мог|уме|предлаг|дума))`,
  ),
];

const competitors = defineRule({
  id: 'law.competitors',
  row: 10,
  title: { ru: 'Без сравнения с другими банками', en: 'No comparison with other banks' },
  article: '38-ФЗ ст. 5 ч. 2 п. 1, ч. 3 п. 1',
  sourceMarks: ['K'],
  sourceNote: 'Incorrect comparison and smearing; a list of banks and of turns of phrase.',
  severity: 'block',
  message: {
    ru: 'Другая организация названа или задета сравнением.',
    en: 'Another provider is named or compared with.',
  },
  suggestedFix: { ru: 'Говорите о своём продукте, других не упоминайте.', en: 'Speak of the own product only.' },
  check(text, context) {
    const legalName = foldNeedle(context.profile.terms.legalName);
    const named = bankPatterns.filter(({ own }) => !own.test(legalName)).map(({ pattern }) => pattern);
    const found: Range[] = search(text, context, [...named, ...comparisons]);
    return toFindings(found);
  },
  examples: {
    passing: [
      { text: 'Кредит из другого банка можно перенести к нам.', product: 'REFIN', channel: 'PUSH' },
      { text: 'Рефинансирование проще, чем кажется.', product: 'REFIN', channel: 'SMS' },
      {
        text: 'Газпромбанк поможет с вкладом.',
        product: 'DEPOSIT',
        channel: 'SMS',
        terms: { legalName: 'Банк ГПБ (АО)' },
      },
    ],
    failing: [
      { text: 'В отличие от других банков мы рядом.', product: 'DC', channel: 'PUSH' },
      { text: 'Выгоднее, чем в Сбере.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Дешевле, чем у соседей.', product: 'INS_PROPERTY', channel: 'SMS' },
    ],
  },
});

export const comparisonRules: readonly Rule[] = [superlative, exclusivity, competitors];
