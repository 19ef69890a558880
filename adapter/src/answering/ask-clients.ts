/**
 * Stores who is asked about, before anything is computed. Order: a known idempotency key → its stored request; else
 * does the server know product and channel → terms of the offer catalogue, contact policy and facts → one transaction
 * (request, key, clients, errors of clients that cannot be asked). Only then may the stream open: a crash after this leaves visible unanswered
 * rows, never lost clients.
 */
import type { ClientResult } from '../api/generate-response.ts';
import { withinMs } from '../clock.ts';
import { countResult } from '../count-result.ts';
import { insertRegeneration } from '../db/regenerations/insert-regeneration.ts';
import { claimIdempotencyKey } from '../db/requests/claim-idempotency-key.ts';
import { insertAnswers } from '../db/requests/insert-answers.ts';
import type { NewAskedClient } from '../db/requests/insert-asked-clients.ts';
import { insertAskedClients } from '../db/requests/insert-asked-clients.ts';
import { insertRequest } from '../db/requests/insert-request.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import { assertKnownCodes } from './assert-known-codes.ts';
import { type AnsweringContext, type AskedRequest, anonymousClientId, type GenerateCommand } from './command.ts';
import { prepareOrder } from './prepare-order.ts';
import { takeUpRequest } from './take-up-request.ts';

/** @throws RequestError; the database's error while it is away. */
export async function askClients(context: AnsweringContext, command: GenerateCommand): Promise<AskedRequest> {
  const late = (): never => {
    throw new RequestError('database_unavailable', 'the database does not answer in time', { retryAfterS: 1 });
  };
  const taken = await withinMs(context.clock, limits.databaseWaitMs, takeUpRequest(context, command), late);
  if (taken !== null) return taken;
  assertKnownCodes(await context.inference.describe(), command.product, command.channel);
  const startedAtMs = context.clock.nowMs();
  const asked = await withinMs(context.clock, limits.databaseWaitMs, store(context, command), late);
  context.metrics.storeSeconds.observe({ rows: 'asked' }, (context.clock.nowMs() - startedAtMs) / 1000);
  if (asked !== null) {
    for (const result of asked.settled) countResult(context.metrics, result, command);
    return asked;
  }
  // Another request with the same key was quicker.
  const quicker = await withinMs(context.clock, limits.databaseWaitMs, takeUpRequest(context, command), late);
  if (quicker !== null) return quicker;
  throw new Error('an idempotency key is taken, but not found');
}

class KeyTaken extends Error {}

/** @returns null when the idempotency key was taken meanwhile. */
async function store(context: AnsweringContext, command: GenerateCommand): Promise<AskedRequest | null> {
  const { database, clock, createUuid } = context;
  const valid = command.clients.filter((client) => client.valid);
  const { order, clients } = await prepareOrder(context, command, valid, command.requestId);
  const prepared = new Map(clients.map((client) => [client.index, client]));
  const askedAtMs = clock.epochMs();
  const rows = command.clients.map((parsed) => {
    const client = prepared.get(parsed.index) ?? parsed;
    return { client, row: toRow(client, createUuid()) };
  });
  const settled = rows.flatMap(({ client, row }) =>
    client.valid ? [] : [{ askedClientId: row.id, result: toResult(client) }],
  );
  try {
    await database.transaction(async (transaction) => {
      await insertRequest(transaction, {
        id: command.requestId,
        userId: command.userId,
        product: command.product,
        channel: command.channel,
        profileName: command.profile,
        termsVersion: order.terms?.version ?? '',
        claimsReviewed: order.terms?.claims_reviewed ?? false,
        sampleTerms: order.terms?.is_sample ?? false,
        options: command.options,
        clientsCount: command.clients.length,
        askedAtMs,
      });
      if (command.idempotency !== null) {
        const claim = {
          ...command.idempotency,
          userId: command.userId,
          requestId: command.requestId,
          nowMs: askedAtMs,
        };
        if (!(await claimIdempotencyKey(transaction, claim))) throw new KeyTaken();
      }
      const shared = {
        requestId: command.requestId,
        productCode: command.product.code,
        channelCode: command.channel.code,
        askedAtMs,
      };
      await insertAskedClients(
        transaction,
        shared,
        rows.map(({ row }) => row),
      );
      if (command.regeneration !== undefined) {
        const { regeneration, userId } = command;
        await insertRegeneration(transaction, {
          ...regeneration,
          askedClientId: rows[0]!.row.id,
          userId,
          atMs: askedAtMs,
        });
      }
      if (settled.length > 0) await insertAnswers(transaction, settled, askedAtMs);
    });
  } catch (error) {
    if (error instanceof KeyTaken) return null;
    throw error;
  }
  return {
    requestId: command.requestId,
    isReplay: false,
    isOpen: true,
    arrivedAtMs: command.arrivedAtMs,
    askedAtMs: clock.nowMs(),
    order,
    claimsReviewed: order.terms?.claims_reviewed ?? false,
    sampleTerms: order.terms?.is_sample ?? false,
    waiting: rows.flatMap(({ client, row }) => (client.valid ? [{ askedClientId: row.id, client }] : [])),
    settled: settled.map(({ result }) => result),
  };
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
