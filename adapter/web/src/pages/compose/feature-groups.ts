/** Which features stand together, and how a field of one is typed. What is in no group stands in "other". */
export interface FeatureGroup {
  readonly name: 'person' | 'card' | 'salary' | 'deposits' | 'loans' | 'life' | 'other';
  readonly features: readonly string[];
}

export const featureGroups: readonly FeatureGroup[] = [
  { name: 'person', features: ['gender', 'age', 'reg_region_nm', 'super_clust'] },
  {
    name: 'card',
    features: [
      'cnt_tr_all_3m',
      'cnt_tr_buy_3m',
      'cnt_tr_top_up_3m',
      'cnt_tr_cash_3m',
      'cnt_tr_on_card_3m',
      'cnt_tr_service_3m',
      'cnt_tr_mobile_3m',
      'cnt_tr_oil_3m',
    ],
  },
  { name: 'salary', features: ['cnt_zp_12m', 'sum_zp_12m'] },
  {
    name: 'deposits',
    features: ['cnt_dep_act', 'sum_dep_now', 'avg_dep_avg_balance_1month', 'max_dep_avg_balance_3month'],
  },
  { name: 'loans', features: ['avg_outstanding_amount_3m', 'max_outstanding_amount_6m', 'limit_exchange_count'] },
  {
    name: 'life',
    features: ['app_vehicle_ind', 'app_position_type_nm', 'visit_purposes', 'qnt_months_from_last_visit'],
  },
];

/** Codes of the bank's register of visits; a visit may have several. */
export const visitPurposes = [
  'DCARD',
  'CCARD',
  'DEPOSIT',
  'DEPOSCLOSE',
  'POTREB',
  'CREDIT',
  'TRANS',
  'PAY',
  'INVEST',
  'MVNO',
  'SDB',
  'OTHER',
] as const;

/** Labels of the bank's clusters, as the mart writes them; another one may be typed. */
export const clusters = [
  'a. Супер-ЗП',
  'b. Текущие заемщики',
  'c. Масс-ЗП закредитованные',
  'd. Масс-ЗП без согласия БКИ',
  'e. Супер-аффлуент',
  'f. Супер-депозиты',
  'g. ДК/ЗК до 6 моба',
  'h. Бывшие зарплатники',
  'i. Бывшие заемщики',
  'j. Депозиты в оттоке',
  'k. Без продукта',
] as const;

export const positions = [
  'руководитель (зам. рук-ля) организации',
  'руководитель (зам. рук-ля) подразделения',
  'не руководящий сотрудник',
] as const;
