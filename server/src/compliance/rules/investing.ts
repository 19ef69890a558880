/** Row 14: what is not advice, and names no security. */
import { findZones, foldNeedle } from '../find-zones.ts';
import { findAll, phrases, stems } from '../patterns.ts';
import type { NormalisedText, Range, Rule } from '../types.ts';
import { defineRule, missing, toFindings } from './define-rule.ts';

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

/** Names that mean nothing but a company: named at all in a text on investing, they read as a hint. */
const knownIssuers = stems(
  'лукойл',
  'роснефт',
  'газпром(?!банк)',
  'норникел',
  'северстал',
  'алрос',
  'новат[еэ]к',
  'татнефт',
  'русал',
  'фосагро',
  'транснефт',
  'сургутнефтегаз',
  'ростелеком',
  'полюс золот',
  'яндекс',
  'аэрофлот',
  'нлмк',
  'мосбирж',
  'сбер(?:а|у|ом|е|банк[а-я]*)?(?![а-я])',
  'теслы?(?![а-я])',
  'эппл',
  'нвиди',
  'биткоин',
  'биткойн',
);
/** Advice to this client: what to buy, and when. */
const advice = phrases(
  '(?:рекоменд|совет)(?:ую|уем|ует)[а-я]* (?:[а-я]+ ){0,3}(?:покуп|куп|прода|прикуп|докуп|взять|брать|вложи|бумаг|акци|облигаци|фонд)[а-я]*',
  '(?:покупайте|берите|докупайте|прикупите|продавайте|скупайте) (?:[а-я]+ ){0,2}(?:акци|бумаг|облигаци|фонд|паи|доллар|золот|валют)[а-я]*',
  '(?:пора|время|самое время|момент) (?:покупать|докупать|продавать|брать|скупать|заходить)(?: [а-я]+)?',
  '(?:вам|для вас) (?:подойд[а-я]+|подход[а-я]+|стоит купить|нужно купить) (?:[а-я]+ )?(?:акци|облигаци|бумаг|фонд)[а-я]*',
);

const issuers =
  'ржд|газпром(?:а|у|ом|е|нефт[а-я]*)?|лукойл[а-я]*|роснефт[а-я]*|яндекс[а-я]*|сбер(?:а|у|ом|е|банк[а-я]*)?|норникел[а-я]*|норильск[а-я]+ никел[а-я]*|полюс(?:а|у|ом)?|магнит(?:а|у|ом)?|татнефт[а-я]*|новат[еэ]к[а-я]*|алрос[а-я]*|северстал[а-я]*|нлмк|ммк|мтс|втб|аэрофлот[а-я]*|озон(?:а|у|ом)?|русал[а-я]*|транснефт[а-я]*|сургутнефтегаз[а-я]*|ростелеком[а-я]*|фосагро|тинькоф[а-я]*|пик|самолет(?:а|у|ом)?|московск[а-я]+ бирж[а-я]*|эпл|тесл[а-я]|гугл[а-я]*|нвиди[а-я]*';
const securities = '(?:акци|облигаци|бумаг|пай|паи|паев|паям|фонд|ценн[а-я]+ бумаг)[а-я]*';

const named = [
  phrases(`${securities} (?:[а-я]+ )?(?:компании |банка |пао |ао )?"?(?:${issuers})"?`),
  phrases(
    `(?:купить|продать|докупить|приобрести|купите|покупайте|продавайте|продайте|берите|возьмите|добавьте)(?: в портфель)? "?(?:${issuers})"?`,
  ),
  phrases(
    'sber|gazp|lkoh|rosn|ydex|gmkn|plzl|mgnt|tatn|nvtk|alrs|chmf|nlmk|mtss|vtbr|aflt|ozon|moex|tcsg|aapl|tsla|nvda|googl',
  ),
  phrases('офз(?: ?-? ?[\\d-]+)?', '[a-z]{2}[a-z\\d]{9}\\d'),
];
/** «облигации «Ромашка»»: a name in quotes, in the folded text. */
const quoted =
  /(?<!\p{L})(?:акци|фонд|облигаци|бумаг|па[йяе])[а-я]*\s+(?:(?:фонд|компани|банк|завод|групп)[а-я]*\s+|(?:п?ао|ооо)\s+)?"[^"\n]{2,40}"/gu;
/** «облигации Ромашки»: the name begins with a capital in the original. */
const capitalName =
  /(?<!\p{L})(?:акци|фонд|облигаци|бумаг|па[йяе])[а-я]*\s+(?:(?:фонд|компани|банк|завод|групп)[а-я]*\s+|(?:п?ао|ооо)\s+)?(?<name>[а-я][а-я-]{2,})/gu;

/** Disclosures that follow a body without its full stop. */
const notNames =
  /^(?:страховщик|страхован|услуг|управляющ|реклама|не|публичн|акционерн|общество|условия|лицензи|генеральн|данн|сказанн)/u;

/** The word after a security begins with a capital, and the text is not all in capitals. */
function findCapitalNames(text: NormalisedText, searched: string): Range[] {
  const found: Range[] = [];
  for (const match of searched.matchAll(capitalName)) {
    const end = match.index + match[0].length;
    const nameStart = end - match.groups!.name!.length;
    const isCapital = (at: number): boolean => /^\p{Lu}/u.test(text.toOriginal(at, at + 1).text);
    if (notNames.test(match.groups!.name!)) continue;
    if (isCapital(nameStart) && !isCapital(match.index + 1)) found.push({ start: match.index, end });
  }
  return found;
}

const securityNamed = defineRule({
  id: 'law.security_named',
  row: 14,
  version: 2,
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
    const searched = findZones(text, context).withoutCatalogue;
    // The provider's own name in short is no security: «Сбер» of ПАО «Сбербанк».
    const provider = foldNeedle(context.profile.terms.legalName);
    const isProvider = ({ start }: Range): boolean => provider.includes(searched.slice(start, start + 4));
    const listed = [
      ...[...named, quoted, advice].flatMap((pattern) => findAll(searched, pattern)),
      ...findAll(searched, knownIssuers).filter((range) => !isProvider(range)),
    ];
    return toFindings([...listed, ...findCapitalNames(text, searched)]);
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
      { text: 'Аналитики ждут роста Лукойла.', product: 'INVEST', channel: 'EMAIL' },
      { text: 'Рекомендуем вам покупать облигации.', product: 'INVEST', channel: 'SMS' },
    ],
  },
});

export const investingRules: readonly Rule[] = [notRecommendation, securityNamed];
