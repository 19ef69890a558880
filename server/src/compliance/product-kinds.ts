/**
 * Which products of the table a product counts as. A product that only the request describes counts as every product
 * whose law its description calls for: better one disclosure too many than one too few.
 */
import { isProductCode, type ProductCode } from '../domain/products.ts';
import type { ValidProduct } from '../domain/valid-request.ts';

const cache = new WeakMap<ValidProduct, ReadonlySet<ProductCode>>();

function kindsOfDescribed(product: ValidProduct): ReadonlySet<ProductCode> {
  const words = `${product.name} ${product.description}`.toLowerCase();
  const kinds = new Set<ProductCode>();
  const add = (condition: boolean, code: ProductCode): void => {
    if (condition) kinds.add(code);
  };
  if (product.family === 'investing') {
    add(/довер/u.test(words), 'TRUST');
    add(/металл|золот|серебр/u.test(words), 'OMS');
    add(kinds.size === 0 || /брокер|акци|облигац|бумаг|фонд|пиф/u.test(words), 'INVEST');
  }
  if (product.family === 'insurance') {
    add(/инвест/u.test(words), 'ISG');
    add(/накоп/u.test(words), 'NSG');
    add(kinds.size === 0, 'INS_LIFE');
  }
  add(product.family === 'saving' && /счёт|счет/u.test(words), 'SAVE_ACC');
  add(product.family === 'saving' && !kinds.has('SAVE_ACC'), 'DEPOSIT');
  add(product.family === 'card', product.isCredit ? 'CC' : 'DC');
  add(product.family === 'credit', 'ПК');
  add(product.family === 'mortgage', 'MORTG');
  add(product.family === 'service', 'CURR_EXC');
  return kinds;
}

export function kindsOf(product: ValidProduct): ReadonlySet<ProductCode> {
  const known = cache.get(product);
  if (known !== undefined) return known;
  const kinds =
    product.code !== null && isProductCode(product.code)
      ? new Set<ProductCode>([product.code])
      : kindsOfDescribed(product);
  cache.set(product, kinds);
  return kinds;
}

export function isOneOf(product: ValidProduct, codes: readonly ProductCode[]): boolean {
  const kinds = kindsOf(product);
  return codes.some((code) => kinds.has(code));
}
