import { sql } from 'slonik';
import type { Statements } from '../database.ts';
import { addRequest, type NewRequest } from './insert-request.ts';

export interface NewAskedClient {
  readonly id: string;
  readonly position: number;
  readonly clientId: number | null;
  readonly features: object | null;
  /** What was known about contacting the client. */
  readonly contact: object | null;
  /** What the client said, when the request had it. */
  readonly concernText?: string;
}

export interface AskedContext {
  readonly requestId: string;
  readonly productCode: string;
  readonly channelCode: string;
  readonly askedAtMs: number;
}

/**
 * One statement for all clients of a request.
 *
 * @param newRequest written by the same statement, before them; null: it is there already.
 */
export async function insertAskedClients(
  database: Statements,
  context: AskedContext,
  clients: readonly NewAskedClient[],
  newRequest: NewRequest | null = null,
): Promise<void> {
  const rows = clients.map((client) => [
    client.id,
    client.position,
    client.clientId,
    client.features === null ? null : JSON.stringify(client.features),
    client.contact === null ? null : JSON.stringify(client.contact),
    client.concernText ?? null,
  ]);
  await database.query(sql.unsafe`
    ${newRequest === null ? sql.fragment`` : sql.fragment`WITH request AS (${addRequest(newRequest)})`}
    INSERT INTO asked_clients (id, request_id, position, client_id, features, contact, concern_text, product_code,
      channel_code, asked_at)
    SELECT id, ${context.requestId}::uuid, position, client_id, features, contact, concern_text, ${context.productCode},
      ${context.channelCode},
      ${sql.timestamp(new Date(context.askedAtMs))}
    FROM ${sql.unnest(rows, ['uuid', 'int4', 'int8', 'jsonb', 'jsonb', 'text'])}
      AS asked (id, position, client_id, features, contact, concern_text)
  `);
}
