/** GenerateBatch requests made of the reference clients, as bytes, for benches. */
import { fromJson, type JsonObject, toBinary } from '@bufbuild/protobuf';
import { GenerateBatchRequestSchema, Policy } from '@offerwright/proto/marketing/v1/generation_pb';

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
