/**
 * Whether a text carries the complete terms, and whether the catalogue's terms are fit to be shown.
 *
 * All or none: the profile `strict` and every spoken channel carry none; `law2025` carries all of them where a link is
 * possible. The catalogue's text is verbatim, so it cannot be repaired here: terms that break the order of the law are
 * refused.
 */
import { isOneOf } from './product-kinds.ts';
import type { CheckContext, Language, Refusal } from './types.ts';

export type TermsUse = 'none' | 'full';

const reasons = {
  study_terms: {
    ru: 'Полные условия кредита показывают только с разделом сайта, а в каталоге его нет.',
    en: 'Complete terms of credit are shown with the section of the site only, and the catalogue has none.',
  },
  full_cost_first: {
    ru: 'В полных условиях каталога ставка стоит раньше полной стоимости кредита или её там нет.',
    en: 'In the complete terms of the catalogue the rate comes before the full cost of credit, or that is missing.',
  },
  minimum_rate: {
    ru: 'В полных условиях каталога есть ставка «до», а минимальной гарантированной ставки нет.',
    en: 'The complete terms of the catalogue give a rate “up to” without the guaranteed minimum rate.',
  },
} as const satisfies Record<string, Record<Language, string>>;

function refuse(rule: keyof typeof reasons, language: Language): Refusal {
  return { ruleId: `law.${rule}`, reason: reasons[rule][language] };
}

/** Where the first rate stands outside «полная стоимость кредита … %»; -1 when there is none. */
function rateBeforeFullCost(terms: string): boolean {
  const folded = terms.toLowerCase().replace(/\s+/gu, ' ');
  const firstPercent = folded.search(/\d ?%|процент/u);
  if (firstPercent < 0) return false;
  const fullCost = folded.search(/полн\p{L}+ стоимост\p{L}+ (?:потребительск\p{L}+ )?кредит/u);
  return fullCost < 0 || fullCost > firstPercent;
}

export function chooseTerms(context: CheckContext): TermsUse | Refusal {
  const { name, terms } = context.profile;
  if (name === 'strict' || terms.fullTerms.trim() === '' || !context.channel.canLink) return 'none';
  const { language, product } = context;
  if (product.isCredit) {
    if (terms.url.trim() === '') return refuse('study_terms', language);
    if (rateBeforeFullCost(terms.fullTerms)) return refuse('full_cost_first', language);
  }
  const folded = terms.fullTerms.toLowerCase();
  const hasUpTo = /(?<!\p{L})до \d+(?:[.,]\d+)?\s?%/u.test(folded);
  if (
    isOneOf(product, ['DEPOSIT', 'SAVE_ACC']) &&
    hasUpTo &&
    !/(?:минимальн|гарантированн)\p{L}+ .{0,30}ставк/u.test(folded)
  ) {
    return refuse('minimum_rate', language);
  }
  return 'full';
}
