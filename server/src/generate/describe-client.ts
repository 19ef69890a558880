/** A client in a sentence, for the prompt of free writing: names of signals, gender and age band, no number. */
import type { SignalName } from '../domain/signals.ts';
import { type PromptClient, promptSignalsMax } from './prompt.ts';

const signalPhrases: Readonly<Record<SignalName, string>> = {
  salary: 'получает зарплату на нашу карту',
  ex_salary: 'раньше получал зарплату на нашу карту',
  active_card: 'часто платит картой',
  cash: 'часто снимает наличные',
  fuel: 'часто бывает на заправках',
  mobile: 'оплачивает связь с карты',
  services: 'оплачивает услуги с карты',
  transfers: 'часто переводит с карты на карту',
  topup: 'часто пополняет карту',
  saver: 'держит сбережения во вкладе',
  big_saver: 'держит крупные сбережения',
  outflow: 'забирает деньги со вклада',
  borrower: 'платит по кредиту у нас',
  ex_borrower: 'раньше брал у нас кредит',
  no_product: 'пока не пользуется нашими продуктами',
  car: 'есть машина',
  manager: 'руководитель',
  absent: 'давно не заходил в отделение',
  visit_card: 'приходил в отделение по карте',
  visit_deposit: 'приходил в отделение по вкладу',
  visit_credit: 'приходил в отделение по кредиту',
  visit_transfer: 'приходил в отделение сделать перевод',
};

const genderPhrases = { m: 'мужчина', f: 'женщина', u: 'клиент' } as const;
const agePhrases = { young: 'молодого возраста', adult: 'средних лет', senior: 'старшего возраста', u: '' } as const;

export function describeClient(client: PromptClient): string {
  const who = [genderPhrases[client.gender], agePhrases[client.ageBand]].filter(Boolean).join(' ');
  const facts = client.signals.slice(0, promptSignalsMax).map((signal) => signalPhrases[signal]);
  return [who, ...facts].join('; ');
}
