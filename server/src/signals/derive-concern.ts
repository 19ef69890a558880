/**
 * What a text to this client about this product should answer, when the request does not say: finance, efficiency,
 * purchase or support (docs/SIGNALS.md has the table and how it was argued).
 *
 * Order: an age of 60 or more → the most salient signal that says something about this product's family → an age below
 * 30 → the family's own. Deterministic; `rule` names what decided.
 */
import type { Concern } from '../domain/concerns.ts';
import type { ProductFamily } from '../domain/products.ts';
import type { ClientPortrait, SignalName } from '../domain/signals.ts';
import type { ValidProduct } from '../domain/valid-request.ts';

export interface DerivedConcern {
  readonly concern: Concern;
  /** For example "age.senior", "signal.salary", "family.saving". */
  readonly rule: string;
}

type ByFamily = Partial<Record<ProductFamily, Concern>> & { readonly otherwise?: Concern };

/** No entry for a family and no `otherwise`: the signal says nothing about such a product. */
const concernBySignal: Readonly<Record<SignalName, ByFamily>> = {
  salary: { card: 'efficiency', service: 'efficiency', otherwise: 'finance' },
  ex_salary: { card: 'support', service: 'support', saving: 'finance' },
  active_card: { service: 'efficiency', mortgage: 'efficiency', credit: 'efficiency', otherwise: 'finance' },
  cash: { card: 'support', saving: 'support', service: 'support' },
  fuel: { card: 'finance', credit: 'finance', insurance: 'finance' },
  mobile: { otherwise: 'efficiency' },
  services: { saving: 'finance', insurance: 'finance', otherwise: 'efficiency' },
  transfers: { otherwise: 'efficiency' },
  topup: { saving: 'finance', card: 'efficiency', service: 'efficiency' },
  saver: { saving: 'finance', investing: 'finance', insurance: 'finance', credit: 'support', mortgage: 'support' },
  big_saver: { saving: 'finance', insurance: 'finance', otherwise: 'support' },
  outflow: { saving: 'finance', investing: 'finance', insurance: 'finance', service: 'support' },
  borrower: { service: 'efficiency', otherwise: 'finance' },
  ex_borrower: { credit: 'purchase', mortgage: 'purchase', card: 'purchase' },
  no_product: { otherwise: 'purchase' },
  car: { credit: 'efficiency', card: 'finance', insurance: 'finance' },
  manager: { otherwise: 'efficiency' },
  absent: { otherwise: 'support' },
  visit_card: { card: 'support', service: 'purchase' },
  visit_deposit: { saving: 'support', investing: 'support', insurance: 'support' },
  visit_credit: { credit: 'support', mortgage: 'support' },
  visit_transfer: { service: 'efficiency', card: 'efficiency' },
};

const concernByFamily: Readonly<Record<ProductFamily, Concern>> = {
  credit: 'finance',
  mortgage: 'purchase',
  card: 'efficiency',
  saving: 'finance',
  investing: 'support',
  insurance: 'support',
  service: 'purchase',
};

export function deriveConcern(
  portrait: Pick<ClientPortrait, 'ageBand' | 'signals'>,
  product: Pick<ValidProduct, 'family'>,
): DerivedConcern {
  if (portrait.ageBand === 'senior') return { concern: 'support', rule: 'age.senior' };
  for (const signal of portrait.signals) {
    const concern = concernBySignal[signal][product.family] ?? concernBySignal[signal].otherwise;
    if (concern) return { concern, rule: `signal.${signal}` };
  }
  if (portrait.ageBand === 'young') return { concern: 'purchase', rule: 'age.young' };
  return { concern: concernByFamily[product.family], rule: `family.${product.family}` };
}
