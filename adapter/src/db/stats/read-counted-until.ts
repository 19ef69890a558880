import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';
import type { StatsFilter } from './stats-filter.ts';

export interface CountedUntil {
  /** Milliseconds since 1970; null before the first count. */
  readonly countedUntilMs: number | null;
  readonly staleHoursCount: number;
}

/** @param filter hours outside of it do not matter */
export async function readCountedUntil(
  database: Statements,
  { fromMs, toMs }: Pick<StatsFilter, 'fromMs' | 'toMs'>,
): Promise<CountedUntil> {
  const row = await database.one(sql.type(z.object({ counted_until: instantColumn.nullable(), stale: z.int() }))`
    SELECT (SELECT counted_until FROM stats_refreshed) AS counted_until,
      (
        SELECT count(*)::integer FROM stats_stale_hours
        WHERE hour >= ${sql.timestamp(new Date(fromMs))} AND hour < ${sql.timestamp(new Date(toMs))}
      ) AS stale
  `);
  return { countedUntilMs: row.counted_until, staleHoursCount: row.stale };
}
