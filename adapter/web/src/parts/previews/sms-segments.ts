/**
 * An SMS as the operator bills it: GSM-7 takes 160 characters alone and 153 joined, anything beyond its alphabet makes
 * the whole message UCS-2 with 70 and 67. The counts agree with the server's measure-text.ts (a test compares them);
 * here the text is also cut, so that a preview can show where a segment ends.
 */
const gsmBasic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsmExtension = new Set('\f^{}\\[~]|€');

export interface SmsSegments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: readonly string[];
  /** Characters that still fit into the last segment. */
  readonly left: number;
}

export function splitSms(text: string): SmsSegments {
  const isGsm = [...text].every((char) => gsmBasic.has(char) || gsmExtension.has(char));
  const [alone, joined] = isGsm ? [160, 153] : [70, 67];
  const sizeOf = (char: string) => (isGsm ? (gsmExtension.has(char) ? 2 : 1) : char.length);
  const total = [...text].reduce((sum, char) => sum + sizeOf(char), 0);
  const room = total <= alone ? alone : joined;
  const segments: string[] = [];
  // The server divides the size by the room: a pair on the border is billed half in each, and shown in the first.
  let size = 0;
  for (const char of text) {
    const place = Math.floor(size / room);
    segments[place] = (segments[place] ?? '') + char;
    size += sizeOf(char);
  }
  return { encoding: isGsm ? 'GSM-7' : 'UCS-2', segments, left: Math.max(segments.length, 1) * room - total };
}
