/** Writes results before they are sent; a result whose row cannot be written turns into the error `not_stored`. */

import type { ClientResult } from '../api/generate-response.ts';
import { withinMs } from '../clock.ts';
import { countResult } from '../count-result.ts';
import { isDatabaseUnavailable } from '../db/database.ts';
import type { RequestEnd } from '../db/requests/finish-request.ts';
import { insertAnswers, type NewAnswer } from '../db/requests/insert-answers.ts';
import { limits } from '../limits.ts';
import type { Collected } from './collect-answers.ts';
import type { AnsweringContext, AskedRequest } from './command.ts';

class WriteTookTooLong extends Error {}

export interface StoredResults {
  /** What may be given out: the results, or an error in place of each. */
  readonly results: readonly ClientResult[];
  readonly areStored: boolean;
}

/** @param end how the request ends with these results: stored with them, or not at all; null: it goes on. */
export async function storeResults(
  context: AnsweringContext,
  asked: AskedRequest,
  collected: readonly Collected[],
  end: RequestEnd | null = null,
): Promise<StoredResults> {
  const { clock, log, metrics } = context;
  const rows = collected.map(({ waiting, result }) => ({ askedClientId: waiting.askedClientId, result }));
  const startedAtMs = clock.nowMs();
  try {
    await withinMs(clock, waitMs(asked, rows.length, startedAtMs), writeTwice(context, rows, end), () => {
      throw new WriteTookTooLong('the database did not answer in time');
    });
    metrics.storeSeconds.observe({ rows: 'answered' }, (clock.nowMs() - startedAtMs) / 1000);
    for (const { result } of rows) countResult(metrics, result, asked.order);
    return { results: rows.map(({ result }) => result), areStored: true };
  } catch (error) {
    log.error({ requestId: asked.requestId, err: error, clientsCount: rows.length }, 'answers could not be stored');
    metrics.errors.inc({ kind: 'not_stored', scope: 'client' }, rows.length);
    return { results: rows.map(({ result }) => notStored(result)), areStored: false };
  }
}

/** As long as the budget of the answers lasts, and not so short that a busy database looks like a broken one. */
function waitMs(asked: AskedRequest, rowsCount: number, nowMs: number): number {
  const budgetEndMs = asked.arrivedAtMs + asked.order.options.answer_within_ms;
  return Math.max(budgetEndMs - nowMs, limits.storeWaitMsMin + limits.storeWaitMsPerRow * rowsCount);
}

/** A connection that broke is worth a second try at once: the pool makes a new one. */
async function writeTwice(
  context: AnsweringContext,
  rows: readonly NewAnswer[],
  end: RequestEnd | null,
): Promise<void> {
  const answeredAtMs = context.clock.epochMs();
  try {
    await insertAnswers(context.database, rows, answeredAtMs, end);
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    await insertAnswers(context.database, rows, answeredAtMs, end);
  }
}

function notStored({ index, id }: ClientResult): ClientResult {
  const limit = 'stored before it is sent';
  const message = 'the answer could not be stored, so it is not sent: ask again';
  return { index, id, error: { kind: 'not_stored', message, field: `clients[${index}]`, limit, given: '' } };
}
