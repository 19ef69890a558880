/**
 * How long a whole text, disclosures included, may be in each channel. The body has its own, tighter limits
 * (domain/channels.ts); these say when disclosures no longer fit. A text over the limit is refused, never cut.
 */
import type { ChannelCode } from '../domain/channels.ts';

export const textCharsMax: Readonly<Record<ChannelCode, number>> = {
  /** Ten joined UCS-2 segments of 67: what operators deliver as one message. */
  SMS: 670,
  /** About 1,900 Cyrillic letters fit the 4 KB payload of push services; phones show some 1,000 unfolded. */
  PUSH: 1000,
  /** A banner that unfolds its small print. */
  MOB_BANNER: 1000,
  /** About a minute and a half read aloud. */
  OFFICE_BANNER: 1200,
  /** One message of a chat. */
  MOBILE_CHAT: 4000,
  /** About two minutes read aloud. */
  TMO: 1600,
  KND: 1600,
  /** As long a text as CheckText accepts. */
  EMAIL: 10_000,
};
