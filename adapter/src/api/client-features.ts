/**
 * The features of the bank's client mart that a column of a file may hold, with the kind of each, as the server reads
 * them (a test compares both), and the facts about contacting a client that may stand beside them.
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
export const featureNames = Object.keys(featureKinds) as readonly FeatureName[];

export const contactColumns = ['consent', 'do_not_disturb', 'credit_self_ban'] as const;

/** The mart's own description misprints one name. */
export const featureMisprints: Readonly<Record<string, FeatureName>> = {
  avg_dep_avg_balance_lmonth: 'avg_dep_avg_balance_1month',
};

const numberRanges: Readonly<Record<Exclude<FeatureKind, 'text'>, readonly [number, number]>> = {
  count: [0, 1_000_000_000],
  months: [0, 1200],
  sum: [-1_000_000_000_000_000, 1_000_000_000_000_000],
  flag: [0, 1],
  age: [0, 130],
};
const textCharsMax = 200;
const unknownMarks: ReadonlySet<string> = new Set(['', 'null', 'n/a']);
/** Digits in groups of three ("1 234 567,8") or together; a comma or a point before the fraction. */
const numberInText = /^[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d*)?(?:e[+-]?\d{1,3})?$/iu;

/** The number of a feature, null where it is unknown, undefined where the cell holds something else. */
export function readFeatureNumber(name: FeatureName, cell: unknown): number | null | undefined {
  const kind = featureKinds[name];
  if (kind === 'text') return undefined;
  if (isUnknown(cell)) return null;
  const value = toNumber(cell);
  const [min, max] = numberRanges[kind];
  if (value === undefined || value < min || value > max) return undefined;
  return kind === 'flag' && value !== 0 && value !== 1 ? undefined : value;
}

/** Whether the server takes the cell for this feature. */
export function isFeatureValue(name: FeatureName, cell: unknown): boolean {
  if (isUnknown(cell)) return true;
  if (featureKinds[name] !== 'text') return readFeatureNumber(name, cell) !== undefined;
  if (typeof cell === 'number') return Number.isFinite(cell);
  return typeof cell === 'string' && [...cell.trim()].length <= textCharsMax;
}

export function isUnknown(cell: unknown): boolean {
  if (cell === null || cell === undefined) return true;
  return typeof cell === 'string' && unknownMarks.has(cell.trim().toLowerCase());
}

function toNumber(cell: unknown): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell !== 'string') return undefined;
  const text = cell.trim().replace(/\s+/gu, ' ');
  return numberInText.test(text) ? Number(text.replaceAll(' ', '').replace(',', '.')) : undefined;
}
