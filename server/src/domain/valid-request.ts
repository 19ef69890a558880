/** What the inner code accepts: requests that `rpc/` has parsed and checked. */
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
}

export interface ComplianceProfile {
  readonly name: ProfileName;
  readonly version: string;
  readonly terms: OfferTerms;
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
}

export interface ValidClient {
  readonly id: bigint;
  readonly portrait: ClientPortrait;
  readonly recentThreadIds: readonly string[];
}

export interface ValidOrder {
  readonly product: ValidProduct;
  readonly channel: ValidChannel;
  readonly profile: ComplianceProfile;
  readonly options: ValidOptions;
}
