/**
 * The features of the bank's client mart that the service knows, by their names in the mart, with the kind of each.
 * Kinds: `count` and `months` are numbers from 0, `sum` is a number of roubles (an overdraft may be negative),
 * `flag` is 0 or 1, `text` a string. A feature that is unknown or missing is null.
 */
export type FeatureKind = 'count' | 'months' | 'sum' | 'flag' | 'age' | 'text';

export const featureKinds = {
  gender: 'flag',
  age: 'age',
  reg_region_nm: 'text',
  cnt_tr_all_3m: 'count',
  cnt_tr_top_up_3m: 'count',
  cnt_tr_cash_3m: 'count',
  cnt_tr_buy_3m: 'count',
  cnt_tr_mobile_3m: 'count',
  cnt_tr_oil_3m: 'count',
  cnt_tr_on_card_3m: 'count',
  cnt_tr_service_3m: 'count',
  cnt_zp_12m: 'count',
  sum_zp_12m: 'sum',
  limit_exchange_count: 'count',
  max_outstanding_amount_6m: 'sum',
  avg_outstanding_amount_3m: 'sum',
  cnt_dep_act: 'count',
  sum_dep_now: 'sum',
  avg_dep_avg_balance_1month: 'sum',
  max_dep_avg_balance_3month: 'sum',
  app_vehicle_ind: 'flag',
  app_position_type_nm: 'text',
  visit_purposes: 'text',
  qnt_months_from_last_visit: 'months',
  super_clust: 'text',
} as const satisfies Record<string, FeatureKind>;

export type FeatureName = keyof typeof featureKinds;
export type TextFeatureName = {
  [Name in FeatureName]: (typeof featureKinds)[Name] extends 'text' ? Name : never;
}[FeatureName];
export type NumberFeatureName = Exclude<FeatureName, TextFeatureName>;

export const featureNames = Object.keys(featureKinds) as readonly FeatureName[];

/** Other spellings that are read where the proper name is missing (the misprint is in the mart's own description). */
export const featureAliases: Readonly<Record<string, FeatureName>> = {
  avg_dep_avg_balance_lmonth: 'avg_dep_avg_balance_1month',
};

/** What the parser gives: every feature is present, null where it is unknown. */
export type Features = { readonly [Name in NumberFeatureName]: number | null } & {
  readonly [Name in TextFeatureName]: string | null;
};
