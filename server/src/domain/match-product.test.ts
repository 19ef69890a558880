import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchProduct } from './match-product.ts';
import { familyNames, productCodes, products } from './products.ts';
import type { ValidProduct } from './valid-request.ts';

function described(description: string, name = ''): ValidProduct {
  const product = matchProduct({ code: '', name, description });
  if (!('family' in product)) throw new Error(`not matched: ${description}`);
  return product;
}

describe('a known code', () => {
  it.each(productCodes)('%s wins over name and description, in any case and between spaces', (code) => {
    const query = { code: ` ${code.toLowerCase()} `, name: 'Вклад Мечта', description: 'что угодно' };
    expect(matchProduct(query)).toBe(products[code]);
  });

  it('reads PK in Latin as ПК, and no other look-alike', () => {
    expect(matchProduct({ code: 'pk', name: '', description: '' })).toBe(products.ПК);
    expect(matchProduct({ code: 'СС', name: '', description: '' })).toHaveProperty('field', 'product.code');
  });
});

describe('an unknown code', () => {
  it('without words is a violation that names the known codes and not the value', () => {
    const violation = matchProduct({ code: 'SECRET9', name: ' ', description: ' ' });
    expect(violation).toMatchObject({ field: 'product.code', given: 'unknown code of 7 characters' });
    for (const code of productCodes) expect(violation).toHaveProperty('limit', expect.stringContaining(code));
    expect(JSON.stringify(violation)).not.toContain('SECRET9');
  });

  it('with a description is matched by it', () => {
    expect(matchProduct({ code: 'EDU', name: '', description: 'кредит на образование' })).toMatchObject({
      code: null,
      family: 'credit',
    });
  });
});

describe('a description', () => {
  it.each([
    ['кредит на образование', 'credit', true],
    ['Классный заём до зарплаты', 'credit', true],
    ['Рассрочка на бытовую технику', 'credit', true],
    ['кредитная линия для самозанятых', 'credit', true],
    ['Рефинансирование займов других банков', 'credit', true],
    ['ипотека для молодых семей', 'mortgage', true],
    ['ипотечный кредит на строительство дома', 'mortgage', true],
    ['Кредит под залог квартиры', 'mortgage', true],
    ['ипотека со страхованием жизни', 'mortgage', true],
    ['страхование ипотеки', 'insurance', true],
    ['Полис для путешественников', 'insurance', false],
    ['накопительное страхование с защитой', 'insurance', false],
    ['Страховая программа на случай потери работы', 'insurance', false],
    ['карта рассрочки', 'card', true],
    ['кредитная карта с льготным периодом', 'card', true],
    ['золотая карта для поездок', 'card', false],
    ['Детская карта с заданиями', 'card', false],
    ['вклад для пенсионеров', 'saving', false],
    ['долгосрочный вклад с пополнением', 'saving', false],
    ['накопительный счет для детей', 'saving', false],
    ['Брокерский счёт для начинающих инвесторов', 'investing', false],
    ['вложения в золото', 'investing', false],
    ['ПИФ на облигации', 'investing', false],
    ['индивидуальный сейф', 'service', false],
    ['подписка на привилегии', 'service', false],
    ['перевод пенсии в банк', 'service', false],
    ['счёт в юанях', 'service', false],
    ['покупайте сейчас, платите потом', 'service', true],
  ] as const)('«%s» is of the family %s, credit: %s', (description, family, isCredit) => {
    expect(described(description)).toMatchObject({ code: null, family, isCredit, description });
  });

  it('that says nothing we know is a service under the law of credit', () => {
    expect(described('Нечто новое от нас')).toMatchObject({ family: 'service', isCredit: true, code: null });
  });

  it('that is word for word one of the table is that product', () => {
    expect(described('Классический потребительский кредит')).toBe(products.ПК);
    expect(described('накопительный счёт')).toBe(products.SAVE_ACC);
    expect(described('Страхование жизни')).toBe(products.INS_LIFE);
    expect(matchProduct({ code: '', name: 'Ипотека', description: '' })).toBe(products.MORTG);
  });

  it('keeps the given name, else is called by a short description, else by its family', () => {
    expect(described('кредит на учёбу', 'Знание').name).toBe('Знание');
    expect(described('кредит на учёбу').name).toBe('Кредит на учёбу');
    expect(described('Вклад, который можно пополнять, с выплатой дохода в конце срока').name).toBe(familyNames.saving);
    expect(described('вклад 2026').name).toBe(familyNames.saving);
  });

  it('of any words gives a product, and with a root of borrowing always a credit', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom('кредит', 'займ', 'ссуда', 'рассрочка'),
        (noise, root) => {
          const product = matchProduct({ code: '', name: '', description: `${noise} ${root}` });
          return 'isCredit' in product && product.isCredit;
        },
      ),
    );
  });
});
