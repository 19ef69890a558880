/**
 * A brief in Russian words, for people who judge texts. Not the words of the prompt: those are tuned to the model, these
 * are read by judges and may change without changing a text.
 */
import type { ChannelCode } from '../../server/src/domain/channels.ts';
import type { Concern } from '../../server/src/domain/concerns.ts';
import { products } from '../../server/src/domain/products.ts';
import type { AgeBand, Gender, SignalName } from '../../server/src/domain/signals.ts';
import type { Brief } from './text-line.ts';

const genders: Readonly<Record<Gender, string>> = { m: 'мужчина', f: 'женщина', u: 'клиент (пол неизвестен)' };

const ages: Readonly<Record<AgeBand, string>> = {
  young: 'моложе тридцати',
  adult: 'от тридцати до шестидесяти лет',
  senior: 'старше шестидесяти',
  u: 'возраст неизвестен',
};

const signals: Readonly<Record<SignalName, string>> = {
  salary: 'зарплата приходит на карту банка',
  ex_salary: 'раньше зарплата приходила на карту банка, теперь нет',
  active_card: 'часто платит картой',
  cash: 'часто снимает наличные',
  fuel: 'часто платит на заправках',
  mobile: 'платит с карты за мобильную связь',
  services: 'платит с карты за услуги',
  transfers: 'часто переводит деньги с карты на карту',
  topup: 'часто пополняет карту',
  saver: 'есть сбережения на вкладе',
  big_saver: 'есть крупные сбережения',
  outflow: 'деньги уходят со вклада',
  borrower: 'платит по кредиту в этом банке',
  ex_borrower: 'раньше был кредит в этом банке',
  no_product: 'пока не пользуется продуктами банка',
  car: 'есть машина',
  manager: 'работает на руководящей должности',
  absent: 'давно не было визитов в отделение',
  visit_card: 'последний визит в отделение — по карте',
  visit_deposit: 'последний визит в отделение — по вкладу',
  visit_credit: 'последний визит в отделение — по кредиту',
  visit_transfer: 'последний визит в отделение — по переводу',
};

const concernWords: Readonly<Record<Concern, string>> = {
  finance: 'деньги: выгода, посильность, сохранность',
  efficiency: 'время и удобство',
  purchase: 'чтобы всё было просто и понятно оформить',
  support: 'забота: чтобы помогли и не бросили',
};

const channelWords: Readonly<Record<ChannelCode, string>> = {
  SMS: 'СМС',
  PUSH: 'пуш-уведомление в мобильном банке',
  MOB_BANNER: 'баннер в мобильном приложении',
  OFFICE_BANNER: 'подсказка менеджеру в отделении (видит менеджер, не клиент)',
  MOBILE_CHAT: 'сообщение в чате мобильного банка',
  TMO: 'звонок: оператор произносит вслух',
  KND: 'слова курьера у двери, вслух',
  EMAIL: 'электронное письмо',
};

export interface PortraitWords {
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  readonly signals: readonly SignalName[];
}

/** The client in words: «женщина, старше шестидесяти; часто платит картой». */
export function describeClient({ gender, ageBand, signals: names }: PortraitWords): string {
  return [`${genders[gender]}, ${ages[ageBand]}`, ...names.map((name) => signals[name])].join('; ');
}

/** Lines of a judging sheet that name the brief. */
export function describeBrief({ product, channel, concern, client }: Brief): readonly string[] {
  return [
    `Продукт: ${products[product as keyof typeof products].name}`,
    `Канал: ${channelWords[channel]}`,
    `Для клиента важно: ${concernWords[concern]}`,
    `Клиент: ${client}`,
  ];
}
