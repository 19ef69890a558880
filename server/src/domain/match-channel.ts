/**
 * A channel as a request names it → `ValidChannel`. A code of the table wins; else the first rule whose words the
 * description has (`matched: false`: the channel was guessed from words). The order matters: "чат" before "смс",
 * because "сообщение в чате" is no SMS, and "сообщение" alone, the vaguest, last.
 *
 * Unlike a product, a channel that nothing matches is an error: its shape and length cannot be guessed.
 */
import { type ChannelCode, channelCodes, channels, isChannelCode } from './channels.ts';
import type { FieldViolation } from './errors.ts';
import type { ValidChannel } from './valid-request.ts';

export interface ChannelQuery {
  /** A code of the table, in any case, or "". */
  readonly code: string;
  readonly description: string;
}

/** Roots at the beginning of a word, ё folded into е. */
const rules: readonly (readonly [ChannelCode, readonly string[]])[] = [
  ['KND', ['курьер', 'доставк', 'на дом', 'courier']],
  ['TMO', ['колл', 'кол-центр', 'телемаркет', 'звон', 'обзвон', 'телефонн', 'по телефону', 'call', 'telemarket']],
  ['OFFICE_BANNER', ['офис', 'доп ?офис', 'отделени', 'менеджер', 'филиал', 'office', 'branch']],
  ['MOBILE_CHAT', ['чат', 'мессендж', 'месендж', 'переписк', 'диалог', 'chat', 'messenger']],
  ['PUSH', ['пуш', 'уведомлен', 'push']],
  ['MOB_BANNER', ['баннер', 'банер', 'сторис', 'плашк', 'banner', 'stories']],
  ['EMAIL', ['почт', 'письм', 'емэйл', 'емейл', 'имейл', 'мейл', 'мэйл', 'рассылк на почту', 'e-?mail', 'mail']],
  [
    'SMS',
    ['смс', 'sms', 'текстов\\p{L}* сообщени', 'коротк\\p{L}* сообщени', 'сообщени\\p{L}* на (?:телефон|номер|мобильн)'],
  ],
  ['MOBILE_CHAT', ['сообщени\\p{L}* в (?:мобильн|приложени|банк)']],
];

/** @returns the channel, or the violation that names the known codes. */
export function matchChannel(query: ChannelQuery): ValidChannel | FieldViolation {
  const code = query.code.trim().toUpperCase();
  if (isChannelCode(code)) return { ...channels[code], matched: true };
  const words = query.description.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim();
  const found = rules.find(([, roots]) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${roots.join('|')})`, 'u').test(words));
  if (found) return { ...channels[found[0]], matched: false };
  return unknownChannel(code, words);
}

function unknownChannel(code: string, words: string): FieldViolation {
  const known = channelCodes.map((channel) => `${channel} (${channels[channel].description})`).join(', ');
  const limit = `one of ${known}, or a description of one of them`;
  const [field, given] =
    words !== ''
      ? ['channel.description', `text of ${[...words].length} characters that describes none of them`]
      : ['channel.code', code === '' ? 'nothing' : `unknown code of ${[...code].length} characters`];
  return { field, limit, given, message: `${field} must be ${limit}; given: ${given}` };
}
