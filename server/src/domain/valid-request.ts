/** What the inner code accepts: requests that `rpc/` has parsed and checked. */
import type { Copybook } from '../copybook/copybook.ts';
import type { ChannelDefinition } from './channels.ts';
import type { Concern } from './concerns.ts';
import type { ProductFamily } from './products.ts';
import type { ClientPortrait } from './signals.ts';

export type ProfileName = 'strict' | 'law2025';

/** Terms of the requested product, valid today (glossary: offer catalogue). */
export interface OfferTerms {
  readonly legalName: string;
  readonly licence: string;
  readonly fullTerms: string;
  readonly url: string;
  readonly erid: string;
  readonly version: string;
  /**
   * Claims about the product (ids of models/copybook/claims.json) that the bank confirms; null while the bank has not
   * reviewed them: then no thread is left out for its claims.
   */
  readonly confirmedClaims: ReadonlySet<string> | null;
  /** Words the bank wants appended on this channel, or "". */
  readonly tail: string;
}

/** When and how often clients may be contacted. */
export interface ContactPolicy {
  /** Local minutes of the day, start inclusive, end exclusive; start > end spans midnight. Null: no quiet hours. */
  readonly quietHours: { readonly startMinute: number; readonly endMinute: number } | null;
  /** 0: no limit. */
  readonly channelMessagesMax: number;
  /** 0: no limit. */
  readonly allMessagesMax: number;
  /** Unknown consent counts as none. */
  readonly consentRequired: boolean;
}

export const noContactPolicy: ContactPolicy = {
  quietHours: null,
  channelMessagesMax: 0,
  allMessagesMax: 0,
  consentRequired: false,
};

/** What the bank knows about contacting a client in the requested channel; null is unknown. */
export interface ContactFacts {
  readonly consent: boolean | null;
  readonly creditSelfBan: boolean | null;
  readonly doNotDisturb: boolean | null;
  readonly utcOffsetMinutes: number | null;
  readonly sentInChannelCount: number | null;
  readonly sentInAllCount: number | null;
}

export const unknownContact: ContactFacts = {
  consent: null,
  creditSelfBan: null,
  doNotDisturb: null,
  utcOffsetMinutes: null,
  sentInChannelCount: null,
  sentInAllCount: null,
};

export interface ComplianceProfile {
  readonly name: ProfileName;
  readonly version: string;
  readonly terms: OfferTerms;
  readonly contactPolicy: ContactPolicy;
}

/** A product of the table, or one that only the request describes. */
export interface ValidProduct {
  /** Code of the table, or null when the request only describes the product. */
  readonly code: string | null;
  /** Name as a text may quote it. */
  readonly name: string;
  readonly description: string;
  readonly family: ProductFamily;
  readonly isCredit: boolean;
}

/** `matched` is false when the channel came as a description and was matched to the nearest of the table. */
export interface ValidChannel extends ChannelDefinition {
  readonly matched: boolean;
}

export type Policy = 'model-first' | 'rules-only';
export type Mode = 'composed' | 'free' | 'auto';

export interface ValidOptions {
  /** Null: derived from the signals. */
  readonly concern: Concern | null;
  readonly policy: Policy;
  readonly mode: Mode;
  readonly temperature: number;
  readonly seed: number;
  readonly answerWithinMs: number;
  readonly language: 'ru' | 'en';
  /** Approved threads and variants only. Absent: drafts as well. */
  readonly approvedOnly?: boolean;
}

export interface ValidClient {
  readonly id: bigint;
  /** What the client said; absent: nothing is known. */
  readonly concernText?: string;
  readonly portrait: ClientPortrait;
  readonly recentThreadIds: readonly string[];
  readonly contact: ContactFacts;
}

export interface ValidOrder {
  readonly product: ValidProduct;
  readonly channel: ValidChannel;
  readonly profile: ComplianceProfile;
  readonly options: ValidOptions;
  /** The edition that the request names, held for as long as it is answered. Absent: the server's own. */
  readonly copybook?: Copybook;
}
