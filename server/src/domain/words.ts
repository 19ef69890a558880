/** Names of products, families, channels and signals for people, in both languages; texts for clients use none of them. */
import type { ChannelCode } from './channels.ts';
import type { ProductCode, ProductFamily } from './products.ts';
import type { SignalName } from './signals.ts';

export interface Words {
  readonly ru: string;
  readonly en: string;
}

/** The Russian ones stand in products.ts: texts may quote them. */
export const productNamesEnglish: Readonly<Record<ProductCode, string>> = {
  ПК: 'Cash loan',
  TOPUP: 'New loan that repays our earlier one',
  REFIN: 'Refinancing',
  CC: 'Credit card',
  AUTO: 'Car loan',
  AUTO_SCR: 'Loan secured by a car',
  MORTG: 'Mortgage',
  MORTG_REFIN: 'Mortgage refinancing',
  MORTG_SCR: 'Loan secured by property',
  DEPOSIT: 'Term deposit',
  SAVE_ACC: 'Savings account',
  DC: 'Debit card',
  PREMIUM: 'Premium card',
  INVEST: 'Brokerage account',
  ISG: 'Investment life insurance',
  NSG: 'Endowment life insurance',
  INS_LIFE: 'Life insurance',
  INS_PROPERTY: 'Property insurance',
  TRUST: 'Trust management',
  OMS: 'Precious metals account',
  IZP: 'Salary account',
  CURR_EXC: 'Currency exchange',
};

export const familyWords: Readonly<Record<ProductFamily, Words>> = {
  credit: { ru: 'Кредиты', en: 'Loans' },
  mortgage: { ru: 'Ипотека', en: 'Mortgages' },
  card: { ru: 'Карты', en: 'Cards' },
  saving: { ru: 'Сбережения', en: 'Savings' },
  investing: { ru: 'Инвестиции', en: 'Investments' },
  insurance: { ru: 'Страхование', en: 'Insurance' },
  service: { ru: 'Услуги', en: 'Services' },
};

export const channelWords: Readonly<Record<ChannelCode, Words>> = {
  SMS: { ru: 'СМС', en: 'SMS' },
  PUSH: { ru: 'Пуш', en: 'Push' },
  MOB_BANNER: { ru: 'Баннер в приложении', en: 'In-app banner' },
  OFFICE_BANNER: { ru: 'Подсказка менеджеру в офисе', en: 'Branch manager’s card' },
  MOBILE_CHAT: { ru: 'Чат в приложении', en: 'In-app chat' },
  TMO: { ru: 'Звонок колл-центра', en: 'Call centre' },
  KND: { ru: 'Рассказ курьера', en: 'Courier’s words' },
  EMAIL: { ru: 'Письмо', en: 'E-mail' },
};

export const signalWords: Readonly<Record<SignalName, Words>> = {
  salary: { ru: 'получает у нас зарплату', en: 'salary comes to our card' },
  ex_salary: { ru: 'раньше получал у нас зарплату', en: 'salary used to come to our card' },
  active_card: { ru: 'часто платит картой', en: 'often pays by card' },
  cash: { ru: 'часто снимает наличные', en: 'often withdraws cash' },
  fuel: { ru: 'часто бывает на заправках', en: 'often buys petrol' },
  mobile: { ru: 'оплачивает связь с карты', en: 'pays phone bills by card' },
  services: { ru: 'оплачивает услуги с карты', en: 'pays for services by card' },
  transfers: { ru: 'часто переводит с карты на карту', en: 'often transfers from card to card' },
  topup: { ru: 'часто пополняет карту', en: 'often tops up the card' },
  saver: { ru: 'держит сбережения во вкладе', en: 'keeps savings with us' },
  big_saver: { ru: 'держит крупные сбережения', en: 'keeps large savings with us' },
  outflow: { ru: 'забирает деньги со вклада', en: 'is withdrawing savings' },
  borrower: { ru: 'платит по кредиту у нас', en: 'is repaying our loan' },
  ex_borrower: { ru: 'раньше брал у нас кредит', en: 'had a loan with us' },
  no_product: { ru: 'пока не пользуется нашими продуктами', en: 'uses none of our products yet' },
  car: { ru: 'есть машина', en: 'has a car' },
  manager: { ru: 'руководитель', en: 'is a manager at work' },
  absent: { ru: 'давно не заходил в отделение', en: 'has not visited a branch for long' },
  visit_card: { ru: 'приходил в отделение по карте', en: 'visited a branch about a card' },
  visit_deposit: { ru: 'приходил в отделение по вкладу', en: 'visited a branch about a deposit' },
  visit_credit: { ru: 'приходил в отделение по кредиту', en: 'visited a branch about a loan' },
  visit_transfer: { ru: 'приходил в отделение сделать перевод', en: 'visited a branch to make a transfer' },
};
