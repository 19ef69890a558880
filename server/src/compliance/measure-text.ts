/** The size of a text as its channel counts it: characters, SMS segments, seconds of speech. */
import { type ChannelCode, channels } from '../domain/channels.ts';
import type { Measures } from './types.ts';

/** GSM 03.38: one septet a character. */
const gsmBasic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** GSM 03.38 extension table: two septets a character. */
const gsmExtension = new Set('\f^{}\\[~]|€');

/** Characters in a message alone, and in each part of a joined one (the rest is the header that joins them). */
export const smsSegmentChars = { gsmAlone: 160, gsmJoined: 153, ucs2Alone: 70, ucs2Joined: 67 } as const;

/** Calm reading aloud: about 130 Russian words a minute, 6.5 characters a word with its space. */
export const spokenCharsPerSecond = 14;
/** A breath after each sentence. */
export const sentencePauseSeconds = 0.4;

function gsmSeptets(text: string): number | null {
  let septets = 0;
  for (const char of text) {
    if (gsmBasic.has(char)) septets += 1;
    else if (gsmExtension.has(char)) septets += 2;
    else return null;
  }
  return septets;
}

/** Segments that an operator counts; 0 for an empty text. */
export function countSmsSegments(text: string): number {
  if (text.length === 0) return 0;
  const septets = gsmSeptets(text);
  const size = septets ?? text.length;
  const alone = septets === null ? smsSegmentChars.ucs2Alone : smsSegmentChars.gsmAlone;
  const joined = septets === null ? smsSegmentChars.ucs2Joined : smsSegmentChars.gsmJoined;
  return size <= alone ? 1 : Math.ceil(size / joined);
}

/** Seconds, one decimal. */
export function estimateSpokenSeconds(text: string): number {
  const sentences = text.match(/[.!?…]+(?=\s|["»)]|$)/gu)?.length ?? 0;
  return Math.round((text.length / spokenCharsPerSecond + sentences * sentencePauseSeconds) * 10) / 10;
}

/** `smsSegments` is 0 outside SMS, `spokenSeconds` 0 where nobody speaks the text. */
export function measureText(text: string, body: string, channelCode: ChannelCode): Measures {
  return {
    characters: text.length,
    bodyCharacters: body.length,
    smsSegments: channelCode === 'SMS' ? countSmsSegments(text) : 0,
    spokenSeconds: channels[channelCode].spoken ? estimateSpokenSeconds(text) : 0,
  };
}
