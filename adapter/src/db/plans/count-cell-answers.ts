import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const countedRow = z.object({
  place: z.int(),
  status: z.string(),
  source: z.string().nullable(),
  error_kind: z.string().nullable(),
  count: z.int(),
  recent_count: z.int(),
});
export type CountedAnswers = z.output<typeof countedRow>;

/** Answers of a campaign by cell, status, source and kind of error, and how many of each came since `sinceMs`. */
export function countCellAnswers(
  database: Statements,
  planId: string,
  sinceMs: number,
): Promise<readonly CountedAnswers[]> {
  return database.any(sql.type(countedRow)`
    SELECT campaign_cells.place, answers.status, answers.source, answers.error ->> 'kind' AS error_kind,
      count(*)::integer AS count,
      (count(*) FILTER (WHERE answers.answered_at >= ${sql.timestamp(new Date(sinceMs))}))::integer AS recent_count
    FROM campaign_cells
    JOIN campaigns ON campaigns.id = campaign_cells.campaign_id
    JOIN asked_clients ON asked_clients.request_id = campaigns.request_id
    JOIN answers ON answers.asked_client_id = asked_clients.id
    WHERE campaign_cells.plan_id = ${planId}::uuid
    GROUP BY campaign_cells.place, answers.status, answers.source, answers.error ->> 'kind'
  `);
}
