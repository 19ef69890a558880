/** Which model, copybook, rule set, prompt and server wrote texts, by day. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';
import { dayOf, inHours, type StatsFilter, sumColumn } from './stats-filter.ts';

const versionRow = z.object({
  part: z.enum(['model', 'copybook', 'rule_set', 'prompt', 'server']),
  version: z.string(),
  day: z.string(),
  count: sumColumn,
  first_hour: instantColumn,
  last_hour: instantColumn,
});
export type VersionRow = z.output<typeof versionRow>;

export async function countVersions(database: Statements, filter: StatsFilter): Promise<readonly VersionRow[]> {
  return await database.any(sql.type(versionRow)`
    SELECT part, version, ${dayOf(filter)} AS day, sum(texts_count) AS count, min(hour) AS first_hour,
      max(hour) AS last_hour
    FROM stats_version_hours
    WHERE ${inHours(filter)}
    GROUP BY 1, 2, 3
    ORDER BY 1, 3, 2
  `);
}
