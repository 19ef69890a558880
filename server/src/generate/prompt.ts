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
 * Changes whenever the wording below does; stored with each answer. No instruction, no markup of a chat: an untuned model
 * of this size follows neither, and each token costs 3 ms on two cores before the first word. Version 2 had both and
 * whole phrases, twice as many tokens, and chose no better (docs/BENCHMARKS.md).
 */
export const promptVersion = '3';

export type PromptClient = Pick<ClientPortrait, 'gender' | 'ageBand' | 'signals'>;

/** Signals named in a prompt: the salient few. */
export const promptSignalsMax = 4;

/** As few tokens as say it: `describe-client.ts` has the phrases for readers who do not pay for each. */
const signalWords: Readonly<Record<SignalName, string>> = {
  salary: 'зарплата у нас',
  ex_salary: 'раньше зарплата у нас',
  active_card: 'платит картой',
  cash: 'наличные',
  fuel: 'заправки',
  mobile: 'связь',
  services: 'услуги',
  transfers: 'переводы',
  topup: 'пополнения',
  saver: 'вклад',
  big_saver: 'крупный вклад',
  outflow: 'забирает вклад',
  borrower: 'платит кредит',
  ex_borrower: 'брал кредит',
  no_product: 'новый клиент',
  car: 'машина',
  manager: 'руководитель',
  absent: 'давно не был',
  visit_card: 'приходил за картой',
  visit_deposit: 'приходил за вкладом',
  visit_credit: 'приходил за кредитом',
  visit_transfer: 'приходил за переводом',
};

const concernWords: Readonly<Record<Concern, string>> = {
  finance: 'деньги и выгода',
  efficiency: 'время и удобство',
  purchase: 'простое оформление',
  support: 'забота и помощь',
};

const channelWords: Readonly<Record<ChannelCode, string>> = {
  SMS: 'СМС',
  PUSH: 'пуш',
  MOB_BANNER: 'баннер',
  OFFICE_BANNER: 'подсказка менеджеру',
  MOBILE_CHAT: 'чат',
  TMO: 'звонок',
  KND: 'слова курьера',
  EMAIL: 'письмо',
};

const genderWords = { m: 'мужчина', f: 'женщина', u: 'клиент' } as const;
const ageWords = { young: 'молодой возраст', adult: 'средних лет', senior: 'старший возраст', u: '' } as const;

/** Facts in a line; the text is to follow it directly. */
export function buildPrompt(
  product: Pick<ValidProduct, 'name' | 'description'>,
  channel: Pick<ValidChannel, 'code'>,
  concern: Concern,
  client: PromptClient | null,
): string {
  const name = withoutMarkup(product.name || product.description);
  const offer = `${name}, ${channelWords[channel.code]}, ${concernWords[concern]}.`;
  return client ? `${offer} ${wordsOf(client).join(', ')}.\n` : `${offer}\n`;
}

function wordsOf({ gender, ageBand, signals }: PromptClient): readonly string[] {
  const facts = signals.slice(0, promptSignalsMax).map((signal) => signalWords[signal]);
  return [genderWords[gender], ageWords[ageBand], ...facts].filter((word) => word !== '');
}

/** A described product is the caller's text: its brackets must not become the model's markup, its digits stay out. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/[<>|\p{N}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 300);
}
