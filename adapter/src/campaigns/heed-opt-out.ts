/**
 * Rows are prepared some time before their turn comes, and a pause may lie between: who has opted out since is not asked
 * for as if nothing had been said.
 */
import type { Statements } from '../db/database.ts';
import { findOptedOut } from '../db/outcomes/find-opted-out.ts';
import type { PendingClient } from './prepare-clients.ts';

export async function heedOptOut(database: Statements, client: PendingClient): Promise<PendingClient> {
  const optedOut = await findOptedOut(database, [client.clientId]);
  if (!optedOut.has(client.clientId)) return client;
  return { ...client, contact: { ...client.contact, do_not_disturb: true } };
}
