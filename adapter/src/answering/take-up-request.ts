/**
 * The same idempotency key again: a finished request is replayed from what is stored; one that failed, or whose adapter
 * died, goes on with the clients that have no answer yet; one that is being answered now is a conflict. So nobody who
 * has an answer is asked about twice.
 */
import { noContactPolicy } from '../api/contacts.ts';
import type { ClientResult } from '../api/generate-response.ts';
import type { ValidClient } from '../api/parse-clients.ts';
import { findKeyedRequest } from '../db/requests/find-keyed-request.ts';
import type { AskedResult } from '../db/requests/list-results.ts';
import { listResults } from '../db/requests/list-results.ts';
import { resumeRequest } from '../db/requests/resume-request.ts';
import { RequestError, retryableClientErrorKinds } from '../errors.ts';
import type { AnsweringContext, AskedRequest, GenerateCommand, WaitingClient } from './command.ts';
import { prepareOrder } from './prepare-order.ts';

/** @returns null when the request has no key, or the key is new. */
export async function takeUpRequest(context: AnsweringContext, command: GenerateCommand): Promise<AskedRequest | null> {
  const { database, clock } = context;
  if (command.idempotency === null) return null;
  const { key, bodySha256 } = command.idempotency;
  const known = await findKeyedRequest(database, command.userId, key, clock.epochMs());
  if (known === null) return null;
  if (known.body_sha256 !== bodySha256) {
    throw new RequestError('idempotency_key_reused', 'this idempotency key was used with another body', {
      field: 'Idempotency-Key',
      limit: 'one key for one body',
      given: 'another body',
    });
  }
  const isDone = known.state === 'done';
  if (!isDone && !(await resumeRequest(database, known.request_id, clock.epochMs()))) {
    throw new RequestError('request_in_progress', 'a request with this idempotency key is being answered', {
      field: 'Idempotency-Key',
      retryAfterS: 1,
    });
  }
  const stored = await listResults(database, known.request_id);
  const settled: ClientResult[] = [];
  const open: { readonly askedClientId: string; readonly client: ValidClient }[] = [];
  for (const asked of stored) {
    const client = command.clients[asked.index]!;
    if (!isDone && client.valid && needsAsking(asked)) open.push({ askedClientId: asked.askedClientId, client });
    else settled.push(toResult(asked));
  }
  const request = {
    requestId: known.request_id,
    isReplay: true,
    isOpen: !isDone,
    arrivedAtMs: command.arrivedAtMs,
    stored: Promise.resolve(),
  };
  if (open.length === 0) {
    return {
      ...request,
      askedAtMs: clock.nowMs(),
      order: storedOrder(command),
      claimsReviewed: known.claims_reviewed,
      sampleTerms: known.sample_terms,
      waiting: [],
      settled,
    };
  }
  const asking = open.map(({ client }) => client);
  const { order, clients } = await prepareOrder(context, command, asking, known.request_id);
  const waiting: WaitingClient[] = open.map(({ askedClientId }, place) => ({ askedClientId, client: clients[place]! }));
  return {
    ...request,
    askedAtMs: clock.nowMs(),
    order,
    claimsReviewed: order.terms?.claims_reviewed ?? false,
    sampleTerms: order.terms?.is_sample ?? false,
    waiting,
    settled,
  };
}

/** Nobody is asked any more: only what the response repeats of the request counts. */
function storedOrder(command: GenerateCommand): AskedRequest['order'] {
  const { product, channel, profile, options } = command;
  return { product, channel, profile, options, terms: null, contactPolicy: noContactPolicy };
}

function needsAsking({ result }: AskedResult): boolean {
  if (result.kind === 'answer') return false;
  return result.kind === 'unanswered' || retryableClientErrorKinds.includes(result.error.kind);
}

function toResult({ result, index, clientId }: AskedResult): ClientResult {
  if (result.kind === 'answer') return result.answer;
  if (result.kind === 'error') return { index, id: clientId, error: result.error };
  throw new Error('a finished request has an unanswered client');
}
