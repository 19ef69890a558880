/**
 * Marks the hours in which something has changed since the counts were refreshed: clients asked, answers, outcomes. Run
 * in a transaction under `lockStats`. What bears a time just before the last refresh may have become visible after it,
 * so the last minutes before are looked at again.
 */
import { type FragmentSqlToken, sql } from 'slonik';
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
  await allowLongStatements(transaction);
  const refreshed = await transaction.maybeOne(sql.type(z.object({ counted_until: instantColumn }))`
    SELECT counted_until FROM stats_refreshed
  `);
  await markAskedHours(transaction, refreshed === null ? null : refreshed.counted_until - limits.statsSettleMs);
  // The first time every hour is on the list already.
  if (refreshed !== null) await markChangedHours(transaction, refreshed.counted_until - limits.statsSettleMs);
  await transaction.query(sql.unsafe`
    INSERT INTO stats_refreshed (counted_until) VALUES (${sql.timestamp(new Date(nowMs))})
    ON CONFLICT (single) DO UPDATE SET counted_until = excluded.counted_until
  `);
}

/** Counting a backlog takes longer than an answer may. */
export async function allowLongStatements(transaction: Statements): Promise<void> {
  await transaction.query(sql.unsafe`SELECT set_config('statement_timeout', ${String(limits.statsCountMsMax)}, true)`);
}

/**
 * Hours in which clients were asked about, from `sinceMs` on; null: all of them. Ids rise with time, so a look into the
 * index tells of each hour whether it has any: a million rows are not read.
 */
async function markAskedHours(transaction: Statements, sinceMs: number | null): Promise<void> {
  const lowestId = (hour: FragmentSqlToken) =>
    sql.fragment`(lpad(to_hex((extract(epoch FROM ${hour}) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid`;
  const since = sinceMs === null ? sql.fragment`` : sql.fragment`WHERE id >= ${lowestUuidAt(sinceMs)}::uuid`;
  await transaction.query(sql.unsafe`
    INSERT INTO stats_stale_hours (hour)
    SELECT hour
    FROM (
      SELECT date_trunc('hour', time_of_uuid((SELECT id FROM asked_clients ${since} ORDER BY id LIMIT 1)), 'UTC') AS first,
        time_of_uuid((SELECT id FROM asked_clients ORDER BY id DESC LIMIT 1)) AS last
    ) AS ends
    CROSS JOIN LATERAL generate_series(ends.first, ends.last, interval '1 hour') AS hour
    WHERE EXISTS (
      SELECT FROM asked_clients
      WHERE id >= ${lowestId(sql.fragment`hour`)} AND id < ${lowestId(sql.fragment`(hour + interval '1 hour')`)}
    )
    ON CONFLICT (hour) DO NOTHING
  `);
}

/** Hours whose clients were answered, or whose texts had an outcome, since then. */
async function markChangedHours(transaction: Statements, sinceMs: number): Promise<void> {
  const since = sql.timestamp(new Date(sinceMs));
  await transaction.query(sql.unsafe`
    INSERT INTO stats_stale_hours (hour)
    SELECT date_trunc('hour', time_of_uuid(asked_client_id), 'UTC') FROM answers WHERE answered_at >= ${since}
    UNION
    SELECT date_trunc('hour', time_of_uuid(answer_id), 'UTC') FROM outcomes
    WHERE created_at >= ${since} AND answer_id IS NOT NULL
    ON CONFLICT (hour) DO NOTHING
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
