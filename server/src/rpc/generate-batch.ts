/**
 * RPC GenerateBatch: all clients through the generator, which bounds itself by its own admission; each result leaves as
 * it is there, one message a client. The budget of each counts from the request's arrival, so the last client of a big
 * batch is composed by rules rather than late. Which batch's clients begin when, and how many the server takes at all,
 * is for batch-turns.ts.
 */
import { create } from '@bufbuild/protobuf';
import {
  type Client,
  type ClientError,
  GenerateBatchRequestSchema,
  type GenerateBatchResponse,
  GenerateBatchResponseSchema,
  type GenerationService,
  Source,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { Answer } from '../domain/answer.ts';
import { RequestError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { Usage } from '../domain/usage.ts';
import type { ValidClient, ValidOrder } from '../domain/valid-request.ts';
import { answerToProto, clientErrorToProto } from './answer-to-proto.ts';
import { type BatchPlace, type BatchTurns, beginWithinMs } from './batch-turns.ts';
import { addCount, type CallContext, type Handlers } from './call.ts';
import type { GenerateOptions } from './generate.ts';
import { parseClient } from './parse-client.ts';
import { parseOrder } from './parse-order.ts';
import { parseUsedTexts } from './parse-used-texts.ts';
import { assertValid, violationOf } from './validate-message.ts';

export interface GenerateBatchOptions extends GenerateOptions {
  readonly turns: BatchTurns;
  /** Called with the cause when the generator fails on one client: for the log. */
  readonly onClientFailure: (cause: unknown, context: CallContext) => void;
}

interface BatchContext extends CallContext {
  /** Texts used before, this call's included. */
  readonly usage: Usage;
  readonly place: BatchPlace;
}

const tooLate = 'the turn came too late for an answer in time: ask again';

export function createGenerateBatch(
  options: GenerateBatchOptions,
): Handlers<typeof GenerationService>['generateBatch'] {
  const { turns } = options;
  return async function* generateBatch(request, context) {
    // Before the fields are looked at: that costs 15 ms for 1,000 clients, which a full server does not have.
    turns.assertRoom(request.clients.length, beginWithinMs(limits.answerWithinMsMax));
    assertValid(GenerateBatchRequestSchema, request);
    const order = parseOrder(request, options, context.deadlineMs);
    addCount(context, 'clients', request.clients.length);
    const stop = new AbortController();
    const signal = AbortSignal.any([context.signal, stop.signal]);
    const results = createResults(request.clients.length);
    const usage = parseUsedTexts(request.usedTexts);
    const place = turns.enter(request.clients.length, beginWithinMs(order.options.answerWithinMs));
    try {
      startAll(options, order, request.clients, { ...context, signal, usage, place }, results).catch(results.fail);
      for await (const response of results) {
        countResponse(context, response);
        yield response;
      }
    } finally {
      // The caller left, or one client's refusal concerns all: whatever still decodes is of no use.
      stop.abort(new DOMException('the batch has ended', 'AbortError'));
      place.leave();
    }
  };
}

/**
 * Starts every client in its turn. One whose turn comes too late is not begun: its text would be late. When that is the
 * first of the call, the whole call is refused, because nothing of it has been answered.
 */
async function startAll(
  options: GenerateBatchOptions,
  order: ValidOrder,
  clients: readonly Client[],
  context: BatchContext,
  results: Results,
): Promise<void> {
  const { signal, place } = context;
  const beginUntilMs = context.arrivedAtMs + beginWithinMs(order.options.answerWithinMs);
  const seen = new Set<bigint>();
  const begin = (index: number): void => {
    const client = clients[index]!;
    const isLate = options.clock.nowMs() >= beginUntilMs;
    if (isLate && index === 0) throw new RequestError('overloaded', `the server is full: ${tooLate}`);
    if (isLate) results.settle(errorResponse(index, client, overloadedError(index)));
    else if (seen.has(client.id)) results.settle(errorResponse(index, client, duplicateError(index)));
    else answerOne(options, order, client, index, context).then(results.settle, results.fail);
    seen.add(client.id);
  };
  await place.run(begin, () => signal.aborted);
  if (signal.aborted) results.fail(signal.reason);
}

/** One message for one client. @throws AbortError; RequestError when the refusal concerns the whole request. */
async function answerOne(
  options: GenerateBatchOptions,
  order: ValidOrder,
  client: Client,
  index: number,
  context: BatchContext,
): Promise<GenerateBatchResponse> {
  try {
    const parsed = parseClient(client, `clients[${index}]`);
    if ('error' in parsed) return errorResponse(index, client, parsed.error);
    const answer = await finalAnswer(options, order, parsed.client, context);
    return create(GenerateBatchResponseSchema, {
      index,
      clientId: client.id,
      result: { case: 'answer', value: answerToProto(answer) },
    });
  } catch (thrown) {
    if (thrown instanceof RequestError || context.signal.aborted) throw thrown;
    options.onClientFailure(thrown, context);
    return errorResponse(index, client, internalError(index));
  }
}

async function finalAnswer(
  options: GenerateBatchOptions,
  order: ValidOrder,
  client: ValidClient,
  { arrivedAtMs, signal, usage }: BatchContext,
): Promise<Answer> {
  for await (const event of options.generator.generate(order, client, { arrivedAtMs, signal, usage })) {
    if (event.kind === 'final') return event.answer;
  }
  throw new Error('the generator ended without a final event');
}

interface Results extends AsyncIterable<GenerateBatchResponse> {
  settle(response: GenerateBatchResponse): void;
  fail(thrown: unknown): void;
}

/** Results in the order in which they come; ends after `expectedCount` of them. */
function createResults(expectedCount: number): Results {
  const ready: GenerateBatchResponse[] = [];
  let failure: { readonly thrown: unknown } | null = null;
  let wake = Promise.withResolvers<void>();
  return {
    settle(response) {
      ready.push(response);
      wake.resolve();
    },
    fail(thrown) {
      failure ??= { thrown };
      wake.resolve();
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<GenerateBatchResponse> {
      for (let sentCount = 0; sentCount < expectedCount; ) {
        if (failure) throw failure.thrown;
        const response = ready.shift();
        if (response) {
          sentCount += 1;
          yield response;
        } else {
          await wake.promise;
          wake = Promise.withResolvers();
        }
      }
    },
  };
}

function errorResponse(index: number, client: Client, error: ClientError): GenerateBatchResponse {
  return create(GenerateBatchResponseSchema, { index, clientId: client.id, result: { case: 'error', value: error } });
}

function duplicateError(index: number): ClientError {
  const limit = 'each id once in a request; the first client with it is answered';
  return clientErrorToProto('duplicate_client_id', violationOf(`clients[${index}].id`, limit, 'an id given before'));
}

function overloadedError(index: number): ClientError {
  const violation = {
    field: `clients[${index}]`,
    limit: tooLate,
    given: '',
    message: `the server is full: ${tooLate}`,
  };
  return clientErrorToProto('overloaded', violation);
}

function internalError(index: number): ClientError {
  const violation = { field: `clients[${index}]`, limit: '', given: '', message: 'internal error' };
  return clientErrorToProto('internal', violation);
}

function countResponse(context: CallContext, { result }: GenerateBatchResponse): void {
  if (result.case !== 'answer') addCount(context, 'clientErrors');
  else if (result.value.source === Source.UNSPECIFIED) addCount(context, 'refused');
  else addCount(context, result.value.source === Source.MODEL ? 'model' : 'rules');
}
