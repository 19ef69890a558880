import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { inHours, type StatsFilter, sumColumn } from './stats-filter.ts';

const ruleRow = z.object({
  rule_id: z.string(),
  fixed: sumColumn,
  warned: sumColumn,
  blocked: sumColumn,
  refused: sumColumn,
});

/** What each rule said where it did not just pass. */
export async function countRules(database: Statements, filter: StatsFilter) {
  return await database.any(sql.type(ruleRow)`
    SELECT rule_id, sum(texts_count) FILTER (WHERE outcome = 'fixed') AS fixed,
      sum(texts_count) FILTER (WHERE outcome = 'warned') AS warned,
      sum(texts_count) FILTER (WHERE outcome = 'blocked') AS blocked,
      sum(texts_count) FILTER (WHERE outcome = 'refused') AS refused
    FROM stats_rule_hours
    WHERE ${inHours(filter)}
    GROUP BY rule_id
    ORDER BY sum(texts_count) DESC, rule_id
  `);
}

const judgedRow = z.object({ asked: sumColumn, judged: sumColumn });

export async function countJudged(database: Statements, filter: StatsFilter) {
  return await database.one(sql.type(judgedRow)`
    SELECT sum(texts_count) AS asked, sum(judged_count) AS judged FROM stats_hours WHERE ${inHours(filter)}
  `);
}
