/**
 * Stores who is asked about. Order: a known idempotency key → its stored request; else does the server know product and
 * channel → terms of the offer catalogue, contact policy and facts → one transaction (request, key, clients, errors of
 * clients that cannot be asked).
 *
 * Without a key the server is asked while the rows are being written, because both take as long as a turn of the disk;
 * whoever gives results out waits for `AskedRequest.stored` first. A crash in between leaves a caller without an answer
 * and, at worst, without rows: just as one a moment earlier. With a key the transaction decides who may ask.
 */
import type { ClientResult } from '../api/generate-response.ts';
import { withinMs } from '../clock.ts';
import { countResult } from '../count-result.ts';
import type { Statements } from '../db/database.ts';
import { insertRegeneration } from '../db/regenerations/insert-regeneration.ts';
import { claimIdempotencyKey } from '../db/requests/claim-idempotency-key.ts';
import { insertAnswers, type NewAnswer } from '../db/requests/insert-answers.ts';
import type { NewAskedClient } from '../db/requests/insert-asked-clients.ts';
import { insertAskedClients } from '../db/requests/insert-asked-clients.ts';
import type { NewRequest } from '../db/requests/insert-request.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { assertKnownCodes } from './assert-known-codes.ts';
import { type AnsweringContext, type AskedRequest, anonymousClientId, type GenerateCommand } from './command.ts';
import { prepareOrder } from './prepare-order.ts';
import { takeUpRequest } from './take-up-request.ts';

/** @throws RequestError; the database's error while it is away. */
export async function askClients(context: AnsweringContext, command: GenerateCommand): Promise<AskedRequest> {
  const taken = await inTime(context, limits.databaseWaitMs, takeUpRequest(context, command));
  if (taken !== null) return taken;
  assertKnownCodes(await context.inference.describe(), command.product, command.channel);
  const endMs = context.clock.nowMs() + limits.databaseWaitMs;
  const { asked, rows } = await inTime(context, limits.databaseWaitMs, prepare(context, command));
  const writing = inTime(context, Math.max(endMs - context.clock.nowMs(), 0), store(context, command, rows));
  if (command.idempotency === null) {
    const stored = writing.then(() => undefined);
    // Whoever waits for it hears of a failure; one that nobody waits for any more is no crash.
    stored.catch(() => undefined);
    return { ...asked, stored };
  }
  if (await writing) return asked;
  // Another request with the same key was quicker.
  const quicker = await inTime(context, limits.databaseWaitMs, takeUpRequest(context, command));
  if (quicker !== null) return quicker;
  throw new Error('an idempotency key is taken, but not found');
}

function inTime<Value>({ clock }: AnsweringContext, limitMs: number, work: Promise<Value>): Promise<Value> {
  return withinMs(clock, limitMs, work, () => {
    throw new RequestError('database_unavailable', 'the database does not answer in time', { retryAfterS: 1 });
  });
}

interface Rows {
  readonly request: NewRequest;
  readonly clients: readonly NewAskedClient[];
  readonly settled: readonly NewAnswer[];
}

async function prepare(
  context: AnsweringContext,
  command: GenerateCommand,
): Promise<{ readonly asked: AskedRequest; readonly rows: Rows }> {
  const { clock, createUuid } = context;
  const valid = command.clients.filter((client) => client.valid);
  const { order, clients } = await prepareOrder(context, command, valid, command.requestId);
  const prepared = new Map(clients.map((client) => [client.index, client]));
  const rows = command.clients.map((parsed) => {
    const client = prepared.get(parsed.index) ?? parsed;
    return { client, row: toRow(client, createUuid()) };
  });
  const settled = rows.flatMap(({ client, row }) =>
    client.valid ? [] : [{ askedClientId: row.id, result: toResult(client) }],
  );
  const ofTerms = {
    claimsReviewed: order.terms?.claims_reviewed ?? false,
    sampleTerms: order.terms?.is_sample ?? false,
  };
  return {
    asked: {
      requestId: command.requestId,
      isReplay: false,
      isOpen: true,
      arrivedAtMs: command.arrivedAtMs,
      askedAtMs: clock.nowMs(),
      order,
      ...ofTerms,
      waiting: rows.flatMap(({ client, row }) => (client.valid ? [{ askedClientId: row.id, client }] : [])),
      settled: settled.map(({ result }) => result),
      stored: Promise.resolve(),
    },
    rows: {
      request: {
        id: command.requestId,
        userId: command.userId,
        product: command.product,
        channel: command.channel,
        profileName: command.profile,
        termsVersion: order.terms?.version ?? '',
        ...ofTerms,
        options: command.options,
        clientsCount: command.clients.length,
        askedAtMs: clock.epochMs(),
      },
      clients: rows.map(({ row }) => row),
      settled,
    },
  };
}

class KeyTaken extends Error {}

/** @returns false when the idempotency key was taken meanwhile. */
async function store(context: AnsweringContext, command: GenerateCommand, rows: Rows): Promise<boolean> {
  const { database, clock, metrics } = context;
  const { request, clients, settled } = rows;
  const shared = {
    requestId: command.requestId,
    productCode: command.product.code,
    channelCode: command.channel.code,
    askedAtMs: request.askedAtMs,
  };
  const startedAtMs = clock.nowMs();
  const write = (statements: Statements) => insertAskedClients(statements, shared, clients, request);
  // A statement is a transaction of its own: three round trips less where nothing else is to be written.
  const isAlone = command.idempotency === null && command.regeneration === undefined && settled.length === 0;
  try {
    if (isAlone) await write(database);
    else
      await database.transaction(async (transaction) => {
        await write(transaction);
        await storeBeside(transaction, command, rows);
      });
  } catch (error) {
    if (error instanceof KeyTaken) return false;
    throw error;
  }
  metrics.storeSeconds.observe({ rows: 'asked' }, (clock.nowMs() - startedAtMs) / 1000);
  for (const { result } of settled) countResult(metrics, result, command);
  return true;
}

/** What only some requests have. @throws KeyTaken */
async function storeBeside(transaction: Statements, command: GenerateCommand, rows: Rows): Promise<void> {
  const { requestId, userId, idempotency, regeneration } = command;
  const { askedAtMs } = rows.request;
  if (idempotency !== null) {
    const claim = { ...idempotency, userId, requestId, nowMs: askedAtMs };
    if (!(await claimIdempotencyKey(transaction, claim))) throw new KeyTaken();
  }
  if (regeneration !== undefined) {
    const askedClientId = rows.clients[0]!.id;
    await insertRegeneration(transaction, { ...regeneration, askedClientId, userId, atMs: askedAtMs });
  }
  if (rows.settled.length > 0) await insertAnswers(transaction, rows.settled, askedAtMs);
}

type Parsed = GenerateCommand['clients'][number];

function toRow(client: Parsed, id: string): NewAskedClient {
  return {
    id,
    position: client.index,
    clientId: client.id === anonymousClientId ? null : client.id,
    features: client.valid ? client.features : null,
    contact: client.valid ? client.contact : null,
    ...(client.valid && client.concernText !== undefined && { concernText: client.concernText }),
  };
}

function toResult(client: Extract<Parsed, { valid: false }>): ClientResult {
  return { index: client.index, id: client.id, error: client.error };
}
