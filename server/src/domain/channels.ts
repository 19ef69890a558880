/**
 * The channels a text can go out through, and the length of a body in each.
 * Source: Products.xlsx (codes, descriptions); lengths from COPYBOOK.md, in UTF-16 code units.
 */
export const channelCodes = [
  'SMS',
  'PUSH',
  'MOB_BANNER',
  'OFFICE_BANNER',
  'MOBILE_CHAT',
  'TMO',
  'KND',
  'EMAIL',
] as const;

export type ChannelCode = (typeof channelCodes)[number];

export interface ChannelDefinition {
  readonly code: ChannelCode;
  /** As the bank describes it (Russian). */
  readonly description: string;
  readonly bodyCharsMin: number;
  readonly bodyCharsMax: number;
  /** Whether the text can carry a link that a client can follow. */
  readonly canLink: boolean;
  /** Whether the text is spoken aloud by a person. */
  readonly spoken: boolean;
}

export const channels: Readonly<Record<ChannelCode, ChannelDefinition>> = {
  SMS: { code: 'SMS', description: 'СМС', bodyCharsMin: 38, bodyCharsMax: 96, canLink: true, spoken: false },
  PUSH: {
    code: 'PUSH',
    description: 'Пуш в мобильном банке',
    bodyCharsMin: 56,
    bodyCharsMax: 148,
    canLink: true,
    spoken: false,
  },
  MOB_BANNER: {
    code: 'MOB_BANNER',
    description: 'Текст для баннера в мобильном приложении',
    bodyCharsMin: 22,
    bodyCharsMax: 88,
    canLink: true,
    spoken: false,
  },
  OFFICE_BANNER: {
    code: 'OFFICE_BANNER',
    description: 'Текст для баннера для менеджера в доп офисе',
    bodyCharsMin: 55,
    bodyCharsMax: 175,
    canLink: false,
    spoken: true,
  },
  MOBILE_CHAT: {
    code: 'MOBILE_CHAT',
    description: 'Предложение в чате мобильном банке',
    bodyCharsMin: 110,
    bodyCharsMax: 320,
    canLink: true,
    spoken: false,
  },
  TMO: {
    code: 'TMO',
    description: 'Колл центр (телемаркетинг)',
    bodyCharsMin: 180,
    bodyCharsMax: 480,
    canLink: false,
    spoken: true,
  },
  KND: {
    code: 'KND',
    description: 'Продажный текст для курьера на дом',
    bodyCharsMin: 140,
    bodyCharsMax: 375,
    canLink: false,
    spoken: true,
  },
  EMAIL: {
    code: 'EMAIL',
    description: 'Емэйл',
    bodyCharsMin: 240,
    bodyCharsMax: 640,
    canLink: true,
    spoken: false,
  },
};

export function isChannelCode(value: string): value is ChannelCode {
  return (channelCodes as readonly string[]).includes(value);
}
