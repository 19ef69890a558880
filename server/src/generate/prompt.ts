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

/** Changes whenever the wording below does; stored with each answer. */
export const promptVersion = '1';

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
  finance: 'деньги: посильность, выгода, бюджет',
  efficiency: 'время и удобство',
  purchase: 'понятное и простое оформление',
  support: 'забота, помощь, человек рядом',
};

const channelPhrases: Readonly<Record<ChannelCode, string>> = {
  SMS: 'СМС, две короткие фразы',
  PUSH: 'пуш в мобильном банке, две фразы',
  MOB_BANNER: 'баннер в приложении, фраза и кнопка',
  OFFICE_BANNER: 'подсказка менеджеру в отделении: что предложить и как начать разговор',
  MOBILE_CHAT: 'сообщение в чате банка, три или четыре фразы',
  TMO: 'звонок: приветствие, суть, вопрос',
  KND: 'слова курьера у двери',
  EMAIL: 'письмо, пять или шесть фраз',
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
  const lines = [
    `Продукт: ${withoutMarkup(product.description || product.name)}.`,
    `Канал: ${channelPhrases[channel.code]}.`,
    `Важно: ${concernPhrases[concern]}.`,
  ];
  if (client) lines.push(`Клиент: ${describeClient(client)}.`);
  return [
    '<|im_start|>system\nТы пишешь тёплые и грамотные рекламные тексты банка для одного клиента.<|im_end|>\n',
    `<|im_start|>user\n${lines.join('\n')}<|im_end|>\n`,
    '<|im_start|>assistant\n',
  ].join('');
}

function describeClient(client: PromptClient): string {
  const who = [genderPhrases[client.gender], agePhrases[client.ageBand]].filter(Boolean).join(' ');
  const facts = client.signals.slice(0, promptSignalsMax).map((signal) => signalPhrases[signal]);
  return [who, ...facts].join('; ');
}

/** A described product is the caller's text: its brackets must not become the model's markup, its digits stay out. */
function withoutMarkup(text: string): string {
  return text
    .replace(/[<>|\p{N}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 300);
}
