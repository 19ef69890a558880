/**
 * Does a publication or an update announce a new product, or a new feature, and of what? Points for words that say so,
 * against points for words that say something else (a rate that changed, an award, a report, a plan). Hand-written; how
 * well it does on headlines that it was not written from is in docs/MARKET.md.
 */

export interface Announcement {
  readonly kind: 'new_product' | 'new_feature';
  readonly points: number;
  /** What spoke for it. */
  readonly words: readonly string[];
}

type Weighted = readonly (readonly [RegExp, number])[];

const begins: Weighted = [
  [/(?<![а-я])запус(?:ти|ка)[а-я]*/u, 3],
  [/(?<![а-я])(?:представи|предложи|анонсирова|выпусти|вывод|выве)(?:л|ла|ли|ло|т|дит|дят|л[аио]?)(?![а-я])/u, 3],
  [/(?<![а-я])(?:откры(?:л|ла|ли)|начал[аи]?|стал[аио]?) (?:приём|прием|выда|оформл|продаж|предлаг|доступ)[а-я]*/u, 3],
  [/(?<![а-я])(?:появи|доступн|стартова|заработа)[а-я]*/u, 2],
  [/(?<![а-я])(?:добави(?:л|ла|ли)|внедри(?:л|ла|ли)|реализова(?:л|ла|ли)|научи(?:л|ла|ли|лось|лся))[а-я]*/u, 3],
  [/(?<![а-я])тепер(?:ь|ь можно)(?![а-я])/u, 2],
  [/(?<![а-я])(?:можно|сможете|смогут|могут)(?![а-я])/u, 1],
  [/(?<![a-z])(?:launch(?:es|ed)?|introduc(?:es|ed)|unveil(?:s|ed)?|roll(?:s|ed)? out|adds?|added)(?![a-z])/u, 3],
];
const products: Weighted = [
  [
    /(?<![а-я])нов(?:ый|ая|ое|ые|ую|ого|ой) (?:[а-я-]+ )?(?:вклад|карт|кредит|ипотек|сч[её]т|полис|страховк|тариф|подписк|продукт|программ)[а-я]*/u,
    3,
  ],
  [
    /(?<![а-я])(?:вклад|карт[аыу]|дебетов|кредитн|кредит(?![о])|ипотек|накопительн|сч[её]т|полис|страхов|рассрочк|автокредит|рефинансир|инвестпродукт|облигац)[а-я]*/u,
    1,
  ],
  [/(?<![а-я])(?:линейк|премиальн|детск|семейн)[а-я]*/u, 1],
  [/(?<![a-z])(?:new|first) (?:[a-z]+ )?(?:deposit|card|loan|mortgage|account|insurance|plan)(?![a-z])/u, 3],
  [/(?<![a-z])(?:deposit|credit card|debit card|loan|mortgage|savings account)s?(?![a-z])/u, 1],
];
const features: Weighted = [
  [
    /(?<![а-я])(?:функци|возможност|сервис|раздел|кнопк|виджет|экран|уведомлени|поиск|чат-?бот|помощник|биометри|вход по|тёмн|темн[аоу][яйю] тем)[а-я]*/u,
    2,
  ],
  [/(?<![а-я])(?:перевод|оплат|плат[её]ж|пополнен|выписк|справк|подпис|заказ|напомина|расписани|категори)[а-я]*/u, 1],
  [/(?<![a-z])(?:feature|dark mode|widget|search|biometric|face id|in the app|in-app|chat ?bot)s?(?![a-z])/u, 2],
];
/** Where it can be had: a product may be had there as well as a feature, so places don't say which it is. */
const places: Weighted = [
  [
    /(?<![а-я])(?:в приложении|в мобильном|на сайте|в интернет-банке|в чате|онлайн|по qr|по лицу|без визита)(?![а-я])/u,
    2,
  ],
];
const otherNews: Weighted = [
  [/(?<![а-я])(?:повыси|снизи|изменил[аи]? ставк|увеличи(?:л|ла|ли) ставк|скорректирова|продли)[а-я]*/u, 4],
  [
    /(?<![а-я])(?:прибыл[ьи]|отч[её]тност|мсфо|рсбу|дивиденд|рейтинг|награ|преми[яию]|побед|стал лучшим|назначен|покин|возглави)[а-я]*/u,
    4,
  ],
  [/(?<![а-я])(?:планирует|намерен|собира|рассматривает|обсужда|может|в будущем|к концу года|тестиру|пилот)[а-я]*/u, 3],
  [
    /(?<![а-я])(?:закры(?:л|ла|ли|вает)|прекрати|отмени|приостанови|отказа|сбой|сбои|недоступн|штраф|иск(?![а-я])|суд(?![а-я])|мошенни|предупреди)[а-я]*/u,
    5,
  ],
  [/(?<![а-я])(?:исправ|ошиб(?:ки|ок)|стабильност|улучшили производительност|мелкие|оптимизи)[а-я]*/u, 2],
  [
    /(?<![а-я])(?:конкурс|акци[яию] (?:для|с)|розыгрыш|спонсор|форум|конференц|исследован|опрос|эксперт|рассказал|спецпроект)[а-я]*/u,
    4,
  ],
  [
    /(?<![a-z])(?:profit|dividend|rating|award|appoint|plans? to|may|outage|fine|lawsuit|survey|raises? rates?|cuts? rates?)(?![a-z])/u,
    4,
  ],
  [/(?<![a-z])(?:bug fixes|fixed bugs|performance improvements|minor)(?![a-z])/u, 2],
];

/** @returns null for news of other things */
export function readAnnouncement(
  title: string,
  text: string,
  isUpdate: boolean,
  pointsMin: number,
): Announcement | null {
  // The first sentences say what the news is; what follows is history and quotes.
  const words = `${title}. ${text.slice(0, 400)}`.toLowerCase().replaceAll('ё', 'е');
  const begun = count(begins, words);
  const product = count(products, words);
  const feature = count(features, words);
  const place = count(places, words);
  const other = count(otherNews, words);
  // An update of an app or a site tells of what has come, without saying so.
  const start = isUpdate ? Math.max(begun.points, 1) : begun.points;
  if (start === 0) return null;
  const isFeature = isUpdate ? product.points < 3 : feature.points > product.points || product.points === 0;
  const about = isFeature ? feature : product;
  const points = start + about.points + place.points - other.points;
  if (about.points + place.points === 0 || points < pointsMin) return null;
  return {
    kind: isFeature ? 'new_feature' : 'new_product',
    points,
    words: [...begun.words, ...about.words, ...place.words],
  };
}

function count(weighted: Weighted, text: string): { points: number; words: string[] } {
  let points = 0;
  const words: string[] = [];
  for (const [pattern, weight] of weighted) {
    const found = pattern.exec(text);
    if (found === null) continue;
    points += weight;
    words.push(found[0].trim());
  }
  return { points, words };
}
