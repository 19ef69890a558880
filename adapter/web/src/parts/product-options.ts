/** Products by family, for a Select. */
import type { Vocabulary } from './use-vocabulary.ts';

export interface OptionGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

/** @param withFamilies the threads of families may be chosen too */
export function productOptions(vocabulary: Vocabulary, withFamilies = false): OptionGroup[] {
  return vocabulary.families.map(({ name }) => {
    const marker = `FAMILY_${name.toUpperCase()}`;
    const items = vocabulary.products
      .filter(({ family }) => family === name)
      .map(({ code }) => ({ value: code, label: vocabulary.productName(code) }));
    return {
      group: vocabulary.familyName(name),
      items: withFamilies ? [...items, { value: marker, label: vocabulary.productName(marker) }] : items,
    };
  });
}
