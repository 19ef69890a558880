/**
 * Whether a lawful text may go to this client now: consent, do-not-disturb, self-ban on credits, frequency, quiet hours
 * (LAW.md rows 13, 15, 21 and the bank's own contact policy). Called before a text is written; what is only
 * `not_sendable` is written all the same, so that it is ready when the obstacle is gone.
 *
 * The first obstacle in this order is told: refusals before obstacles, the law before the bank's policy, what lasts
 * before what passes.
 */
import type { ChannelCode } from '../domain/channels.ts';
import type { ContactFacts, ContactPolicy, ValidProduct } from '../domain/valid-request.ts';
import type { Language, Refusal } from './types.ts';

export interface ContactQuestion {
  readonly product: Pick<ValidProduct, 'code' | 'family' | 'isCredit'>;
  readonly channel: { readonly code: ChannelCode };
  readonly policy: ContactPolicy;
  readonly contact: ContactFacts;
  readonly today: Date;
  readonly language: Language;
}

export type ContactJudgement =
  | { readonly status: 'sendable'; readonly obstacle: null }
  | { readonly status: 'not_sendable' | 'refused'; readonly obstacle: Refusal };

/** Ads over networks of communication need prior consent (38-FZ art. 18 p. 1): calls, messages, mail. */
const consentChannels: ReadonlySet<ChannelCode> = new Set(['SMS', 'PUSH', 'EMAIL', 'TMO', 'MOBILE_CHAT']);
/** Channels in which the bank comes to the client; in the others the client came to the bank. */
const outboundChannels: ReadonlySet<ChannelCode> = new Set([...consentChannels, 'KND']);
/** Channels that disturb at night: mail does not ring, a courier comes by appointment. */
const ringingChannels: ReadonlySet<ChannelCode> = new Set(['SMS', 'PUSH', 'TMO', 'MOBILE_CHAT']);
/** Credits secured by a car: the self-ban does not reach them, nor mortgages (353-FZ, self-ban since 2025-03-01). */
const securedByCar: ReadonlySet<string> = new Set(['AUTO', 'AUTO_SCR']);

interface Obstacle {
  readonly ruleId: string;
  readonly status: 'not_sendable' | 'refused';
  readonly reason: Readonly<Record<Language, string>>;
  holds(question: ContactQuestion): boolean;
}

const obstacles: readonly Obstacle[] = [
  {
    ruleId: 'law.self_ban',
    status: 'refused',
    reason: {
      ru: 'Клиент запретил себе кредиты: кредитные предложения не делаются.',
      en: 'The client has banned credits for themselves: no credit offers are made.',
    },
    holds: ({ product, contact }) => contact.creditSelfBan === true && isBannedCredit(product),
  },
  {
    ruleId: 'law.do_not_disturb',
    status: 'not_sendable',
    reason: {
      ru: 'Клиент просил больше не присылать рекламу.',
      en: 'The client asked for no more advertising.',
    },
    holds: ({ channel, contact }) => contact.doNotDisturb === true && outboundChannels.has(channel.code),
  },
  {
    ruleId: 'law.consent',
    status: 'not_sendable',
    reason: {
      ru: 'Нет доказуемого предварительного согласия клиента на рекламу в этом канале.',
      en: 'There is no provable prior consent of the client to advertising in this channel.',
    },
    holds: ({ channel, contact, policy }) =>
      consentChannels.has(channel.code) &&
      (contact.consent === false || (contact.consent === null && policy.consentRequired)),
  },
  {
    ruleId: 'policy.frequency',
    status: 'not_sendable',
    reason: {
      ru: 'Клиент уже получил столько сообщений, сколько позволяет политика контактов.',
      en: 'The client has already had as many messages as the contact policy allows.',
    },
    holds: ({ channel, contact, policy }) =>
      outboundChannels.has(channel.code) &&
      (reached(contact.sentInChannelCount, policy.channelMessagesMax) ||
        reached(contact.sentInAllCount, policy.allMessagesMax)),
  },
  {
    ruleId: 'policy.quiet_hours',
    status: 'not_sendable',
    reason: {
      ru: 'У клиента сейчас тихие часы или неизвестно его местное время.',
      en: 'It is quiet hours for the client now, or the local time is not known.',
    },
    holds: ({ channel, contact, policy, today }) =>
      ringingChannels.has(channel.code) && isQuiet(policy.quietHours, contact.utcOffsetMinutes, today),
  },
];

export function judgeContact(question: ContactQuestion): ContactJudgement {
  const obstacle =
    obstacles.find((entry) => entry.status === 'refused' && entry.holds(question)) ??
    obstacles.find((entry) => entry.holds(question));
  if (!obstacle) return { status: 'sendable', obstacle: null };
  return {
    status: obstacle.status,
    obstacle: { ruleId: obstacle.ruleId, reason: obstacle.reason[question.language] },
  };
}

function isBannedCredit({ code, family, isCredit }: ContactQuestion['product']): boolean {
  return isCredit && family !== 'mortgage' && !securedByCar.has(code ?? '');
}

function reached(count: number | null, max: number): boolean {
  return max > 0 && count !== null && count >= max;
}

/** With quiet hours set and the local time unknown nothing is sent: a night call cannot be taken back. */
function isQuiet(hours: ContactPolicy['quietHours'], utcOffsetMinutes: number | null, today: Date): boolean {
  if (hours === null) return false;
  if (utcOffsetMinutes === null) return true;
  const utcMinute = today.getUTCHours() * 60 + today.getUTCMinutes();
  const minute = (((utcMinute + utcOffsetMinutes) % 1440) + 1440) % 1440;
  const { startMinute, endMinute } = hours;
  return startMinute < endMinute
    ? minute >= startMinute && minute < endMinute
    : minute >= startMinute || minute < endMinute;
}
