/**
 * One client → its text as it is decided. Order: the client is stored as asked → the stream opens → pieces of the draft
 * are given out → the end is stored and the request closed → the end is given out. A stream that fails becomes the
 * client's error, which is stored too, before the failure is thrown.
 */
import type { ClientResult } from '../api/generate-response.ts';
import { ClientLeftError } from '../errors.ts';
import { buildRequest } from '../inference/build-batches.ts';
import type { StreamCall } from '../inference/generate-streams.ts';
import { readFinal } from '../inference/read-answer.ts';
import { limits } from '../limits.ts';
import { remainingMs } from './answer-clients.ts';
import { closeRequest, endOf, failedClient, kindOf } from './close-request.ts';
import type { AnsweringContext, AskedRequest, WaitingClient } from './command.ts';
import { storeResults } from './store-results.ts';
import { type WishedLength, writeByLength } from './write-by-length.ts';

export type ComposeStep =
  | { readonly kind: 'delta'; readonly text: string }
  | { readonly kind: 'final'; readonly result: ClientResult };

/**
 * @param asked with one client that waits
 * @param signal fires when the caller leaves: the server stops writing.
 * @param length of several texts by rules the shortest, or the longest; null: one text as ordered.
 * @throws RequestError; ClientLeftError after the signal.
 */
export async function* composeClient(
  context: AnsweringContext,
  asked: AskedRequest,
  signal: AbortSignal,
  length: WishedLength | null = null,
): AsyncGenerator<ComposeStep> {
  const [waiting] = asked.waiting;
  if (waiting === undefined || asked.waiting.length > 1) throw new Error('exactly one client is composed for');
  await asked.stored;
  const stop = new AbortController();
  let failureKind: string | null = 'client_left';
  let results: readonly ClientResult[] = [];
  let isClosed = false;
  try {
    for await (const step of write(context, asked, waiting, length, AbortSignal.any([signal, stop.signal]))) {
      if (step.kind === 'delta') {
        yield step;
        continue;
      }
      const { result } = step;
      const end = endOf(context, asked, [result], null);
      const written = await storeResults(context, asked, [{ waiting, result }], end);
      results = written.results;
      isClosed = written.areStored;
      failureKind = null;
      yield { kind: 'final', result: results[0]! };
      return;
    }
    throw new Error('the inference server ended a stream without an answer');
  } catch (error) {
    if (signal.aborted) throw new ClientLeftError();
    failureKind = kindOf(error);
    if (failureKind === 'internal') context.log.error({ requestId: asked.requestId, err: error }, 'a stream failed');
    const failed = { waiting, result: failedClient(waiting, failureKind, error) };
    ({ results } = await storeResults(context, asked, [failed]));
    throw error;
  } finally {
    stop.abort();
    if (!isClosed) await closeRequest(context, asked, results, failureKind);
  }
}

async function* write(
  { inference, clock }: AnsweringContext,
  asked: AskedRequest,
  waiting: WaitingClient,
  length: WishedLength | null,
  signal: AbortSignal,
): AsyncGenerator<ComposeStep> {
  const { client } = waiting;
  const answerWithinMs = remainingMs(asked, clock.nowMs());
  const call: Omit<StreamCall<unknown>, 'request'> = {
    deadlineMs: answerWithinMs + limits.composeMarginMs,
    signal,
    requestId: asked.requestId,
  };
  if (length !== null) {
    const result = await writeByLength(inference, { order: asked.order, client, length, answerWithinMs }, call);
    if (result !== null) yield { kind: 'final', result };
    return;
  }
  const request = buildRequest(asked.order, client, answerWithinMs);
  for await (const { event } of inference.generate({ ...call, request })) {
    if (event.case === 'delta') yield { kind: 'delta', text: event.value.text };
    if (event.case === 'final') yield { kind: 'final', result: readFinal(event.value, client) };
  }
}
