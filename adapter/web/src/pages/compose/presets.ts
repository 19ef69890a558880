/** Invented clients of usual kinds, to begin with; nobody of the bank's. */
import type { Features } from './compose-form.ts';

export interface Preset {
  /** Key of its words: `compose.presets.<name>`. */
  readonly name: 'salary' | 'saver' | 'driver' | 'borrower' | 'pensioner' | 'student' | 'absent';
  readonly features: Features;
}

export const presets: readonly Preset[] = [
  {
    name: 'salary',
    features: {
      gender: 0,
      age: 38,
      cnt_tr_all_3m: 150,
      cnt_tr_buy_3m: 96,
      cnt_tr_top_up_3m: 9,
      cnt_tr_service_3m: 4,
      cnt_zp_12m: 12,
      sum_zp_12m: 1_380_000,
    },
  },
  {
    name: 'saver',
    features: {
      gender: 1,
      age: 52,
      cnt_tr_all_3m: 34,
      cnt_dep_act: 2,
      sum_dep_now: 1_650_000,
      avg_dep_avg_balance_1month: 1_600_000,
      max_dep_avg_balance_3month: 1_700_000,
    },
  },
  {
    name: 'driver',
    features: { gender: 0, age: 34, cnt_tr_all_3m: 88, cnt_tr_buy_3m: 40, cnt_tr_oil_3m: 16, app_vehicle_ind: 1 },
  },
  {
    name: 'borrower',
    features: {
      gender: 1,
      age: 41,
      cnt_tr_all_3m: 60,
      cnt_tr_on_card_3m: 22,
      avg_outstanding_amount_3m: 240_000,
      max_outstanding_amount_6m: 310_000,
    },
  },
  {
    name: 'pensioner',
    features: { gender: 1, age: 68, cnt_tr_cash_3m: 6, cnt_dep_act: 1, sum_dep_now: 320_000 },
  },
  {
    name: 'student',
    features: {
      gender: 0,
      age: 20,
      cnt_tr_all_3m: 180,
      cnt_tr_buy_3m: 120,
      cnt_tr_on_card_3m: 44,
      cnt_tr_mobile_3m: 4,
    },
  },
  {
    name: 'absent',
    features: { gender: 1, age: 47, cnt_tr_all_3m: 0, qnt_months_from_last_visit: 19, visit_purposes: 'OTHER' },
  },
];
