/**
 * One run of a campaign at a time, by an advisory lock of the session: it ends with the connection, so that kill -9
 * leaves none behind. Tried, never waited for in PostgreSQL, because a wait there would run into statementTimeout.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Database, Statements } from '../database.ts';

const lockedRow = z.object({ locked: z.boolean() });

/** @returns false when another session has it */
export function tryLockCampaign(connection: Statements, keySha256: string): Promise<boolean> {
  return connection.oneFirst(sql.type(lockedRow)`
    SELECT pg_try_advisory_lock(hashtextextended(${`campaign ${keySha256}`}, 0)) AS locked
  `);
}

/** @returns false when this session did not have it */
export function unlockCampaign(connection: Statements, keySha256: string): Promise<boolean> {
  return connection.oneFirst(sql.type(lockedRow)`
    SELECT pg_advisory_unlock(hashtextextended(${`campaign ${keySha256}`}, 0)) AS locked
  `);
}

/** Runs `work` with a connection that stays the same throughout: the lock is that connection's. */
export function withConnection<Result>(
  database: Database,
  work: (connection: Statements) => Promise<Result>,
): Promise<Result> {
  return database.connect(work);
}
