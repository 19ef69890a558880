/** Names of the human facts derived from features (glossary: signal). The derivation is in `signals/`. */
export const signalNames = [
  'salary',
  'ex_salary',
  'active_card',
  'cash',
  'fuel',
  'mobile',
  'services',
  'transfers',
  'topup',
  'saver',
  'big_saver',
  'outflow',
  'borrower',
  'ex_borrower',
  'no_product',
  'car',
  'manager',
  'absent',
  'visit_card',
  'visit_deposit',
  'visit_credit',
  'visit_transfer',
] as const;
export type SignalName = (typeof signalNames)[number];

export type Gender = 'm' | 'f' | 'u';
export type AgeBand = 'young' | 'adult' | 'senior' | 'u';

/**
 * What the rest of the server knows of a client: human facts, never a number of the client's.
 * `ownValues` exists for the privacy guard alone (rule 19): the client's own values, which no text may show.
 */
export interface ClientPortrait {
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  /** Known to be under 18 (rule 22: no credit offers). */
  readonly minor: boolean;
  /** Region as written in the features, or null. Never printed in a text. */
  readonly region: string | null;
  /** All signals that hold, the salient first. */
  readonly signals: readonly SignalName[];
  /** Numbers of the client's features, for the privacy guard only. */
  readonly ownValues: readonly number[];
}
