/**
 * The score of fit: does the text suit its channel and name its product.
 *
 * A weighted mean of: length of the body (0.4): 1 inside the channel's limits, then falling in a line to 0 at half of
 * the lower or one and a half of the upper limit; call to action at the end (0.25), as the channel wants it: a
 * question for calls, couriers, chats and office banners counts too; greeting (0.15) in chats, calls and e-mails;
 * product named or plainly meant (0.2). Where a channel wants no greeting, the other weights are scaled up.
 *
 * The body is the text without the disclosures of the context; of a text of unknown origin, without what the checker
 * itself knows as catalogue text and statutory phrases.
 */
import type { ChannelCode } from '../domain/channels.ts';
import { isProductCode } from '../domain/products.ts';
import { findZones, foldNeedle } from './find-zones.ts';
import { has, stems } from './patterns.ts';
import { kindsOf } from './product-kinds.ts';
import { productWords, wordsOfDescribed } from './product-words.ts';
import type { CheckContext, NormalisedText } from './types.ts';

const weights = { length: 0.4, action: 0.25, greeting: 0.15, product: 0.2 } as const;

const greetingChannels: ReadonlySet<ChannelCode> = new Set(['MOBILE_CHAT', 'TMO', 'EMAIL']);
const questionChannels: ReadonlySet<ChannelCode> = new Set([
  'MOBILE_CHAT',
  'TMO',
  'KND',
  'OFFICE_BANNER',
  'PUSH',
  'SMS',
]);
const greetingStart = /^[\s"]*(?:здравствуйте|добр(?:ый|ое|ого) (?:день|вечер|утро|дня)|привет)/u;

/** Imperatives, first persons that offer, and infinitives of buttons. */
const action = stems(
  '[а-я]{2,}(?:йте|ите|ьте|йтесь|итесь|ьтесь)(?![а-я])',
  '[а-я]{2,}(?:ть|ти|чь|ться)(?![а-я])',
  '(?:покаж|расскаж|помог|подскаж|объясн|разбер|посчита|оформ|подбер|ответ|встрет|пришл|запиш|жд|поможем|переда|отправ|созвон|перезвон|сравн)[а-я]{1,4}(?![а-я])',
  '(?<=[.!?:] )к [а-я]+',
  'поехали',
  'подробнее',
  'начать',
  'заявка',
  'анкета',
  'все в приложении',
);

const statutory = [
  /оценивайте свои финансовые возможности и риски\.?/gu,
  /изучите все условия кредита \(займа\)[:.]?/gu,
  /(?:это )?не является индивидуальной инвестиционной рекомендацией\.?/gu,
  /не является (?:банковским )?вкладом[^.]*\./gu,
  /(?<!\p{L})реклама\.?(?!\p{L})/gu,
  /erid:?/gu,
];

function bodyOf(text: NormalisedText, context: CheckContext): string {
  let body = text.text;
  if (context.disclosures.length > 0) {
    for (const disclosure of context.disclosures) body = removeOnce(body, foldNeedle(disclosure.text));
  } else {
    const zones = findZones(text, context);
    body = zones.withoutCatalogue.replace(/\ufffc+/gu, ' ');
    for (const pattern of statutory) body = body.replace(pattern, ' ');
  }
  return body
    .replace(/\s+/gu, ' ')
    .replace(/(?:\s*[.:;,])+\s*$/u, '.')
    .replace(/(?<=[.!?"]) ?(?:[.,:;] ?)+/gu, ' ')
    .trim();
}

function removeOnce(text: string, piece: string): string {
  const at = piece.length === 0 ? -1 : text.lastIndexOf(piece);
  return at < 0 ? text : `${text.slice(0, at)}${text.slice(at + piece.length)}`;
}

function scoreLength(length: number, min: number, max: number): number {
  if (length < min) return Math.max(0, 1 - (min - length) / (min / 2));
  if (length > max) return Math.max(0, 1 - (length - max) / (max / 2));
  return 1;
}

function namesProduct(body: string, context: CheckContext): boolean {
  const { product } = context;
  if (product.code !== null && isProductCode(product.code)) return has(body, productWords[product.code]);
  if (has(body, wordsOfDescribed(product.name, product.description))) return true;
  return [...kindsOf(product)].some((code) => has(body, productWords[code]));
}

/** The last two sentences: in calls a request follows the question. */
function endingOf(body: string): string {
  const pieces = body.split(/(?<=[.!?"])\s+/u).filter((piece) => piece.length > 0);
  return pieces.slice(-2).join(' ');
}

/** 0–1, three decimals. */
export function scoreFit(text: NormalisedText, context: CheckContext): number {
  const body = bodyOf(text, context);
  const { channel } = context;
  const ending = endingOf(body);
  const asks = questionChannels.has(channel.code) && ending.includes('?');
  let sum =
    weights.length * scoreLength(body.length, channel.bodyCharsMin, channel.bodyCharsMax) +
    weights.action * (asks || has(ending, action) ? 1 : 0) +
    weights.product * (namesProduct(body, context) ? 1 : 0);
  let total = weights.length + weights.action + weights.product;
  if (greetingChannels.has(channel.code)) {
    total += weights.greeting;
    if (greetingStart.test(body)) sum += weights.greeting;
  }
  return Math.round((sum / total) * 1000) / 1000;
}
