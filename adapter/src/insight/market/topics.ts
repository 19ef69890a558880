/** What reviews, vacancies and news are about: topics with their words, our products, and the concern each speaks to. */
import type { MarketIdea } from './market.ts';

export interface Topic {
  readonly id: string;
  readonly name: string;
  readonly words: RegExp;
  readonly concern: NonNullable<MarketIdea['concern']>;
}

/** Topics of reviews. */
export const reviewTopics: readonly Topic[] = [
  {
    id: 'app',
    name: 'приложение и сайт',
    concern: 'efficiency',
    words: /приложени|сайт|личн[а-я]* кабинет|не грузит|вылета|завис|вход|логин|обновлени|app(?![a-z])/i,
  },
  {
    id: 'support',
    name: 'поддержка',
    concern: 'support',
    words: /поддержк|оператор|дозвон|горяч[а-я]* лини|чат|хам|груб|отписк|support/i,
  },
  {
    id: 'fees',
    name: 'комиссии и списания',
    concern: 'finance',
    words: /комисси|списал|списыва|навяза|плат[аыу] за|скрыт|обслуживани[ея] карт|штраф|fee/i,
  },
  { id: 'credit', name: 'кредиты', concern: 'finance', words: /кредит|рассрочк|переплат|ставк|досрочн|ипотек|loan/i },
  {
    id: 'cards',
    name: 'карты и переводы',
    concern: 'purchase',
    words: /карт[аыуе]|перевод|снять|банкомат|кешб|кэшб|бонус|card/i,
  },
  { id: 'block', name: 'блокировки', concern: 'support', words: /заблокир|блокиров|115-?фз|заморо|приостанов|block/i },
  { id: 'office', name: 'отделения', concern: 'purchase', words: /отделени|офис|очеред|менеджер|талон/i },
];

/** Areas of vacancies. */
export const vacancyAreas: readonly { readonly id: string; readonly name: string; readonly words: RegExp }[] = [
  {
    id: 'it',
    name: 'разработка',
    words:
      /разработ|developer|программист|devops|backend|frontend|тестировщ|qa|архитектор|аналитик данных|data|ml(?![a-z])/i,
  },
  {
    id: 'sales',
    name: 'продажи',
    words: /продаж|менеджер по работе с клиент|консультант|клиентск[а-я]* менеджер|sales/i,
  },
  { id: 'support', name: 'поддержка', words: /оператор|поддержк|колл-?центр|контакт-?центр|support/i },
  { id: 'risk', name: 'риски', words: /риск|скоринг|андеррайт|комплаенс|финмониторинг|risk/i },
  { id: 'mortgage', name: 'ипотека', words: /ипотек|недвижимост/i },
];

/** Our products by the words that name them in news. The first that fits wins: special ones stand before general ones. */
export const productWords: readonly { readonly product: string; readonly name: string; readonly words: RegExp }[] = [
  { product: 'MORTG_REFIN', name: 'рефинансирование ипотеки', words: /рефинансирован[а-я]* ипотек/i },
  { product: 'REFIN', name: 'рефинансирование', words: /рефинансир/i },
  { product: 'AUTO', name: 'автокредит', words: /автокредит|кредит[а-я]* на (?:авто|машин)/i },
  { product: 'MORTG', name: 'ипотека', words: /ипотек|mortgage/i },
  { product: 'CC', name: 'кредитная карта', words: /кредитн[а-я]+ карт|кредитк|рассрочк|credit card/i },
  { product: 'PREMIUM', name: 'премиальная карта', words: /премиальн|premium/i },
  {
    product: 'DC',
    name: 'дебетовая карта',
    words: /дебетов|кешб[еэ]к|кэшб[еэ]к|детск[а-я]+ карт|debit card|карт[аыуе](?![а-я])/i,
  },
  { product: 'SAVE_ACC', name: 'накопительный счёт', words: /накопительн[а-я]* сч|savings account/i },
  { product: 'DEPOSIT', name: 'вклад', words: /вклад|депозит|deposit/i },
  { product: 'OMS', name: 'металлический счёт', words: /металлическ|золот/i },
  { product: 'INVEST', name: 'брокерский счёт', words: /брокер|инвест|облигац|акци[ийю] компан|фонд/i },
  { product: 'INS_PROPERTY', name: 'страхование имущества', words: /страхован[а-я]* (?:имуществ|жиль|квартир|дом)/i },
  { product: 'INS_LIFE', name: 'страхование жизни', words: /страхован[а-я]* жизн|полис/i },
  { product: 'CURR_EXC', name: 'обмен валюты', words: /обмен[а-я]* валют|валют/i },
  { product: 'IZP', name: 'зарплатная карта', words: /зарплатн/i },
  { product: 'ПК', name: 'кредит', words: /кредит|loan/i },
];

/** Words of discontent; stars speak louder where there are any. */
const negative =
  /ужас|кошмар|отврат|худш|разочаров|обман|врут|вранье|ложь|развод|хам|груб|безобраз|позор|не работа|не груз|вылета|завис|невозможно|не отвеча|игнор|отписк|навяза|списал|без предупрежден|заблокир|очеред|дурац|бесполезн|мошенни|потерял|не могу|не рекоменд|жалоб|ненавиж|terribl|awful|worst|scam|useless/iu;
const positive = /спасибо|отличн|прекрасн|удобн|быстро помог|рекомендую(?! не)|довольн|супер|great|excellent|love/iu;

/** @param stars 1 … 5, or null */
export function isNegativeReview(stars: number | null, title: string, text: string): boolean {
  if (stars !== null) return stars <= 2;
  const words = `${title} ${text}`.toLowerCase().replaceAll('ё', 'е');
  return negative.test(words) && !positive.test(words.replaceAll(/не (?:удобн|рекомендую|довольн)[а-я]*/gu, ''));
}

export function findProduct(text: string): (typeof productWords)[number] | null {
  return productWords.find(({ words }) => words.test(text)) ?? null;
}
