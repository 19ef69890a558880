/** What is wrong with an item of a file of the market, in the language of the page. */
import type { TFunction } from 'i18next';
import { describeField } from '../../parts/describe-field.ts';

export function itemProblemInWords(field: string, limit: string, t: TFunction): string {
  const words = t(`market.itemProblems.${field}`, { defaultValue: '' });
  return words === '' ? describeField(field, limit, t) : words;
}
