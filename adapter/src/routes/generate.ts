/**
 * POST /v1/generate. Order: room for one more → envelope → clients → askClients → the first lot of answers → the format
 * that the caller accepts. The status is decided by then, so a failure of everything is a status and not a stream.
 */
import { createHash } from 'node:crypto';
import { answerClients } from '../answering/answer-clients.ts';
import { askClients } from '../answering/ask-clients.ts';
import { type AnsweringContext, type GenerateCommand, toChannel, toProduct } from '../answering/command.ts';
import { generateEnvelopeSchema, isStorableText } from '../api/generate-request.ts';
import { parseClients } from '../api/parse-clients.ts';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { describeKind, RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { RequestPlaces } from './request-places.ts';
import { sendEvents, sendJson } from './send-results.ts';

export interface GenerateRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly answering: () => AnsweringContext;
  readonly clientsPerRequestMax: number;
}

const formats = ['application/json', 'application/x-ndjson', 'text/event-stream'] as const;
type Format = (typeof formats)[number];

export function generateRoute(options: GenerateRouteOptions, places: RequestPlaces): AdapterMiddleware {
  return async (context) => {
    const format = context.accepts(...formats) as Format | false;
    if (format === false) {
      const limit = formats.join(', ');
      throw new RequestError('not_acceptable', `Accept must allow one of ${limit}`, { field: 'Accept', limit });
    }
    const answering = options.answering();
    const left = places.take(context, answering.metrics);
    const command = parseCommand(context, options.clientsPerRequestMax);
    const asked = await askClients(answering, command);
    if (asked.isReplay) context.set('Idempotent-Replay', 'true');
    const lots = answerClients(answering, asked, left);
    if (format === 'application/json') await sendJson(context, answering.clock, asked, lots);
    else await sendEvents(context, answering, asked, lots, format);
  };
}

/** @throws RequestError. */
function parseCommand(context: AdapterContext, clientsMax: number): GenerateCommand {
  const { body, rawBody } = context.request;
  assertCount(body, clientsMax);
  const envelope = parseInput(generateEnvelopeSchema, body);
  return {
    requestId: context.state.requestId,
    userId: context.state.user!.id,
    arrivedAtMs: context.state.arrivedAtMs,
    product: toProduct(envelope.product),
    channel: toChannel(envelope.channel),
    profile: envelope.profile,
    options: envelope.options,
    clients: parseClients(envelope.clients),
    idempotency: parseKey(context, rawBody),
  };
}

function assertCount(body: unknown, clientsMax: number): void {
  const clients = typeof body === 'object' && body !== null ? (body as { clients?: unknown }).clients : undefined;
  if (!Array.isArray(clients)) return;
  const limit = `1 to ${clientsMax} clients`;
  const problem = { field: 'clients', limit, given: `${clients.length} clients` };
  if (clients.length === 0) throw new RequestError('no_clients', `clients: must be ${limit}; got none`, problem);
  if (clients.length > clientsMax) {
    throw new RequestError('too_many_clients', `clients: must be ${limit}; got ${clients.length}`, problem);
  }
}

function parseKey(context: AdapterContext, rawBody: string): GenerateCommand['idempotency'] {
  const key = context.get('Idempotency-Key');
  if (key === '') return null;
  if (key.length > limits.idempotencyKeyCharsMax || !isStorableText(key)) {
    const limit = `at most ${limits.idempotencyKeyCharsMax} characters`;
    const problem = { field: 'Idempotency-Key', limit, given: describeKind(key) };
    throw new RequestError('invalid_request', `Idempotency-Key: must be ${limit}; got ${problem.given}`, problem);
  }
  return { key, bodySha256: createHash('sha256').update(rawBody).digest('hex') };
}
