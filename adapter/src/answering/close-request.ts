/** How a request ends: what its unanswered clients get, and whether its idempotency key may go on with it. */
import type { ClientResult } from '../api/generate-response.ts';
import { withinMs } from '../clock.ts';
import { finishRequest, type RequestEnd } from '../db/requests/finish-request.ts';
import { RequestError, retryableClientErrorKinds } from '../errors.ts';
import { isDeadlineExceeded } from '../inference/map-grpc-error.ts';
import { limits } from '../limits.ts';
import type { AnsweringContext, AskedRequest, WaitingClient } from './command.ts';

/** The slug of what made a request fail. */
export function kindOf(error: unknown): string {
  if (!(error instanceof RequestError)) return 'internal';
  return isDeadlineExceeded(error.cause) ? 'deadline_exceeded' : error.kind;
}

/** What a client gets whom nobody answered. */
export function failedClient({ client }: WaitingClient, kind: string, error: unknown): ClientResult {
  const message = error instanceof RequestError ? error.message : 'internal error';
  return {
    index: client.index,
    id: client.id,
    error: { kind, message, field: `clients[${client.index}]`, limit: '', given: '' },
  };
}

/** Done, or failed by what would be answered otherwise when asked again. */
export function endOf(
  context: AnsweringContext,
  asked: AskedRequest,
  results: readonly ClientResult[],
  failureKind: string | null,
): RequestEnd {
  const retryable = results.find(
    (result) => 'error' in result && retryableClientErrorKinds.includes(result.error.kind),
  );
  const kind = failureKind ?? (retryable !== undefined && 'error' in retryable ? retryable.error.kind : null);
  return {
    requestId: asked.requestId,
    state: kind === null ? 'done' : 'failed',
    failureKind: kind,
    finishedAtMs: context.clock.epochMs(),
  };
}

/** When this cannot be written the request stays open: after a while its key may go on with it. */
export async function closeRequest(
  context: AnsweringContext,
  asked: AskedRequest,
  results: readonly ClientResult[],
  failureKind: string | null,
): Promise<void> {
  const end = endOf(context, asked, results, failureKind);
  const write = finishRequest(context.database, end).catch((error: unknown) => {
    context.log.warn({ requestId: asked.requestId, err: error }, 'the end of a request could not be stored');
  });
  await withinMs(context.clock, limits.finishWaitMs, write, () => undefined);
}
