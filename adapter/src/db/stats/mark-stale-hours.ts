/**
 * Marks the hours in which something has changed since the counts were refreshed: clients asked, answers, outcomes. Run
 * in a transaction under `lockStats`. What bears a time just before the last refresh may have become visible after it,
 * so the last minutes before are looked at again.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import { lowestUuidAt } from '../../clock.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

/** @returns false while another adapter counts */
export async function lockStats(transaction: Statements): Promise<boolean> {
  const { locked } = await transaction.one(sql.type(z.object({ locked: z.boolean() }))`
    SELECT pg_try_advisory_xact_lock(hashtext('offerwright stats')) AS locked
  `);
  return locked;
}

export async function markStaleHours(transaction: Statements, nowMs: number): Promise<void> {
  const refreshed = await transaction.maybeOne(sql.type(z.object({ counted_until: instantColumn }))`
    SELECT counted_until FROM stats_refreshed
  `);
  const sinceMs = Math.max(0, (refreshed?.counted_until ?? 0) - limits.statsSettleMs);
  const since = sql.timestamp(new Date(sinceMs));
  await transaction.query(sql.unsafe`
    INSERT INTO stats_stale_hours (hour)
    SELECT date_trunc('hour', time_of_uuid(id), 'UTC') FROM asked_clients WHERE id >= ${lowestUuidAt(sinceMs)}::uuid
    UNION
    SELECT date_trunc('hour', time_of_uuid(asked_client_id), 'UTC') FROM answers WHERE answered_at >= ${since}
    UNION
    SELECT date_trunc('hour', time_of_uuid(answer_id), 'UTC') FROM outcomes
    WHERE created_at >= ${since} AND answer_id IS NOT NULL
    ON CONFLICT (hour) DO NOTHING
  `);
  await transaction.query(sql.unsafe`
    INSERT INTO stats_refreshed (counted_until) VALUES (${sql.timestamp(new Date(nowMs))})
    ON CONFLICT (single) DO UPDATE SET counted_until = excluded.counted_until
  `);
}

const msPerHour = 3_600_000;

export interface HourRange {
  /** Milliseconds since 1970; `toMs` is the end of the last hour. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Takes the newest hour off the list, and those shortly before it. @returns null when none is left */
export async function takeStaleHours(transaction: Statements): Promise<HourRange | null> {
  const taken = await transaction.any(sql.type(z.object({ hour: instantColumn }))`
    DELETE FROM stats_stale_hours
    WHERE hour > (SELECT max(hour) FROM stats_stale_hours) - make_interval(hours => ${limits.statsHoursAtOnce})
    RETURNING hour
  `);
  if (taken.length === 0) return null;
  const hours = taken.map(({ hour }) => hour);
  return { fromMs: Math.min(...hours), toMs: Math.max(...hours) + msPerHour };
}
