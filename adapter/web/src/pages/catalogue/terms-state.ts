/** Where a product stands in the catalogue on a day, and the rows of the list. */
import type { Catalogue, CatalogueTerms } from '../../api/catalogue.ts';

export const termsStates = ['in_force', 'upcoming', 'expired', 'none'] as const;
export type TermsState = (typeof termsStates)[number];

export interface CatalogueRow {
  readonly product: string;
  readonly state: TermsState;
  /** In force; else what held last, or what comes first. */
  readonly terms: CatalogueTerms | null;
  /** What comes after that day, the next first. */
  readonly upcoming: readonly CatalogueTerms[];
}

/** @param products of the service, in its order; what the catalogue has beyond them comes last */
export function listRows(
  { on, items, not_in_force, upcoming }: Catalogue,
  products: readonly string[],
): readonly CatalogueRow[] {
  const found = new Map([...items, ...not_in_force].map((terms) => [terms.product, terms]));
  const codes = [...new Set([...products, ...found.keys()])];
  return codes.map((product) => {
    const terms = found.get(product) ?? null;
    const own = upcoming.filter((one) => one.product === product);
    return { product, terms, upcoming: own, state: terms === null ? 'none' : stateOf(terms, on) };
  });
}

/** @param on the day, "2026-03-01" */
export function stateOf({ in_force, effective_from }: CatalogueTerms, on: string): TermsState {
  if (in_force) return 'in_force';
  return effective_from > on ? 'upcoming' : 'expired';
}

/** Products in force whose terms change later are among both. */
export function isInState({ state, upcoming }: CatalogueRow, sought: TermsState | 'all'): boolean {
  return sought === 'all' || state === sought || (sought === 'upcoming' && upcoming.length > 0);
}
