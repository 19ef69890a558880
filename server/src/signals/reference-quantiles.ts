/**
 * Where the 667 reference clients stand (tests/data/Dataset_Yakutia.xlsx): for each number the quantiles of its
 * positive values, and the share of clients that each signal holds for.
 *
 * Made by `measureReference` (tail-share.ts) over the parsed rows and by counting `deriveSignals`;
 * tests/property/features-reference.test.ts makes both again from the file and compares, and prints the new table
 * when they differ.
 */
import type { SignalName } from '../domain/signals.ts';
import type { NumberFeatureName } from './features.ts';
import type { ReferenceFeature } from './tail-share.ts';

export const referenceClientsCount = 667;

/** Flags and age have no quantiles: rules compare them with fixed values. */
export const referenceFeatures = {
  cnt_tr_all_3m: {
    knownCount: 317,
    positiveCount: 197,
    quantiles: [1, 2, 3, 4, 6, 10, 12, 16.6, 20, 24.2, 32, 43, 51.6, 66.6, 89.4, 116, 150.6, 198, 244.8, 308, 666],
  },
  cnt_tr_top_up_3m: {
    knownCount: 317,
    positiveCount: 192,
    quantiles: [1, 1, 1, 2, 3, 3, 4, 4.85, 6, 7, 8, 9, 11, 12, 12.7, 15, 18.8, 23, 33.9, 52, 174],
  },
  cnt_tr_cash_3m: {
    knownCount: 317,
    positiveCount: 77,
    quantiles: [1, 1, 1, 1, 1, 1, 1, 2, 2, 2.2, 3, 4, 4, 5, 5.2, 6, 7, 7, 10, 12, 38],
  },
  cnt_tr_buy_3m: {
    knownCount: 317,
    positiveCount: 126,
    quantiles: [1, 1.25, 2, 3, 4, 6, 8, 11.75, 15, 20.25, 26, 30.75, 33, 38.25, 49, 70.5, 95, 117, 151.5, 191.5, 448],
  },
  cnt_tr_mobile_3m: {
    knownCount: 317,
    positiveCount: 75,
    quantiles: [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3.7, 4, 4, 5, 6, 7, 7, 10, 13, 20],
  },
  cnt_tr_oil_3m: {
    knownCount: 317,
    positiveCount: 44,
    quantiles: [1, 1, 1, 1, 1, 1.75, 2, 2, 3, 3, 4, 4, 5, 5.95, 7.1, 9.75, 14.2, 21.85, 28, 31.4, 57],
  },
  cnt_tr_on_card_3m: {
    knownCount: 317,
    positiveCount: 175,
    quantiles: [1, 1, 1, 2, 2, 3.5, 4, 5, 6.6, 8, 11, 12.7, 19, 22.1, 27.8, 36.5, 46, 54.9, 77, 115.8, 234],
  },
  cnt_tr_service_3m: {
    knownCount: 317,
    positiveCount: 42,
    quantiles: [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2.7, 3.75, 4, 4.85, 5.9, 6.95, 9],
  },
  cnt_zp_12m: {
    knownCount: 142,
    positiveCount: 120,
    quantiles: [1, 2, 4, 5, 6, 9, 10.7, 12, 13, 16, 18, 21, 24, 26, 27, 27, 28, 29.15, 31.1, 33.05, 44],
  },
  sum_zp_12m: {
    knownCount: 142,
    positiveCount: 120,
    quantiles: [
      500, 18300.5, 34196.9, 55870.4, 93196.8, 117996, 177618, 237416, 271618, 390490, 464564, 521119, 623429, 714379,
      811597, 916547, 1005270, 1171200, 1419480, 1754650, 4174840,
    ],
  },
  limit_exchange_count: {
    knownCount: 127,
    positiveCount: 80,
    quantiles: [1, 1, 1, 1, 1, 1.75, 2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4.2, 6, 6.1, 9.05, 13],
  },
  max_outstanding_amount_6m: {
    knownCount: 44,
    positiveCount: 30,
    quantiles: [
      100, 212, 3373.46, 5701.3, 9845.8, 12967.4, 18870.4, 24818.6, 29696.3, 37684.1, 49471, 53593, 56221.2, 58314.6,
      71500.6, 78556, 119934, 122243, 147971, 318890, 421000,
    ],
  },
  avg_outstanding_amount_3m: {
    knownCount: 41,
    positiveCount: 26,
    quantiles: [
      51.72, 797.725, 2401.13, 3484.54, 4906.77, 6937.13, 8451.66, 10288, 10904.9, 12588.2, 16102.1, 23681.5, 31701.2,
      40307.1, 43622.2, 47110.8, 77144, 81269.2, 98827, 208064, 245954,
    ],
  },
  cnt_dep_act: {
    knownCount: 192,
    positiveCount: 69,
    quantiles: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4],
  },
  sum_dep_now: {
    knownCount: 133,
    positiveCount: 88,
    quantiles: [
      0.14, 0.8535, 12.576, 68.8745, 404.332, 2378.19, 5485.5, 42197.8, 101285, 250023, 313841, 416053, 549147, 691715,
      823263, 936817, 1004590, 1194340, 1403090, 2745900, 16062500,
    ],
  },
  avg_dep_avg_balance_1month: {
    knownCount: 105,
    positiveCount: 105,
    quantiles: [
      0.14, 0.86, 18.602, 37.2417, 205.926, 631.065, 1245.44, 3672.62, 9714.73, 20354.9, 51634.4, 186222, 298082,
      327611, 388516, 456364, 548668, 808195, 1005290, 1585340, 16062500,
    ],
  },
  max_dep_avg_balance_3month: {
    knownCount: 192,
    positiveCount: 127,
    quantiles: [
      0.006522, 0.417391, 0.86, 1.36887, 13.1191, 46.395, 202.542, 952.352, 2254.19, 5528.67, 14381, 85599.8, 229156,
      352558, 479529, 535727, 714038, 976108, 1109420, 1792800, 16062500,
    ],
  },
  qnt_months_from_last_visit: {
    knownCount: 109,
    positiveCount: 102,
    quantiles: [1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9.5, 10, 11, 11.65, 12, 13, 14, 15, 17, 18.95, 22],
  },
} as const satisfies Readonly<Partial<Record<NumberFeatureName, ReferenceFeature>>>;

export type ReferenceFeatureName = keyof typeof referenceFeatures;

/** Signal → share of the reference clients, 0–1, to four places. */
export const referenceSignalShares: Readonly<Record<SignalName, number>> = {
  salary: 0.2744,
  ex_salary: 0.2609,
  active_card: 0.096,
  cash: 0.063,
  fuel: 0.0345,
  mobile: 0.06,
  services: 0.036,
  transfers: 0.066,
  topup: 0.0735,
  saver: 0.1139,
  big_saver: 0.048,
  outflow: 0.0645,
  borrower: 0.0735,
  ex_borrower: 0.0525,
  no_product: 0.2099,
  car: 0.027,
  manager: 0.006,
  absent: 0.0165,
  visit_card: 0.024,
  visit_deposit: 0.015,
  visit_credit: 0.009,
  visit_transfer: 0.006,
};
