/**
 * The same idempotency key again: a finished request is replayed from what is stored; one that failed, or whose adapter
 * died, goes on with the clients that have no answer yet; one that is being answered now is a conflict. So nobody who
 * has an answer is asked about twice.
 */
import type { ClientResult } from '../api/generate-response.ts';
import { findKeyedRequest } from '../db/requests/find-keyed-request.ts';
import type { AskedResult } from '../db/requests/list-results.ts';
import { listResults } from '../db/requests/list-results.ts';
import { resumeRequest } from '../db/requests/resume-request.ts';
import { findTerms } from '../db/terms/find-terms.ts';
import { RequestError, retryableClientErrorKinds } from '../errors.ts';
import type { AnsweringContext, AskedRequest, GenerateCommand, WaitingClient } from './command.ts';

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
  const waiting: WaitingClient[] = [];
  for (const asked of stored) {
    const client = command.clients[asked.index]!;
    if (!isDone && client.valid && needsAsking(asked)) waiting.push({ askedClientId: asked.askedClientId, client });
    else settled.push(toResult(asked));
  }
  return {
    requestId: known.request_id,
    isReplay: true,
    isOpen: !isDone,
    arrivedAtMs: command.arrivedAtMs,
    askedAtMs: clock.nowMs(),
    order: {
      product: command.product,
      channel: command.channel,
      profile: command.profile,
      terms: await findTerms(database, command.product.code),
      options: command.options,
    },
    waiting,
    settled,
  };
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
