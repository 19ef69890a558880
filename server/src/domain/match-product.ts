/**
 * A product as a request names it → `ValidProduct`.
 *
 * Order: a code of the table → a name or description that is word for word one of the table → the family of the first
 * noun that says one («страхование ипотеки» is insurance, «ипотека со страхованием» is not) → of the first adjective or
 * vaguer word («золотая карта» is a card because nouns go first) → a service of which nothing is known.
 *
 * `isCredit` is decided apart and errs on the side of credit: a needless warning costs a line, a missing one breaks the
 * law (38-FZ art. 28 p. 3.1). So anything that smells of borrowing is credit whatever its family, and so is a product
 * whose words say nothing we know.
 */
import type { FieldViolation } from './errors.ts';
import {
  familyNames,
  isProductCode,
  type ProductCode,
  type ProductFamily,
  productCodes,
  products,
} from './products.ts';
import type { ValidProduct } from './valid-request.ts';

export interface ProductQuery {
  /** A code of the table, in any case, or "". */
  readonly code: string;
  /** The product's name as a text may quote it, or "". */
  readonly name: string;
  readonly description: string;
}

/** Longest description, in characters, that can stand for a missing name. */
const nameCharsMax = 40;

/** The code as Latin keyboards write it. */
const codeAliases: Readonly<Record<string, ProductCode>> = { PK: 'ПК' };

type FamilyRule = readonly [ProductFamily, string];

/** Roots at the beginning of a word, ё folded into е. The leftmost match wins, then the order of the list. */
const nouns: readonly FamilyRule[] = [
  [
    'mortgage',
    'ипотек|ипотечн\\p{L}* (?:кредит|заем|займ)|(?:кредит|заем|займ)\\p{L}* под залог (?:недвиж|кварт|дом|жил|участ|земл)',
  ],
  ['insurance', 'страхован|страховк|страхов\\p{L}* (?:полис|програм|защит)|полис|осаго|каско|исж|нсж|дмс|insurance'],
  ['card', 'карт[аыуое](?![\\p{L}]{3})|карточк|card'],
  [
    'credit',
    'кредит(?!н|ов)|автокредит|займ|заем|заим|ссуд|рефинанс|рассроч|овердрафт|лизинг|ломбард|пк(?!\\p{L})|loan|credit',
  ],
  [
    'investing',
    'инвестици|инвестир|облигац|пиф|фонд|доверительн\\p{L}* управл|золот[оаеу](?!\\p{L})|серебр[оаеу](?!\\p{L})|слит[ок]|' +
      'бирж|иис|омс|портфел|ценн\\p{L}* бумаг|акци[ийя] (?:компан|росс|предпр|эмитент)|вложени|invest',
  ],
  ['saving', 'вклад|депозит|накоплени|сбережени|копилк|накопительн\\p{L}* сч|сберегательн\\p{L}* сч|deposit|saving'],
  ['service', 'зарплатн\\p{L}* проект|обмен|перевод|ячейк|сейф|подписк|эквайринг'],
];

const vagueWords: readonly FamilyRule[] = [
  ['mortgage', 'ипотечн|mortgage'],
  ['insurance', 'страхов|застрах|защит'],
  ['credit', 'кредит'],
  ['investing', 'инвест|брокер|доверительн|металл|золот|серебр|акци|опцион|трейд'],
  ['saving', 'накоп|сберег|копить|откладыва'],
  ['service', 'зарплат|валют|пенси|касс|услуг|сервис|счет|приложени|тариф'],
];

/** Anything that smells of borrowing. */
const creditRoots =
  'кредит|автокредит|займ|заем|заим|занять|ссуд|ипоте|рефинанс|рассроч|овердрафт|лизинг|ломбард|долг(?:а|у|ом|е|и|ов)?(?!\\p{L})|' +
  'залог|отсроч|до (?:зарплаты|получки|пенсии)|(?:плат|опла)\\p{L}* (?:по )?частями|частями|(?:плат|опла|покуп)\\p{L}* потом|' +
  'льготн\\p{L}* период|грейс|пк(?!\\p{L})|bnpl|credit|loan|mortgage|overdraft';

function wordsOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim();
}

function wordStart(roots: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${roots})`, 'u');
}

const compiledNouns = nouns.map(([family, roots]) => [family, wordStart(roots)] as const);
const compiledVagueWords = vagueWords.map(([family, roots]) => [family, wordStart(roots)] as const);
const smellsOfCredit = wordStart(creditRoots);

const byWording = new Map<string, ProductCode>(
  // INS_LIFE comes before INS_PROPERTY, whose description in Products.xlsx is a mistake: the first keeps the wording.
  productCodes
    .toReversed()
    .flatMap((code) => [
      [wordsOf(products[code].description), code] as const,
      [wordsOf(products[code].name), code] as const,
    ]),
);

/** @returns the product, or the violation of `product.code` that names the known codes. */
export function matchProduct(query: ProductQuery): ValidProduct | FieldViolation {
  const code = query.code.trim().toUpperCase();
  const known = Object.hasOwn(codeAliases, code) ? codeAliases[code]! : code;
  if (isProductCode(known)) return products[known];
  const name = query.name.trim();
  const description = query.description.trim();
  if (name === '' && description === '') return unknownCode(code);
  const listed = byWording.get(wordsOf(description)) ?? (description === '' ? byWording.get(wordsOf(name)) : undefined);
  if (listed) return products[listed];
  const words = wordsOf(`${name}. ${description}`);
  const family = leftmost(compiledNouns, words) ?? leftmost(compiledVagueWords, words);
  return {
    code: null,
    name: name || shortName(description) || familyNames[family ?? 'service'],
    description: description || name,
    family: family ?? 'service',
    isCredit: family === null || family === 'mortgage' || family === 'credit' || smellsOfCredit.test(words),
  };
}

function leftmost(rules: readonly (readonly [ProductFamily, RegExp])[], words: string): ProductFamily | null {
  let best: { family: ProductFamily; index: number } | null = null;
  for (const [family, pattern] of rules) {
    const index = pattern.exec(words)?.index;
    if (index !== undefined && (best === null || index < best.index)) best = { family, index };
  }
  return best?.family ?? null;
}

/** A description short enough to be called by, with a capital: «кредит на образование» → «Кредит на образование». */
function shortName(description: string): string {
  if ([...description].length > nameCharsMax || !/^[А-Яа-яЁё][А-Яа-яЁё -]*$/u.test(description)) return '';
  return description.charAt(0).toUpperCase() + description.slice(1);
}

function unknownCode(code: string): FieldViolation {
  const limit = `one of ${productCodes.join(', ')}, or a description of the product`;
  const given = code === '' ? 'nothing' : `unknown code of ${[...code].length} characters`;
  return { field: 'product.code', limit, given, message: `product.code must be ${limit}; given: ${given}` };
}
