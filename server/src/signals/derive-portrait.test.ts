import { describe, expect, it } from 'vitest';
import type { SignalName } from '../domain/signals.ts';
import { derivePortrait } from './derive-portrait.ts';
import { parseFeatures } from './parse-features.ts';

function portraitOf(raw: Readonly<Record<string, unknown>>) {
  const { features, violations } = parseFeatures(raw);
  expect(violations).toEqual([]);
  return derivePortrait(features);
}

describe('who the client is', () => {
  it.each([
    [0, 'm'],
    ['1', 'f'],
    ['NULL', 'u'],
  ])('gender %j is %s', (gender, expected) => {
    expect(portraitOf({ gender }).gender).toBe(expected);
  });

  it.each([
    [14.27, 'young', true],
    [17.96, 'young', true],
    [18, 'young', false],
    [29.99, 'young', false],
    [30, 'adult', false],
    [59.99, 'adult', false],
    [60, 'senior', false],
    ['NULL', 'u', false],
  ])('age %j is %s, minor: %s', (age, ageBand, minor) => {
    expect(portraitOf({ age })).toMatchObject({ ageBand, minor });
  });

  it('keeps the region as written, and knows nothing of an empty client', () => {
    expect(portraitOf({ reg_region_nm: 'Республика Саха (Якутия)' }).region).toBe('Республика Саха (Якутия)');
    expect(portraitOf({})).toEqual({
      gender: 'u',
      ageBand: 'u',
      minor: false,
      region: null,
      signals: [],
      ownValues: [],
    });
  });

  it('guards numbers of three digits and more, each once, and no flags', () => {
    const raw = { sum_zp_12m: '1217025.56', cnt_tr_all_3m: 273, sum_dep_now: 99.99, max_dep_avg_balance_3month: 273 };
    expect(portraitOf({ ...raw, gender: 1, app_vehicle_ind: 1, age: 45 }).ownValues).toEqual([273, 1217025.56]);
  });
});

describe('signals', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, readonly SignalName[]])[] = [
    ['regular salaries', { cnt_zp_12m: 12 }, ['salary']],
    ['a chance salary', { cnt_zp_12m: 2 }, []],
    ['the label of a salary cluster', { super_clust: 'a. Супер-ЗП (6,15)' }, ['salary']],
    ['a salary cluster without salaries', { super_clust: 'c. Масс-ЗП закредитованные (12)', cnt_zp_12m: '0' }, []],
    ['a former salary client', { super_clust: 'h. Бывшие зарплатники (4,9,10,11)', cnt_zp_12m: 2 }, ['ex_salary']],
    ['many purchases', { cnt_tr_buy_3m: 26 }, ['active_card']],
    ['few purchases', { cnt_tr_buy_3m: 25 }, []],
    ['cash', { cnt_tr_cash_3m: 3 }, ['cash']],
    ['petrol', { cnt_tr_oil_3m: 4 }, ['fuel']],
    ['much petrol is a car too', { cnt_tr_oil_3m: 10 }, ['fuel', 'car']],
    ['a car in the application', { app_vehicle_ind: '1' }, ['car']],
    ['phone bills', { cnt_tr_mobile_3m: 3 }, ['mobile']],
    ['services', { cnt_tr_service_3m: 2 }, ['services']],
    ['transfers', { cnt_tr_on_card_3m: 37 }, ['transfers']],
    ['top-ups', { cnt_tr_top_up_3m: 15 }, ['topup']],
    ['a deposit', { cnt_dep_act: 1 }, ['saver']],
    ['a deposit account with nothing on it', { cnt_dep_act: 1, sum_dep_now: 0 }, []],
    ['pennies on an account', { sum_dep_now: 0.86 }, []],
    ['savings', { sum_dep_now: 300000 }, ['saver']],
    ['great savings', { sum_dep_now: 1500000 }, ['big_saver', 'saver']],
    ['the label of great deposits', { super_clust: 'f. Супер-депозиты (8,16)' }, ['big_saver']],
    ['an affluent client without savings here', { super_clust: 'e. Супер-аффлуент (-1)' }, []],
    ['savings gone', { max_dep_avg_balance_3month: 500000, sum_dep_now: 100 }, ['outflow']],
    ['savings of which nothing is known now', { max_dep_avg_balance_3month: 500000 }, []],
    ['the label of an outflow', { super_clust: 'j. Депозиты в оттоке (0,17)' }, ['outflow']],
    ['closing a deposit', { visit_purposes: 'DEPOSCLOSE', qnt_months_from_last_visit: 1 }, ['outflow']],
    ['a debt', { avg_outstanding_amount_3m: '10519.17' }, ['borrower']],
    ['a trifling debt', { avg_outstanding_amount_3m: 51.72, max_outstanding_amount_6m: 300 }, []],
    ['the label of borrowers', { super_clust: 'b. Текущие заемщики (14)' }, ['borrower']],
    ['the label of former borrowers', { super_clust: 'i. Бывшие заемщики (2,5,19)' }, ['ex_borrower']],
    ['no product', { super_clust: 'k. Без продукта (7,13,18)' }, ['no_product']],
    ['no product, but money on an account', { super_clust: 'k. Без продукта (7,13,18)', sum_dep_now: 1 }, []],
    ['a manager', { app_position_type_nm: 'руководитель (зам. рук-ля) подразделения' }, ['manager']],
    ['no manager', { app_position_type_nm: 'не руководящий сотрудник' }, []],
    ['a code of a position says nothing', { app_position_type_nm: '17' }, []],
    ['long absent', { qnt_months_from_last_visit: 13, visit_purposes: 'OTHER' }, ['absent']],
    ['long absent from the office, active with the card', { qnt_months_from_last_visit: 20, cnt_tr_all_3m: 50 }, []],
    ['a fresh visit for a card', { visit_purposes: 'DCARD', qnt_months_from_last_visit: 0 }, ['visit_card']],
    ['an old visit for a card', { visit_purposes: 'DCARD', qnt_months_from_last_visit: 7 }, []],
    ['a visit of unknown date', { visit_purposes: 'DCARD' }, []],
    [
      'several purposes',
      { visit_purposes: 'ccard, TRANS', qnt_months_from_last_visit: 3 },
      ['visit_transfer', 'visit_card'],
    ],
    ['a visit for a deposit', { visit_purposes: 'DEPOSIT', qnt_months_from_last_visit: 2 }, ['visit_deposit']],
    ['a visit for a credit', { visit_purposes: 'POTREB', qnt_months_from_last_visit: 6 }, ['visit_credit']],
  ];
  it.each(cases)('%s', (_, raw, signals) => {
    const found = portraitOf(raw).signals;
    expect(found.toSorted()).toEqual(signals.toSorted());
  });

  it('stand in the order of salience: the further in the tail, the sooner', () => {
    const raw = {
      cnt_zp_12m: 12,
      cnt_tr_oil_3m: 40,
      cnt_tr_buy_3m: 30,
      super_clust: 'd. Масс-ЗП без согласия БКИ (1,3)',
    };
    expect(portraitOf(raw).signals).toEqual(['fuel', 'car', 'active_card', 'salary']);
    expect(portraitOf({ ...raw, cnt_tr_oil_3m: 4, cnt_tr_buy_3m: 448 }).signals[0]).toBe('active_card');
  });

  it('let an old visit fall behind a fresh one', () => {
    const raw = { visit_purposes: 'DEPOSIT', cnt_tr_cash_3m: 3 };
    expect(portraitOf({ ...raw, qnt_months_from_last_visit: 0 }).signals).toEqual(['visit_deposit', 'cash']);
    expect(portraitOf({ ...raw, qnt_months_from_last_visit: 6 }).signals).toEqual(['cash', 'visit_deposit']);
  });
});
