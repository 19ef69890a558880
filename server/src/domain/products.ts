/**
 * The products a text can offer, with the family that gaps in the copybook fall back to.
 * Source: Products.xlsx; the row INS_PROPERTY repeats the description of INS_LIFE there by mistake: it is property
 * insurance.
 */
export const productFamilies = ['credit', 'mortgage', 'card', 'saving', 'investing', 'insurance', 'service'] as const;
export type ProductFamily = (typeof productFamilies)[number];

/** What to call a product of which nothing is known but its family (Russian, nominative). */
export const familyNames: Readonly<Record<ProductFamily, string>> = {
  credit: 'Кредит',
  mortgage: 'Кредит для жилья',
  card: 'Банковская карта',
  saving: 'Сбережения',
  investing: 'Инвестиции',
  insurance: 'Страхование',
  service: 'Услуга банка',
};

export interface ProductDefinition {
  readonly code: string;
  /** Name in the nominative case, as it may be quoted. */
  readonly name: string;
  /** As the bank describes it (Russian). */
  readonly description: string;
  readonly family: ProductFamily;
  /** Consumer credit in the sense of 38-FZ art. 28 p. 3.1 (mortgages included). */
  readonly isCredit: boolean;
}

const definitions = [
  ['ПК', 'Кредит наличными', 'Классический потребительский кредит', 'credit', true],
  ['TOPUP', 'Новый кредит с погашением прежнего', 'Рефинансирование внутреннего ПК в Газпромбанке', 'credit', true],
  ['REFIN', 'Рефинансирование', 'Рефинансирование внешнего ПК в другом банке', 'credit', true],
  ['CC', 'Кредитная карта', 'Кредитная карта', 'card', true],
  ['AUTO', 'Автокредит', 'Классический автокредит', 'credit', true],
  ['AUTO_SCR', 'Кредит под залог авто', 'Кредит под залог авто', 'credit', true],
  ['MORTG', 'Ипотека', 'Ипотека (обычная, льготная, ИТ, дальневосточная и тд)', 'mortgage', true],
  ['MORTG_REFIN', 'Рефинансирование ипотеки', 'Рефинансирование ипотеки', 'mortgage', true],
  ['MORTG_SCR', 'Кредит под залог недвижимости', 'Кредит под залог недвижимости', 'mortgage', true],
  ['DEPOSIT', 'Вклад', 'Депозит', 'saving', false],
  ['SAVE_ACC', 'Накопительный счёт', 'Накопительный счет', 'saving', false],
  ['DC', 'Дебетовая карта', 'Дебетовая карта (МИР, UNION PAY, и тд)', 'card', false],
  ['PREMIUM', 'Премиальная карта', 'Премиальная карта', 'card', false],
  ['INVEST', 'Брокерский счёт', 'Брокерский и инвестиционный счет (акции, облигации, ПИФ, валюта)', 'investing', false],
  ['ISG', 'Инвестиционное страхование жизни', 'Инвестиционное страхование жизни', 'insurance', false],
  ['NSG', 'Накопительное страхование жизни', 'Накопительное страхование жизни', 'insurance', false],
  ['INS_LIFE', 'Страхование жизни', 'Страхование жизни', 'insurance', false],
  ['INS_PROPERTY', 'Страхование имущества', 'Страхование имущества', 'insurance', false],
  ['TRUST', 'Доверительное управление', 'Доверительное управление', 'investing', false],
  ['OMS', 'Металлический счёт', 'Обезличенный металлический счет', 'investing', false],
  ['IZP', 'Зарплатный проект', 'Индивидуальный зарплатный проект', 'service', false],
  ['CURR_EXC', 'Обмен валюты', 'Обмен валюты', 'service', false],
] as const;

export type ProductCode = (typeof definitions)[number][0];

export const productCodes: readonly ProductCode[] = definitions.map((definition) => definition[0]);

export const products: Readonly<Record<ProductCode, ProductDefinition & { readonly code: ProductCode }>> =
  Object.fromEntries(
    definitions.map(([code, name, description, family, isCredit]) => [
      code,
      { code, name, description, family, isCredit },
    ]),
  ) as Record<ProductCode, ProductDefinition & { readonly code: ProductCode }>;

export function isProductCode(value: string): value is ProductCode {
  return Object.hasOwn(products, value);
}
