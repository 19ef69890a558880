/** What the adapter was asked, checked; and what has become of it so far. */

import type { Regeneration } from '../api/compose.ts';
import type { GenerateEnvelope } from '../api/generate-request.ts';
import type { ClientResult } from '../api/generate-response.ts';
import type { ParsedClient, ValidClient } from '../api/parse-clients.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Order, UsedText } from '../inference/build-batches.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export interface AnsweringContext {
  readonly database: Database;
  readonly inference: InferenceClient;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface GenerateCommand {
  readonly requestId: string;
  readonly userId: string;
  /** `Clock.nowMs()` of the request's arrival. */
  readonly arrivedAtMs: number;
  readonly product: { readonly code: string; readonly name: string; readonly description: string };
  readonly channel: { readonly code: string; readonly description: string };
  readonly profile: GenerateEnvelope['profile'];
  readonly options: GenerateEnvelope['options'];
  readonly clients: readonly ParsedClient[];
  readonly idempotency: { readonly key: string; readonly bodySha256: string } | null;
  /** A person wants an earlier text otherwise: stored with the new answer. Absent: asked for the first time. */
  readonly regeneration?: Regeneration;
  /** Texts that must not be said again. */
  readonly usedTexts?: readonly UsedText[];
}

/** Stands for the id of a client who has none: the row has no id, and no facts are found. */
export const anonymousClientId = Number.MIN_SAFE_INTEGER;

export function toProduct(product: GenerateEnvelope['product']): GenerateCommand['product'] {
  if (typeof product === 'string') return { code: product, name: '', description: '' };
  return { code: product.code ?? '', name: product.name ?? '', description: product.description ?? '' };
}

export function toChannel(channel: GenerateEnvelope['channel']): GenerateCommand['channel'] {
  if (typeof channel === 'string') return { code: channel, description: '' };
  return { code: channel.code ?? '', description: channel.description ?? '' };
}

export interface WaitingClient {
  /** Id of its row in asked_clients. */
  readonly askedClientId: string;
  readonly client: ValidClient;
}

/** A request whose clients are, or are being, stored as asked. */
export interface AskedRequest {
  /** The stored request: for a repeated idempotency key, the first one. */
  readonly requestId: string;
  readonly isReplay: boolean;
  /** Whether its end is still to be stored: false for the replay of a finished one. */
  readonly isOpen: boolean;
  readonly arrivedAtMs: number;
  /** `Clock.nowMs()` when all was known that the server is told. */
  readonly askedAtMs: number;
  readonly order: Order;
  /** Whether the bank has reviewed the claims of the product (offer catalogue). */
  readonly claimsReviewed: boolean;
  /** Whether the terms are a sample of ours. */
  readonly sampleTerms: boolean;
  /** To be answered. */
  readonly waiting: readonly WaitingClient[];
  /** Has its result already: mistakes in the request, and answers stored before. */
  readonly settled: readonly ClientResult[];
  /** Fulfilled when the rows are written: nothing is given out before. Rejected: nothing may be. */
  readonly stored: Promise<void>;
}
