/**
 * Features → signals, by the table of docs/SIGNALS.md (a test compares the shares there with the 667 reference rows).
 *
 * Each rule gives the salience of its signal, or null where the signal does not hold. Salience, 0–1, is one minus the
 * share of reference clients of whom the same or more can be said: a rarer habit says more about this client. Rules on
 * a number take the share in the tail beyond the client's own value; the others the share of clients with the signal.
 * Evidence from the cluster's label alone counts a little less, an old visit less with each month.
 *
 * `NULL` is never read as zero: a signal needs evidence.
 */
import { type SignalName, signalNames } from '../domain/signals.ts';
import type { Features } from './features.ts';
import {
  type ReferenceFeatureName,
  referenceClientsCount,
  referenceFeatures,
  referenceSignalShares,
} from './reference-quantiles.ts';
import { quantileAt, tailShare } from './tail-share.ts';

/** A visit is an occasion to write about for half a year; later it would surprise the client. */
const visitMonthsMax = 6;
/** Months after which a visit is half forgotten, in the sense of salience. */
const visitMonthsHalf = 12;
/** Salaries in a year below which they may be a chance payment. */
const salariesMin = 3;
/** What the label of a cluster alone weighs beside the client's own numbers. */
const labelWeight = 0.9;

type Salience = number | null;

/** The letter of a cluster's label («h. Бывшие зарплатники (4,9,10,11)» → "h"), or null. */
function clusterOf(features: Features): string | null {
  return /^\s*([a-z])\s*\./iu.exec(features.super_clust ?? '')?.[1]?.toLowerCase() ?? null;
}

/** Codes of the last visit's purposes, upper case. */
function purposesOf(features: Features): readonly string[] {
  return (features.visit_purposes ?? '')
    .toUpperCase()
    .split(/[^A-Z_]+/u)
    .filter(Boolean);
}

const clustersOfSalary = new Set(['a', 'c', 'd']);

function positive(value: number | null): value is number {
  return value !== null && value > 0;
}

/** The most money on deposits that is known for the present, or null. */
function savingsNow(features: Features): number | null {
  const known = [features.sum_dep_now, features.avg_dep_avg_balance_1month].filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

function rare(signal: SignalName): number {
  return 1 - referenceSignalShares[signal];
}

/** Salience where the value reaches the quantile of those who use it at all. */
function atLeast(features: Features, name: ReferenceFeatureName, percent: number): Salience {
  const value = features[name];
  if (!positive(value) || value < quantileAt(referenceFeatures[name], percent)) return null;
  return 1 - tailShare(referenceFeatures[name], referenceClientsCount, value);
}

function visit(features: Features, signal: SignalName, purposes: readonly string[]): Salience {
  const months = features.qnt_months_from_last_visit;
  if (months === null || months > visitMonthsMax) return null;
  if (!purposesOf(features).some((purpose) => purposes.includes(purpose))) return null;
  return rare(signal) * (1 - months / (2 * visitMonthsHalf));
}

function salary(features: Features): Salience {
  const cluster = clusterOf(features);
  if (cluster === 'h') return null;
  const count = features.cnt_zp_12m;
  if (positive(count) && count >= salariesMin) {
    return 1 - tailShare(referenceFeatures.cnt_zp_12m, referenceClientsCount, count);
  }
  const labelled = cluster !== null && clustersOfSalary.has(cluster) && count !== 0;
  return labelled ? rare('salary') * labelWeight : null;
}

function outflow(features: Features): Salience {
  const max = features.max_dep_avg_balance_3month;
  const now = features.sum_dep_now;
  const noticeable = positive(max) && max >= quantileAt(referenceFeatures.max_dep_avg_balance_3month, 50);
  if (noticeable && now !== null && now <= max / 2) return rare('outflow');
  const closing = visit(features, 'outflow', ['DEPOSCLOSE']);
  if (closing !== null) return closing;
  return clusterOf(features) === 'j' ? rare('outflow') * labelWeight : null;
}

function saver(features: Features): Salience {
  const now = savingsNow(features);
  const enough = positive(now) && now >= quantileAt(referenceFeatures.sum_dep_now, 25);
  if (enough) return 1 - tailShare(referenceFeatures.sum_dep_now, referenceClientsCount, now);
  return positive(features.cnt_dep_act) && now !== 0 ? rare('saver') : null;
}

function bigSaver(features: Features): Salience {
  const now = savingsNow(features);
  if (positive(now) && now >= quantileAt(referenceFeatures.sum_dep_now, 75)) {
    return 1 - tailShare(referenceFeatures.sum_dep_now, referenceClientsCount, now);
  }
  const cluster = clusterOf(features);
  const labelled = cluster === 'f' || (cluster === 'e' && saver(features) !== null);
  return labelled ? rare('big_saver') * labelWeight : null;
}

function borrower(features: Features): Salience {
  return (
    atLeast(features, 'avg_outstanding_amount_3m', 25) ??
    atLeast(features, 'max_outstanding_amount_6m', 25) ??
    (clusterOf(features) === 'b' ? rare('borrower') * labelWeight : null)
  );
}

function noProduct(features: Features): Salience {
  if (clusterOf(features) !== 'k') return null;
  const used = [features.cnt_tr_all_3m, features.cnt_zp_12m, features.cnt_dep_act, features.sum_dep_now];
  return used.some(positive) ? null : rare('no_product') * labelWeight;
}

/** Petrol every ten days or so is driving; a mark in an application is said outright. */
function car(features: Features): Salience {
  return features.app_vehicle_ind === 1 ? rare('car') : atLeast(features, 'cnt_tr_oil_3m', 75);
}

function manager(features: Features): Salience {
  const position = (features.app_position_type_nm ?? '').toLowerCase();
  return /^(?!.*не руковод).*руковод/u.test(position) ? rare('manager') : null;
}

/** Long since the last visit, and the card is quiet too: who pays every day has not disappeared. */
function absent(features: Features): Salience {
  const months = features.qnt_months_from_last_visit;
  const quiet = (features.cnt_tr_all_3m ?? 0) < quantileAt(referenceFeatures.cnt_tr_all_3m, 25);
  const long = months !== null && months >= quantileAt(referenceFeatures.qnt_months_from_last_visit, 75);
  return long && quiet ? rare('absent') : null;
}

const rules: Readonly<Record<SignalName, (features: Features) => Salience>> = {
  salary,
  ex_salary: (features) =>
    clusterOf(features) === 'h' && !((features.cnt_zp_12m ?? 0) >= salariesMin)
      ? rare('ex_salary') * labelWeight
      : null,
  active_card: (features) => atLeast(features, 'cnt_tr_buy_3m', 50),
  cash: (features) => atLeast(features, 'cnt_tr_cash_3m', 50),
  fuel: (features) => atLeast(features, 'cnt_tr_oil_3m', 50),
  mobile: (features) => atLeast(features, 'cnt_tr_mobile_3m', 50),
  services: (features) => atLeast(features, 'cnt_tr_service_3m', 50),
  transfers: (features) => atLeast(features, 'cnt_tr_on_card_3m', 75),
  topup: (features) => atLeast(features, 'cnt_tr_top_up_3m', 75),
  saver,
  big_saver: bigSaver,
  outflow,
  borrower,
  ex_borrower: (features) =>
    clusterOf(features) === 'i' && borrower(features) === null ? rare('ex_borrower') * labelWeight : null,
  no_product: noProduct,
  car,
  manager,
  absent,
  visit_card: (features) => visit(features, 'visit_card', ['DCARD', 'CCARD']),
  visit_deposit: (features) => visit(features, 'visit_deposit', ['DEPOSIT']),
  visit_credit: (features) => visit(features, 'visit_credit', ['POTREB', 'CREDIT']),
  visit_transfer: (features) => visit(features, 'visit_transfer', ['TRANS', 'PAY']),
};

interface FoundSignal {
  readonly signal: SignalName;
  /** 0–1. */
  readonly salience: number;
}

/** All signals that hold, the salient first; equal ones in the order of `signalNames`. */
export function deriveSignals(features: Features): readonly FoundSignal[] {
  return signalNames
    .flatMap((signal) => {
      const salience = rules[signal](features);
      return salience === null ? [] : [{ signal, salience }];
    })
    .sort((a, b) => b.salience - a.salience);
}
