/**
 * The prompt of a request, from human facts only: no number of a client can reach it, because it is made from names of
 * signals, gender and age band (`PromptClient` has no other fields).
 *
 * The part that a campaign shares (product, channel, concern) comes first, so that its evaluation is reused from client
 * to client; what differs comes last.
 */
import type { ChannelCode } from '../domain/channels.ts';
import type { Concern } from '../domain/concerns.ts';
import type { ClientPortrait, SignalName } from '../domain/signals.ts';
import type { ValidChannel, ValidProduct } from '../domain/valid-request.ts';

/**
 * Changes whenever the wording below does; stored with each answer. The prompt is one line a fact and no instruction:
 * an untuned model of this size follows none, and each token costs 5–8 ms on two cores before the first word.
 */
export const promptVersion = '2';

export type PromptClient = Pick<ClientPortrait, 'gender' | 'ageBand' | 'signals'>;

/** Signals named in a prompt: the salient few. */
export const promptSignalsMax = 4;

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

const concernPhrases: Readonly<Record<Concern, string>> = {
  finance: 'деньги и выгода',
  efficiency: 'время и удобство',
  purchase: 'простое оформление',
  support: 'забота и помощь',
};

const channelPhrases: Readonly<Record<ChannelCode, string>> = {
  SMS: 'СМС',
  PUSH: 'пуш',
  MOB_BANNER: 'баннер',
  OFFICE_BANNER: 'подсказка менеджеру',
  MOBILE_CHAT: 'чат',
  TMO: 'звонок',
  KND: 'слова курьера',
  EMAIL: 'письмо',
};

const genderPhrases = { m: 'мужчина', f: 'женщина', u: 'клиент' } as const;
const agePhrases = { young: 'молодого возраста', adult: 'средних лет', senior: 'старшего возраста', u: '' } as const;

/** A chat prompt in the model's own markup; the text is to follow it directly. */
export function buildPrompt(
  product: Pick<ValidProduct, 'name' | 'description'>,
  channel: Pick<ValidChannel, 'code'>,
  concern: Concern,
  client: PromptClient | null,
): string {
  const offer = `${withoutMarkup(product.name || product.description)}, ${channelPhrases[channel.code]}`;
  const who = client ? `\nКлиент: ${describeClient(client)}.` : '';
  return `<|im_start|>user\nРеклама банка: ${offer}. Важно: ${concernPhrases[concern]}.${who}<|im_end|>\n<|im_start|>assistant\n`;
}

export function describeClient(client: PromptClient): string {
  const who = [genderPhrases[client.gender], agePhrases[client.ageBand]].filter(Boolean).join(' ');
  const facts = client.signals.slice(0, promptSignalsMax).map((signal) => signalPhrases[signal]);
  return [who, ...facts].join('; ');
}

/** A described product is the caller's text: its brackets must not become the model's markup, its digits stay out. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/[<>|\p{N}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 300);
}
