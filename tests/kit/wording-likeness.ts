/**
 * How alike two sentences of one product are, without the words of the product's name: "Спросите об инвестиционном
 * страховании жизни." and "Прочтите об инвестиционном страховании жизни." share a name, and differ in all the rest.
 */
import { isProductCode, type ProductCode, products } from '@offerwright/server/src/domain/products.ts';
import { distance } from 'fastest-levenshtein';

/** Names used beside the catalogue's. */
const otherNames: Readonly<Record<string, readonly string[]>> = { MORTG_SCR: ['жильё'] };

const stemLengthMin = 4;
const endingLength = 3;
const stems = new Map<string, readonly string[]>();

function fold(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[а-я-]+|\{name\}/gu) ?? []
  );
}

function isLong(word: string): boolean {
  return word.length >= stemLengthMin;
}

function stemOf(word: string): string {
  return word.slice(0, Math.max(stemLengthMin, word.length - endingLength));
}

function stemsOf(product: string): readonly string[] {
  let known = stems.get(product);
  if (known === undefined) {
    const names = isProductCode(product) ? [products[product].name, ...(otherNames[product] ?? [])] : [];
    known = names.flatMap(fold).filter(isLong).map(stemOf);
    stems.set(product, known);
  }
  return known;
}

/** The sentence in lower case, without punctuation and without the product's name. */
export function ownWording(text: string, product: string): string {
  const names = stemsOf(product);
  return fold(text)
    .filter((word) => !names.some((stem) => word.startsWith(stem)))
    .join(' ');
}

/** Whether every word of the product's catalogue name stands in the text, in any form. */
export function namesInFull(text: string, product: ProductCode): boolean {
  const words = fold(text);
  return fold(products[product].name)
    .filter(isLong)
    .every((name) => words.some((word) => word.startsWith(stemOf(name))));
}

/** Edits per character of the longer one, 0–1: 0 for the same wording; the same words in another order count as 0. */
export function differenceOf(one: string, other: string): number {
  if (sorted(one) === sorted(other)) return 0;
  return distance(one, other) / Math.max(one.length, other.length);
}

function sorted(wording: string): string {
  return wording.split(' ').toSorted().join(' ');
}
