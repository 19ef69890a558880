/**
 * POST /v1/compose: one text, streamed as it is decided. Order: a place → the request → what it is another one of →
 * stored as asked → the first piece. The status is decided by then: a refusal of the whole is a status, not a stream.
 * GET /v1/answers/{id}/lineage: what an answer came from.
 */
import { Readable } from 'node:stream';
import { askClients } from '../answering/ask-clients.ts';
import {
  type AnsweringContext,
  type AskedRequest,
  anonymousClientId,
  type GenerateCommand,
  toChannel,
  toProduct,
} from '../answering/command.ts';
import { type ComposeStep, composeClient } from '../answering/compose-client.ts';
import { steerRequest } from '../answering/steer-request.ts';
import type { WishedLength } from '../answering/write-by-length.ts';
import {
  answerPathSchema,
  type ComposeFailed,
  type ComposeFinal,
  type ComposeRequest,
  type ComposeStarted,
  composeRequestSchema,
  type LineageResponse,
} from '../api/compose.ts';
import type { ClientResult } from '../api/generate-response.ts';
import { parseClients, type ValidClient } from '../api/parse-clients.ts';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import type { Database } from '../db/database.ts';
import { findEarlierTexts } from '../db/regenerations/find-earlier-texts.ts';
import { listLineage } from '../db/regenerations/list-lineage.ts';
import { ClientLeftError, RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { toRequestError } from '../middleware/error-boundary.ts';
import type { RequestPlaces } from './request-places.ts';
import { describeRequest, timingsOf } from './send-results.ts';

export interface ComposeRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly answering: () => AnsweringContext;
}

type ComposeCommand = GenerateCommand & { readonly clients: readonly [ValidClient] };

export function composeRoute({ answering }: ComposeRouteOptions, places: RequestPlaces): AdapterMiddleware {
  return async (context) => {
    const answeringContext = answering();
    const left = places.take(context, answeringContext.metrics);
    const command = await readCommand(context, answeringContext.database);
    const asked = await askClients(answeringContext, command);
    const steps = composeClient(answeringContext, asked, left, lengthOf(command));
    const first = await steps.next();
    context.set('Cache-Control', 'no-store');
    context.set('X-Accel-Buffering', 'no');
    context.type = 'text/event-stream';
    const events = eventsOf(answeringContext, asked, describeStart(asked, command), first, steps);
    const body = Readable.from(events, { objectMode: false });
    // A caller that left before the first event was read: what has not begun closes nothing.
    body.once('close', () => void steps.return(undefined).catch(() => undefined));
    context.body = body;
  };
}

export function lineageRoute({ database }: { readonly database: () => Database }): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(answerPathSchema, { ...(context as { params?: object }).params });
    const response: LineageResponse = { items: await listLineage(database(), id, limits.regenerationsMax) };
    context.body = response;
  };
}

/** @throws RequestError */
async function readCommand(context: AdapterContext, database: Database): Promise<ComposeCommand> {
  const request = parseInput(composeRequestSchema, context.request.body);
  const command: ComposeCommand = {
    requestId: context.state.requestId,
    userId: context.state.user!.id,
    arrivedAtMs: context.state.arrivedAtMs,
    product: toProduct(request.product),
    channel: toChannel(request.channel),
    profile: request.profile,
    options: request.options,
    clients: [readClient(request)],
    idempotency: null,
  };
  const { regeneration } = request;
  if (regeneration === undefined) return command;
  const earlier = await findEarlierTexts(database, regeneration.of, limits.regenerationsMax);
  if (earlier === null) {
    throw new RequestError('not_found', 'regeneration.of: there is no such answer', { field: 'regeneration.of' });
  }
  return steerRequest(command, regeneration, earlier);
}

function readClient({ client }: ComposeRequest): ValidClient {
  const parsed = parseClients([{ ...client, id: client.id ?? anonymousClientId }])[0]!;
  if (parsed.valid) return parsed;
  const here = (text: string) => text.replace('clients[0]', 'client');
  const { message, field, limit, given } = parsed.error;
  throw new RequestError('invalid_request', here(message), { field: here(field), limit, given });
}

function lengthOf({ regeneration }: ComposeCommand): WishedLength | null {
  return (['shorter', 'longer'] as const).find((length) => regeneration?.steps.includes(length)) ?? null;
}

function describeStart(asked: AskedRequest, command: ComposeCommand): ComposeStarted {
  const { concern, temperature } = command.options;
  return {
    answer_id: asked.waiting[0]!.askedClientId,
    ...describeRequest(asked),
    steered: {
      concern: concern ?? null,
      temperature: temperature ?? null,
      left_out_thread_ids: [...command.clients[0].recentThreadIds],
    },
  };
}

async function* eventsOf(
  { log, clock }: AnsweringContext,
  asked: AskedRequest,
  started: ComposeStarted,
  first: IteratorResult<ComposeStep>,
  rest: AsyncGenerator<ComposeStep>,
): AsyncGenerator<string> {
  const { answer_id } = started;
  const write = (step: ComposeStep): string => {
    if (step.kind === 'delta') return toEvent('delta', { text: step.text });
    const final: ComposeFinal = { answer_id, result: withoutNoId(step.result), timings: timingsOf(clock, asked) };
    return toEvent('final', final);
  };
  try {
    yield toEvent('started', started);
    if (first.done !== true) yield write(first.value);
    for await (const step of rest) yield write(step);
  } catch (thrown) {
    if (thrown instanceof ClientLeftError) return;
    const { kind, message, field, limit, given } = toRequestError(thrown);
    if (kind === 'internal') log.error({ requestId: asked.requestId, err: thrown }, 'internal error');
    const error = { kind, message, field, limit, given };
    const failed: ComposeFailed = { answer_id, error, request_id: asked.requestId };
    yield toEvent('failed', failed);
  } finally {
    await rest.return(undefined);
  }
}

function toEvent(name: 'started' | 'delta' | 'final' | 'failed', data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Nobody hears of the id that stands for none. */
function withoutNoId(result: ClientResult): ClientResult {
  return result.id === anonymousClientId ? { ...result, id: null } : result;
}
