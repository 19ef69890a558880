/** How each product is named or plainly meant (folded text), for the score of fit. */
import type { ProductCode } from '../domain/products.ts';
import { stems } from './patterns.ts';

export const productWords: Readonly<Record<ProductCode, RegExp>> = {
  ПК: stems('кредит', 'займ', 'заем', 'занять', 'заним', 'ссуд', 'рассрочк'),
  TOPUP: stems('кредит', 'рефинансир', 'договор', 'платеж'),
  REFIN: stems('рефинансир', 'кредит', 'платеж', 'долг'),
  CC: stems('кредитн', 'карт'),
  AUTO: stems('автокредит', 'кредит', 'машин', 'авто', 'руль', 'рулем', 'салон'),
  AUTO_SCR: stems('залог', 'автокредит', 'кредит', 'машин', 'авто', 'птс'),
  MORTG: stems('ипотек', 'ипотеч', 'жиль', 'квартир', 'новосел', 'дом(?:а|у|ом)?(?![а-я])'),
  MORTG_REFIN: stems('рефинансир', 'ипотек', 'ипотеч'),
  MORTG_SCR: stems('залог', 'кредит', 'недвижимост', 'квартир'),
  DEPOSIT: stems('вклад', 'депозит', 'сбережен', 'накоплен'),
  SAVE_ACC: stems('накопительн', 'копилк', 'накоп', 'откладыв', 'копит'),
  DC: stems('карт'),
  PREMIUM: stems('премиальн', 'карт', 'менеджер', 'привилеги'),
  INVEST: stems('брокер', 'инвест', 'акци', 'облигац', 'бирж', 'бумаг', 'рын(?:ок|к)', 'портфел', 'вложен'),
  ISG: stems('инвестиционн', 'исж', 'страхован', 'полис', 'защит', 'рын(?:ок|к)'),
  NSG: stems('накопительн', 'нсж', 'страхован', 'полис', 'защит'),
  INS_LIFE: stems('страхов', 'полис', 'застрахов', 'защит'),
  INS_PROPERTY: stems('страхов', 'полис', 'застрахов', 'защит', 'защищ'),
  TRUST: stems('доверительн', 'управляющ', 'управлен', 'портфел', 'стратеги', 'поруч', 'инвест'),
  OMS: stems('металл', 'драгмет', 'золот', 'серебр', 'платин', 'паллади', 'грамм'),
  IZP: stems('зарплат', 'получк'),
  CURR_EXC: stems('валют', 'обмен', 'курс', 'доллар', 'евро', 'юан'),
};

const cache = new Map<string, RegExp>();
const cacheMax = 500;

/** A product that only the request describes: the first five letters of its words. */
export function wordsOfDescribed(name: string, description: string): RegExp {
  const key = `${name}\n${description}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const found =
    key
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[а-я]{4,}/gu) ?? [];
  const pattern = stems(...[...new Set(found.map((word) => word.slice(0, 5)))].slice(0, 40), 'услуг', 'продукт');
  if (cache.size >= cacheMax) cache.clear();
  cache.set(key, pattern);
  return pattern;
}
