/**
 * Keeps a bounded number of clients in flight: each worker takes the next client, asks, stores the answer, and only then
 * takes another, as far as the flight limit lets it. The server answers every call within its budget and lets rules
 * write what the model cannot make in time, so more in flight than the server has slots would only move texts from the
 * model to rules.
 *
 * The first failure stops all workers: calls in flight are cancelled, what they asked stays asked and unanswered.
 */
import type { ClientResult } from '../api/generate-response.ts';
import type { FlightLimit } from './flight-limit.ts';
import { InterruptedError } from './interrupted-error.ts';
import type { PendingClient } from './prepare-clients.ts';

export interface AnswerContext {
  readonly workersCount: number;
  readonly limit: FlightLimit;
  readonly signal: AbortSignal;
  readonly ask: (client: PendingClient, signal: AbortSignal) => Promise<ClientResult>;
  readonly store: (client: PendingClient, result: ClientResult) => Promise<void>;
}

/**
 * @throws the first failure of preparing, asking or storing, after all workers have stopped
 * @throws InterruptedError when the signal fired
 */
export async function answerClients(clients: AsyncGenerator<PendingClient>, context: AnswerContext): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([context.signal, failed.signal]);
  let failure: { readonly error: unknown } | null = null;
  const work = async () => {
    try {
      for await (const client of shared(clients, context.limit, signal)) {
        await context.store(client, await context.ask(client, signal));
      }
    } catch (error) {
      failure ??= { error };
      failed.abort();
    }
  };
  await Promise.all(Array.from({ length: context.workersCount }, work));
  await clients.return(undefined);
  const first = failure as { readonly error: unknown } | null;
  if (first !== null) throw first.error;
  if (context.signal.aborted) throw new InterruptedError();
}

/** Workers share one generator: leaving the loop of one must not end it for the others. */
async function* shared(
  clients: AsyncGenerator<PendingClient>,
  limit: FlightLimit,
  signal: AbortSignal,
): AsyncGenerator<PendingClient> {
  while (!signal.aborted) {
    await limit.enter(signal);
    try {
      const next = await clients.next();
      if (next.done === true || signal.aborted) return;
      yield next.value;
    } finally {
      limit.leave();
    }
  }
}
