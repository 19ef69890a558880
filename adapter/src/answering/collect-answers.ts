/**
 * Opens the streams of a request and collects what comes, until whoever stores it takes it. While one write is under
 * way others finish: the next write takes them all, so a thousand clients need a few round trips, not a thousand, and
 * the first answer is not held back by the last.
 */
import type { GenerateBatchResponse } from '@offerwright/proto/marketing/v1/generation_pb';
import type { ClientResult } from '../api/generate-response.ts';
import type { Batch } from '../inference/build-batches.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { readAnswer, readClientError } from '../inference/read-answer.ts';
import type { WaitingClient } from './command.ts';

export interface Collected {
  readonly waiting: WaitingClient;
  readonly result: ClientResult;
}

export interface Collector {
  /** Up to `countMax` results that have come, at least one; [] at the end. */
  take(countMax: number): Promise<Collected[]>;
  /** Clients that got nothing, once `take` has given []. */
  missing(): WaitingClient[];
  /** What the first failed stream failed with, or null. */
  failure(): unknown;
}

export interface CollectOptions {
  readonly inference: InferenceClient;
  readonly batches: readonly Batch[];
  readonly waiting: readonly WaitingClient[];
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly requestId: string;
}

export function collectAnswers(options: CollectOptions): Collector {
  const { inference, waiting, deadlineMs, signal, requestId } = options;
  const ready: Collected[] = [];
  const unanswered = new Set(waiting.keys());
  let openCount = options.batches.length;
  let failure: unknown = null;
  let wake = Promise.withResolvers<void>();

  async function run(batch: Batch): Promise<void> {
    try {
      for await (const response of inference.generateBatch({ request: batch.request, deadlineMs, signal, requestId })) {
        const place = batch.offset + response.index;
        // A second message for a client would break the contract: the first one stands.
        if (!unanswered.delete(place)) continue;
        ready.push({ waiting: waiting[place]!, result: readResult(response, waiting[place]!) });
        wake.resolve();
      }
    } catch (error) {
      failure ??= error;
    } finally {
      openCount -= 1;
      wake.resolve();
    }
  }
  for (const batch of options.batches) void run(batch);

  return {
    async take(countMax) {
      while (ready.length === 0 && openCount > 0) {
        await wake.promise;
        wake = Promise.withResolvers();
      }
      return ready.splice(0, countMax);
    },
    missing: () => [...unanswered].map((place) => waiting[place]!),
    failure: () => failure,
  };
}

function readResult(response: GenerateBatchResponse, { client }: WaitingClient): ClientResult {
  const { index, id } = client;
  if (response.result.case === 'answer') return readAnswer(response.result.value, index, id);
  if (response.result.case !== 'error') throw new Error('the inference server sent a result without content');
  return readClientError(response.result.value, index, id);
}
