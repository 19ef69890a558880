/**
 * Asks the server for one client's text. What passes by itself (the server is away or full) is tried again with a
 * growing pause, up to `callTriesMax`; then the whole run ends, because the next client would fare no better. What
 * concerns this client alone becomes its error. A refusal of the order ends the run at once.
 */
import type { ClientErrorBody, ClientResult } from '../api/generate-response.ts';
import { type Clock, sleep } from '../clock.ts';
import { RequestError } from '../errors.ts';
import { buildBatches, type Order } from '../inference/build-batches.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { isDeadlineExceeded } from '../inference/map-grpc-error.ts';
import { readAnswer } from '../inference/read-answer.ts';
import { limits } from '../limits.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { InterruptedError } from './interrupted-error.ts';
import { failedClient, type PendingClient } from './prepare-clients.ts';

export interface AskContext {
  readonly inference: InferenceClient;
  readonly clock: Clock;
  /** Its contact policy is the client's: the one in force when the client is asked about. */
  readonly order: Omit<Order, 'contactPolicy'>;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/**
 * @throws InterruptedError when the signal fires
 * @throws CampaignError inference_unavailable, request_refused
 */
export async function askClient(client: PendingClient, context: AskContext): Promise<ClientResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await callOnce(client, context);
    } catch (error) {
      if (context.signal.aborted) throw new InterruptedError();
      const failure = decideFailure(error, tries);
      if ('result' in failure) return failedClient(client.position, client.clientId, failure.result);
      if ('fatal' in failure) throw failure.fatal;
      await sleep(context.clock, failure.pauseMs, context.signal);
    }
  }
}

async function callOnce(client: PendingClient, context: AskContext): Promise<ClientResult> {
  const answerWithinMs = context.order.options.answer_within_ms;
  const { clientId: id, features, recentThreadIds, contact, concernText, contactPolicy, copybookHash } = client;
  const words = concernText === undefined ? {} : { concernText };
  const orderClient = { id, features, recentThreadIds, contact, ...words };
  const [batch] = buildBatches({ ...context.order, contactPolicy, copybookHash }, [orderClient], answerWithinMs, {
    clientsMax: 1,
    bytesMax: limits.messageBytesMax,
  });
  const responses = context.inference.generateBatch({
    request: batch!.request,
    deadlineMs: answerWithinMs + campaignLimits.callGraceMs,
    signal: context.signal,
    requestId: context.requestId,
  });
  for await (const { result } of responses) {
    if (result.case === 'answer') return readAnswer(result.value, client.position, client.clientId);
    if (result.case === 'error') {
      const { kind, message, field, limit, given } = result.value;
      return failedClient(client.position, client.clientId, { kind, message, field, limit, given });
    }
  }
  throw new Error('the inference server ended a batch without a result for its client');
}

type Failure =
  | { readonly pauseMs: number }
  | { readonly result: ClientErrorBody }
  | { readonly fatal: CampaignError | unknown };

function decideFailure(error: unknown, tries: number): Failure {
  if (!(error instanceof RequestError)) return { fatal: error };
  const { kind, message, field, limit, given } = error;
  if (isDeadlineExceeded(error.cause)) {
    if (tries < campaignLimits.deadlineTriesMax) return { pauseMs: campaignLimits.callRetryMsFirst };
    return { result: { kind: 'deadline_exceeded', message: 'the server did not answer in time', field, limit, given } };
  }
  switch (kind) {
    case 'inference_unavailable':
    case 'overloaded':
      if (tries < campaignLimits.callTriesMax) return { pauseMs: pauseMsAfter(tries) };
      return {
        fatal: new CampaignError('inference_unavailable', `Tried ${tries} times: ${message}.`, { cause: error }),
      };
    case 'invalid_request':
      return { result: { kind: 'invalid_client', message, field, limit, given } };
    case 'internal':
      return { result: { kind, message, field, limit, given } };
    default:
      return {
        fatal: new CampaignError('request_refused', `The server refuses the campaign: ${message}.`, { cause: error }),
      };
  }
}

function pauseMsAfter(tries: number): number {
  return Math.min(campaignLimits.callRetryMsFirst * 2 ** (tries - 1), campaignLimits.callRetryMsMax);
}
