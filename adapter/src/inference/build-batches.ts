/**
 * An order for many clients → as few GenerateBatch messages as the server takes: cut by the clients a call may hold and
 * by the bytes a message may hold.
 */
import { create, toBinary } from '@bufbuild/protobuf';
import { NullValue, type Value, ValueSchema } from '@bufbuild/protobuf/wkt';
import {
  type Client,
  ClientSchema,
  type GenerateBatchRequest,
  GenerateBatchRequestSchema,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { GenerateEnvelope } from '../api/generate-request.ts';
import type { OfferTerms } from '../db/terms/find-terms.ts';
import { concernNumbers, modeNumbers, policyNumbers, profileNumbers } from './slugs.ts';

/** Version of what the adapter puts into a compliance profile; stored with each answer. */
export const profileVersion = '1';

export interface Order {
  readonly product: { readonly code: string; readonly name: string; readonly description: string };
  readonly channel: { readonly code: string; readonly description: string };
  readonly profile: GenerateEnvelope['profile'];
  /** Null: the server's own default provider is used. */
  readonly terms: OfferTerms | null;
  readonly options: GenerateEnvelope['options'];
}

export interface OrderClient {
  readonly id: number;
  readonly features: Readonly<Record<string, unknown>>;
  readonly recentThreadIds: readonly string[];
}

export interface Batch {
  readonly request: GenerateBatchRequest;
  /** Index of its first client among the clients given. */
  readonly offset: number;
}

export interface BatchLimits {
  readonly clientsMax: number;
  readonly bytesMax: number;
}

/** @param answerWithinMs what is left of the budget. */
export function buildBatches(
  order: Order,
  clients: readonly OrderClient[],
  answerWithinMs: number,
  batchLimits: BatchLimits,
): Batch[] {
  const shared = buildShared(order, answerWithinMs);
  const batches: Batch[] = [];
  let messages: Client[] = [];
  let bytesCount = 0;
  const close = (nextIndex: number) => {
    if (messages.length === 0) return;
    const request = create(GenerateBatchRequestSchema, { ...shared, clients: messages });
    batches.push({ request, offset: nextIndex - messages.length });
    messages = [];
    bytesCount = 0;
  };
  clients.forEach((client, index) => {
    const message = buildClient(client);
    const size = toBinary(ClientSchema, message).byteLength;
    if (messages.length === batchLimits.clientsMax || bytesCount + size > batchLimits.bytesMax) close(index);
    messages.push(message);
    bytesCount += size;
  });
  close(clients.length);
  return batches;
}

function buildShared(order: Order, answerWithinMs: number) {
  const { options, terms } = order;
  return {
    product: { ...order.product },
    channel: { ...order.channel },
    profile: {
      name: profileNumbers[order.profile],
      version: profileVersion,
      terms:
        terms === null
          ? undefined
          : {
              legalName: terms.legal_name,
              licence: terms.licence,
              fullTerms: terms.full_terms,
              url: terms.url,
              erid: terms.erid,
              version: terms.version,
            },
    },
    options: {
      concern: options.concern === undefined ? undefined : concernNumbers[options.concern],
      policy: policyNumbers[options.policy],
      mode: modeNumbers[options.mode],
      temperature: options.temperature,
      seed: options.seed,
      answerWithinMs,
      language: options.language,
    },
  };
}

function buildClient(client: OrderClient): Client {
  return create(ClientSchema, {
    id: BigInt(client.id),
    features: Object.fromEntries(Object.entries(client.features).map(([name, value]) => [name, toValue(value)])),
    recentThreadIds: [...client.recentThreadIds],
  });
}

/** Lists and objects go without their content: the server refuses them by kind. */
function toValue(value: unknown): Value {
  if (typeof value === 'number') return create(ValueSchema, { kind: { case: 'numberValue', value } });
  if (typeof value === 'string') return create(ValueSchema, { kind: { case: 'stringValue', value } });
  if (typeof value === 'boolean') return create(ValueSchema, { kind: { case: 'boolValue', value } });
  if (value === null) return create(ValueSchema, { kind: { case: 'nullValue', value: NullValue.NULL_VALUE } });
  if (Array.isArray(value)) return create(ValueSchema, { kind: { case: 'listValue', value: { values: [] } } });
  return create(ValueSchema, { kind: { case: 'structValue', value: {} } });
}
