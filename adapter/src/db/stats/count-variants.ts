/** What became of the sentences of one thread. Its texts are found by its index, so they need no counts by hour. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { inIds, ofOffer, type StatsFilter } from './stats-filter.ts';

const variantRow = z.object({
  version: z.string(),
  position: z.int(),
  variant: z.int(),
  texts: z.int(),
  good: z.int(),
  wrong: z.int(),
  delivered: z.int(),
  accepted: z.int(),
  sentence: z.string().nullable(),
});
export type VariantRow = z.output<typeof variantRow>;

export async function countVariants(
  database: Statements,
  threadId: string,
  filter: StatsFilter,
): Promise<readonly VariantRow[]> {
  return await database.any(sql.type(variantRow)`
    WITH used AS (
      SELECT answers.thread_version AS version, (chosen.place - 1)::integer AS position, chosen.variant,
        entries.label, came.events
      FROM answers
      JOIN history_entries AS entries ON entries.id = answers.asked_client_id
      LEFT JOIN LATERAL (
        SELECT array_agg(outcomes.event) AS events FROM outcomes WHERE outcomes.answer_id = answers.asked_client_id
      ) AS came ON true
      CROSS JOIN LATERAL unnest(answers.variants) WITH ORDINALITY AS chosen (variant, place)
      WHERE answers.thread_id = ${threadId} AND ${inIds(filter, sql.fragment`answers.asked_client_id`)}
        AND ${ofOffer(filter)}
    ), counted AS (
      SELECT version, position, variant, count(*)::integer AS texts,
        (count(*) FILTER (WHERE label = 'good'))::integer AS good,
        (count(*) FILTER (WHERE label = 'wrong'))::integer AS wrong, count(events)::integer AS delivered,
        (count(*) FILTER (WHERE 'accepted' = ANY (events)))::integer AS accepted
      FROM used
      GROUP BY version, position, variant
    )
    SELECT counted.*, stored.line -> 'positions' -> counted.position ->> counted.variant AS sentence
    FROM counted
    LEFT JOIN LATERAL (
      SELECT line::jsonb AS line FROM copybook_revisions
      WHERE copybook_revisions.thread_id = ${threadId} AND copybook_revisions.version = counted.version
      ORDER BY revision
      LIMIT 1
    ) AS stored ON true
    ORDER BY version, position, variant
  `);
}
