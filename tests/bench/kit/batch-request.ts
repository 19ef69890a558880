/** GenerateBatch requests made of the reference clients, as bytes, for benches. */
import { fromJson, type JsonObject, toBinary } from '@bufbuild/protobuf';
import { GenerateBatchRequestSchema, Policy } from '@offerwright/proto/marketing/v1/generation_pb';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { readReferenceClients } from '../../kit/reference-clients.ts';

export interface BatchOptions {
  readonly product: string;
  readonly channel: string;
  readonly policy?: Policy;
  readonly seed?: number;
}

/** @param first where among the clients to begin; they are repeated as often as needed, under ids of their own. */
export function buildBatchRequest(
  clients: readonly Readonly<Record<string, unknown>>[],
  clientsCount: number,
  first: number,
  { product, channel, policy = Policy.MODEL_FIRST, seed = 1 }: BatchOptions,
): Buffer {
  const request = fromJson(GenerateBatchRequestSchema, {
    clients: Array.from({ length: clientsCount }, (_, index) => ({
      id: index + 1,
      features: clients[(first + index) % clients.length] as JsonObject,
    })),
    product: { code: product },
    channel: { code: channel },
    options: { policy, seed },
  });
  return Buffer.from(toBinary(GenerateBatchRequestSchema, request));
}

/** The reference clients without the minors, to whom the law refuses credits: a bench counts texts. */
export async function readAdultClients(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const clients = await readReferenceClients(null);
  return clients.filter((features) => !derivePortrait(parseFeatures(features).features).minor);
}
