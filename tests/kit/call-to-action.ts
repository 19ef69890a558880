/**
 * The call to action at the end of a body, by form: what each channel's last sentence may be. Forms, first match wins:
 *
 * - question: the sentence asks («Посчитать для вас пример?», «Спросите: «Какой срок удобен?»»);
 * - imperative: a verb that bids «вы» («Откройте раздел», «Загляните»);
 * - offer: a verb in the first person, the bank's next step («Расскажем», «Ждём», «Оставлю телефон»);
 * - place: where to act, without a verb («Условия в приложении.»);
 * - infinitive: a button that names the act («Узнать об автокредите»);
 * - label: a button that names what opens («Условия автокредита», «Подробнее»): no verb at all.
 *
 * The score of fit (server/src/compliance/score-fit.ts) judges the same by word endings, over the last two sentences;
 * this one uses the dictionary and the last sentence only, so the two check each other.
 */
import type { ChannelCode } from '@offerwright/server/src/domain/channels.ts';
import type { Morphology, Reading } from './agreement/morphology.ts';
import { sentencesOf } from './text-quality.ts';

export type CallForm = 'question' | 'imperative' | 'offer' | 'place' | 'infinitive' | 'label';

export const callForms: Readonly<Record<ChannelCode, readonly CallForm[]>> = {
  SMS: ['question', 'imperative', 'offer', 'place'],
  PUSH: ['question', 'imperative', 'offer', 'place'],
  MOB_BANNER: ['question', 'imperative', 'infinitive', 'label'],
  OFFICE_BANNER: ['question'],
  MOBILE_CHAT: ['question', 'imperative', 'offer'],
  TMO: ['question'],
  KND: ['question', 'imperative', 'offer'],
  EMAIL: ['question', 'imperative', 'offer'],
};

const asks = /\?»?$/u;
const place =
  /(?<![а-яё])(?:в (?:приложении|чате|телефоне|отделении|офисе|разделе)|на (?:сайте|карте)|по телефону)(?![а-яё])/iu;

/** The form in which the body calls to action; null when its last sentence does it in none that the channel takes. */
export function findCall(body: string, channel: ChannelCode, morphology: Morphology): CallForm | null {
  const last = sentencesOf(body).at(-1) ?? '';
  const found = formsIn(last, morphology);
  return callForms[channel].find((form) => found.includes(form)) ?? null;
}

function formsIn(sentence: string, morphology: Morphology): readonly CallForm[] {
  const words = sentence.match(/[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*/gu) ?? [];
  const readings = words.map((word) => morphology.readingsOf(word));
  const has = (holds: (reading: Reading) => boolean) => readings.some((all) => all.some(holds));
  const forms: CallForm[] = [];
  if (asks.test(sentence)) forms.push('question');
  if (has(({ mood, number }) => mood === 'impr' && number === 'plur')) forms.push('imperative');
  if (has(({ part, person }) => part === 'VERB' && person === '1per')) forms.push('offer');
  if (place.test(sentence)) forms.push('place');
  if (readings[0]?.some(({ part }) => part === 'INFN')) forms.push('infinitive');
  if (!readings.some((all) => all.length > 0 && all.every(({ part }) => part === 'VERB'))) forms.push('label');
  return forms;
}
