/**
 * A shorter, or a longer, text. Lengths are those of the sentences that people wrote, so nothing can be shortened: several
 * texts are composed by rules, each another one, and the shortest, or the longest, of those that may be sent is taken.
 */

import type { ClientResult } from '../api/generate-response.ts';
import type { ValidClient } from '../api/parse-clients.ts';
import { buildBatches, type Order } from '../inference/build-batches.ts';
import type { StreamCall } from '../inference/generate-streams.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { readAnswer, readClientError } from '../inference/read-answer.ts';
import { limits } from '../limits.ts';
import { anonymousClientId } from './command.ts';

export type WishedLength = 'shorter' | 'longer';

export interface LengthWish {
  readonly order: Order;
  readonly client: ValidClient;
  readonly length: WishedLength;
  readonly answerWithinMs: number;
}

/** Null when the server ended without any result. @throws RequestError */
export async function writeByLength(
  inference: Pick<InferenceClient, 'generateBatch'>,
  { order, client, length, answerWithinMs }: LengthWish,
  call: Omit<StreamCall<unknown>, 'request'>,
): Promise<ClientResult | null> {
  // A call takes an id once: each text is asked for under one that is nobody's.
  const candidates = Array.from({ length: limits.lengthCandidates }, (_, place) => ({
    ...client,
    id: anonymousClientId + 1 + place,
  }));
  const byRules: Order = { ...order, options: { ...order.options, policy: 'rules_only' } };
  const [batch] = buildBatches(byRules, candidates, answerWithinMs, {
    clientsMax: candidates.length,
    bytesMax: limits.messageBytesMax,
  });
  let best: ClientResult | null = null;
  for await (const { result } of inference.generateBatch({ ...call, request: batch!.request })) {
    if (result.case === undefined) throw new Error('the inference server sent a result without content');
    const next =
      result.case === 'answer'
        ? readAnswer(result.value, client.index, client.id)
        : readClientError(result.value, client.index, client.id);
    if (best === null || isBetter(next, best, length)) best = next;
  }
  return best;
}

/** An answer before an error, a text that may be sent before one that may not, then by length. */
function isBetter(one: ClientResult, other: ClientResult, length: WishedLength): boolean {
  if ('error' in one) return false;
  if ('error' in other) return true;
  if (one.status !== other.status) return one.status === 'sendable';
  return length === 'shorter' ? one.text.length < other.text.length : one.text.length > other.text.length;
}
