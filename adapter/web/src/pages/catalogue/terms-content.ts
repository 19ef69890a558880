/** Terms without what the store knows of them: what may be sent back. */
import type { CatalogueTerms, TermsContent } from '../../api/catalogue.ts';
import { termsFields } from './show-terms-field.ts';

export function contentOf(terms: CatalogueTerms): TermsContent {
  return Object.fromEntries(termsFields.map((field) => [field, terms[field]])) as unknown as TermsContent;
}

/** A product that the catalogue does not have yet. @param today "2026-03-01" */
export function emptyTerms(today: string): TermsContent {
  return {
    legal_name: '',
    licence: '',
    rate: '',
    rate_min_guaranteed: '',
    full_cost_min: '',
    full_cost_max: '',
    full_terms: '',
    url: '',
    tails: {},
    erids: {},
    confirmed_claims: [],
    denied_claims: [],
    claims_reviewed: false,
    provider_outlasts_terms: false,
    effective_from: today,
    effective_to: null,
    is_sample: false,
  };
}

/** The next version begins with the last one, from today: a change is more usual than a correction of the past. */
export function nextTerms(latest: CatalogueTerms, today: string): TermsContent {
  const content = contentOf(latest);
  const isOver = content.effective_to !== null && content.effective_to <= today;
  return {
    ...content,
    effective_from: content.effective_from > today ? content.effective_from : today,
    effective_to: isOver ? null : content.effective_to,
  };
}
