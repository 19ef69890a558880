/**
 * Asked clients → results, in lots, as they finish and are stored. Order: cut into batches → streams → the clients are
 * stored as asked → store each lot → give it out → clients that nobody answered become errors → the request is closed as
 * done or failed; where the last lot has all that was missing, its statement closes the request too.
 *
 * Nothing is given out before the first lot is stored: when not one client could be answered the whole request fails
 * with a status of its own.
 */
import type { ClientResult } from '../api/generate-response.ts';
import { ClientLeftError } from '../errors.ts';
import { buildBatches } from '../inference/build-batches.ts';
import { limits } from '../limits.ts';
import { closeRequest, endOf, failedClient, kindOf } from './close-request.ts';
import { type Collected, type Collector, collectAnswers } from './collect-answers.ts';
import type { AnsweringContext, AskedRequest } from './command.ts';
import { storeResults } from './store-results.ts';

/**
 * @param signal fires when the caller leaves: the streams are cancelled, what was answered stays stored.
 * @throws RequestError when not one client was answered; ClientLeftError after the signal.
 */
export async function* answerClients(
  context: AnsweringContext,
  asked: AskedRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly ClientResult[]> {
  if (asked.waiting.length === 0) {
    await asked.stored;
    if (asked.isOpen) await closeRequest(context, asked, asked.settled, null);
    yield asked.settled;
    return;
  }
  const stop = new AbortController();
  const results: ClientResult[] = [];
  let failureKind: string | null = 'client_left';
  let isClosed = false;
  try {
    const collector = await openStreams(context, asked, AbortSignal.any([signal, stop.signal]));
    await asked.stored;
    for (;;) {
      const lot = await collector.take(limits.rowsPerWriteMax);
      if (lot.length === 0) break;
      const isFirst = results.length === 0;
      const isLast = results.length + lot.length === asked.waiting.length;
      const end = isLast ? endOf(context, asked, [...results, ...lot.map(({ result }) => result)], null) : null;
      const written = await storeResults(context, asked, lot, end);
      isClosed = isLast && written.areStored;
      results.push(...written.results);
      yield isFirst ? [...asked.settled, ...written.results] : written.results;
    }
    if (signal.aborted) throw new ClientLeftError();
    failureKind = null;
    const lost = await storeMissing(context, asked, collector);
    if (lost !== null) {
      failureKind = lost.kind;
      if (results.length === 0) throw lost.error;
      results.push(...lost.results);
      yield lost.results;
    }
  } catch (error) {
    if (!signal.aborted) failureKind = kindOf(error);
    throw error;
  } finally {
    stop.abort();
    if (!isClosed && (await isStored(asked))) await closeRequest(context, asked, results, failureKind);
  }
}

/** Also of a request whose streams never opened. */
function isStored({ stored }: AskedRequest): Promise<boolean> {
  return stored.then(
    () => true,
    () => false,
  );
}

async function openStreams(context: AnsweringContext, asked: AskedRequest, signal: AbortSignal): Promise<Collector> {
  const { clock, inference } = context;
  const { clientsPerCallMax } = await inference.describe();
  const answerWithinMs = remainingMs(asked, clock.nowMs());
  const batches = buildBatches(
    asked.order,
    asked.waiting.map(({ client }) => client),
    answerWithinMs,
    { clientsMax: clientsPerCallMax || limits.clientsPerRequestMax, bytesMax: limits.messageBytesMax },
  );
  return collectAnswers({
    inference,
    batches,
    waiting: asked.waiting,
    deadlineMs: answerWithinMs + limits.deadlineMarginMs + limits.deadlineMarginMsPerClient * asked.waiting.length,
    signal,
    requestId: asked.requestId,
  });
}

/** What is left of the budget for the server, once storing and sending have their share. */
export function remainingMs(asked: AskedRequest, nowMs: number): number {
  const budgetMs = asked.order.options.answer_within_ms;
  const reserveMs = limits.storeReserveMs + limits.storeReserveMsPerClient * asked.waiting.length;
  const leftMs = Math.floor(budgetMs - (nowMs - asked.arrivedAtMs) - reserveMs);
  return Math.min(Math.max(leftMs, limits.answerWithinMsMin), limits.answerWithinMsMax);
}

interface Lost {
  readonly kind: string;
  /** The failure of the whole request, if nobody was answered. */
  readonly error: unknown;
  readonly results: readonly ClientResult[];
}

async function storeMissing(
  context: AnsweringContext,
  asked: AskedRequest,
  collector: Collector,
): Promise<Lost | null> {
  const missing = collector.missing();
  if (missing.length === 0) return null;
  const error = collector.failure() ?? new Error('the inference server ended a stream with clients left out');
  const kind = kindOf(error);
  if (kind === 'internal') context.log.error({ requestId: asked.requestId, err: error }, 'a stream failed');
  const lost: Collected[] = missing.map((waiting) => ({ waiting, result: failedClient(waiting, kind, error) }));
  return { kind, error, results: (await storeResults(context, asked, lost)).results };
}
