/** What each feature of the client mart means, for people. */
import type { Words } from '../domain/words.ts';
import type { FeatureName } from './features.ts';

export const featureWords: Readonly<Record<FeatureName, Words>> = {
  gender: { ru: 'Пол', en: 'Gender' },
  age: { ru: 'Возраст, лет', en: 'Age, years' },
  reg_region_nm: { ru: 'Регион регистрации', en: 'Region of registration' },
  cnt_tr_all_3m: { ru: 'Все операции за 3 месяца', en: 'All operations, 3 months' },
  cnt_tr_top_up_3m: { ru: 'Пополнения за 3 месяца', en: 'Top-ups, 3 months' },
  cnt_tr_cash_3m: { ru: 'Снятия наличных за 3 месяца', en: 'Cash withdrawals, 3 months' },
  cnt_tr_buy_3m: { ru: 'Покупки за 3 месяца', en: 'Purchases, 3 months' },
  cnt_tr_mobile_3m: { ru: 'Оплаты связи за 3 месяца', en: 'Phone payments, 3 months' },
  cnt_tr_oil_3m: { ru: 'Заправки за 3 месяца', en: 'Petrol purchases, 3 months' },
  cnt_tr_on_card_3m: { ru: 'Переводы на карту за 3 месяца', en: 'Card transfers, 3 months' },
  cnt_tr_service_3m: { ru: 'Оплаты услуг за 3 месяца', en: 'Service payments, 3 months' },
  cnt_zp_12m: { ru: 'Зарплатных поступлений за 12 месяцев', en: 'Salary payments, 12 months' },
  sum_zp_12m: { ru: 'Сумма зарплаты за 12 месяцев, ₽', en: 'Salary total, 12 months, ₽' },
  limit_exchange_count: { ru: 'Смены лимита', en: 'Limit changes' },
  max_outstanding_amount_6m: { ru: 'Наибольший долг за 6 месяцев, ₽', en: 'Largest debt, 6 months, ₽' },
  avg_outstanding_amount_3m: { ru: 'Средний долг за 3 месяца, ₽', en: 'Average debt, 3 months, ₽' },
  cnt_dep_act: { ru: 'Открытых вкладов', en: 'Open deposits' },
  sum_dep_now: { ru: 'Сумма на вкладах сейчас, ₽', en: 'Deposits now, ₽' },
  avg_dep_avg_balance_1month: { ru: 'Средний остаток вкладов за месяц, ₽', en: 'Average deposit balance, 1 month, ₽' },
  max_dep_avg_balance_3month: {
    ru: 'Наибольший остаток вкладов за 3 месяца, ₽',
    en: 'Largest deposit balance, 3 months, ₽',
  },
  app_vehicle_ind: { ru: 'Есть машина', en: 'Has a car' },
  app_position_type_nm: { ru: 'Должность', en: 'Position' },
  visit_purposes: { ru: 'Цели последнего визита', en: 'Purposes of the last visit' },
  qnt_months_from_last_visit: { ru: 'Месяцев с последнего визита', en: 'Months since the last visit' },
  super_clust: { ru: 'Кластер клиента', en: 'Client cluster' },
};
