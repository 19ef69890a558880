/** Row 10: other providers are neither named nor smeared. */
import { findZones, foldNeedle } from '../find-zones.ts';
import { findTogether } from '../patterns.ts';
import { isOneOf } from '../product-kinds.ts';
import type { Rule } from '../types.ts';
import {
  comparisons,
  findOthers,
  findProperNames,
  namedBanks,
  smears,
  smearsUnless,
  someProvider,
} from './competitor-names.ts';
import { defineRule, search, toFindings } from './define-rule.ts';

const competitors = defineRule({
  id: 'law.competitors',
  row: 10,
  version: 2,
  title: { ru: 'Без сравнения с другими банками', en: 'No comparison with other banks' },
  article: '38-ФЗ ст. 5 ч. 2 п. 1, ч. 3 п. 1',
  sourceMarks: ['K'],
  sourceNote: 'Incorrect comparison and smearing; a list of banks and of turns of phrase.',
  severity: 'block',
  message: {
    ru: 'Другая организация названа или задета сравнением.',
    en: 'Another provider is named or compared with.',
  },
  suggestedFix: { ru: 'Говорите о своём продукте, других не упоминайте.', en: 'Speak of the own product only.' },
  check(text, context) {
    const searched = findZones(text, context).withoutCatalogue;
    const legalName = foldNeedle(context.profile.terms.legalName);
    const comes = isOneOf(context.product, ['REFIN', 'MORTG_REFIN', 'TOPUP', 'IZP']);
    return toFindings([
      ...(comes ? [] : findOthers(searched)),
      ...search(text, context, [...namedBanks(legalName), ...comparisons]),
      ...findTogether(searched, someProvider, smears, { unless: smearsUnless, gapMax: 40 }),
      ...findProperNames(text, searched),
    ]);
  },
  examples: {
    passing: [
      { text: 'Кредит из другого банка можно перенести к нам.', product: 'REFIN', channel: 'PUSH' },
      { text: 'Рефинансирование проще, чем кажется.', product: 'REFIN', channel: 'SMS' },
      {
        text: 'Газпромбанк поможет с вкладом.',
        product: 'DEPOSIT',
        channel: 'SMS',
        terms: { legalName: 'Банк ГПБ (АО)' },
      },
    ],
    failing: [
      { text: 'В отличие от других банков мы рядом.', product: 'DC', channel: 'PUSH' },
      { text: 'Выгоднее, чем в Сбере.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Дешевле, чем у соседей.', product: 'INS_PROPERTY', channel: 'SMS' },
      { text: 'Другим банкам верить нельзя.', product: 'MORTG_SCR', channel: 'PUSH' },
      { text: 'Удобнее, чем в Ромашке.', product: 'DC', channel: 'PUSH' },
    ],
  },
});

export const competitorRules: readonly Rule[] = [competitors];
