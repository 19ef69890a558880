/**
 * Labelled texts: in all and by source, product, channel, concern, reason and signal. They are few beside the answers
 * (a person labels a text a second at best) and found by their index, so they need no counts by hour.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import { inIds, ofOffer, type StatsFilter } from './stats-filter.ts';

const labelRow = z.object({
  dimension: z.string(),
  name: z.string(),
  good: z.int(),
  wrong: z.int(),
  disputed: z.int(),
});
export type LabelRow = z.output<typeof labelRow>;

export async function countLabels(database: Statements, filter: StatsFilter): Promise<readonly LabelRow[]> {
  return await database.any(sql.type(labelRow)`
    WITH labelled AS MATERIALIZED (
      SELECT id, source, product_code, channel_code, concern, label, label_reasons
      FROM history_entries
      WHERE label <> 'none' AND ${inIds(filter, sql.fragment`id`)} AND ${ofOffer(filter)}
    )
    SELECT dimension, name, (count(*) FILTER (WHERE label = 'good'))::integer AS good,
      (count(*) FILTER (WHERE label = 'wrong'))::integer AS wrong,
      (count(*) FILTER (WHERE label = 'disputed'))::integer AS disputed
    FROM (
      SELECT dimension, name, label
      FROM labelled
      CROSS JOIN LATERAL (VALUES
        ('total', ''), ('source', source), ('product', product_code), ('channel', channel_code), ('concern', concern)
      ) AS of_text (dimension, name)
      UNION ALL
      SELECT 'reason', reason, label FROM labelled CROSS JOIN unnest(label_reasons) AS reason
      UNION ALL
      SELECT 'signal', signal, label
      FROM labelled
      JOIN answers ON answers.asked_client_id = labelled.id
      CROSS JOIN unnest(answers.signals) AS signal
    ) AS counted
    WHERE name IS NOT NULL
    GROUP BY dimension, name
    ORDER BY dimension, count(*) DESC, name
  `);
}

const calibrationRow = z.object({
  source: z.string(),
  bin: z.int(),
  good: z.int(),
  wrong: z.int(),
  calibrated: z.int(),
  mean: z.number(),
  ranks: z.number(),
});
export type CalibrationRow = z.output<typeof calibrationRow>;

/**
 * Labelled texts by source and tenth of the confidence. `ranks` is the sum of the good ones' ranks by confidence among
 * all of the source, the middle rank for equals: how often a good text has more confidence than a wrong one follows.
 */
export async function countCalibration(database: Statements, filter: StatsFilter): Promise<readonly CalibrationRow[]> {
  return await database.any(sql.type(calibrationRow)`
    WITH labelled AS (
      SELECT answers.source, answers.confidence, answers.confidence_calibrated, entries.label
      FROM history_entries AS entries
      JOIN answers ON answers.asked_client_id = entries.id
      WHERE entries.label IN ('good', 'wrong') AND ${inIds(filter, sql.fragment`entries.id`)}
        AND answers.confidence IS NOT NULL AND answers.source IS NOT NULL AND ${ofOffer(filter)}
    ), ranked AS (
      SELECT *, rank() OVER (PARTITION BY source ORDER BY confidence)
        + (count(*) OVER (PARTITION BY source, confidence) - 1) / 2.0 AS place
      FROM labelled
    )
    SELECT source, least(9, floor(confidence * 10))::integer AS bin,
      (count(*) FILTER (WHERE label = 'good'))::integer AS good,
      (count(*) FILTER (WHERE label = 'wrong'))::integer AS wrong,
      (count(*) FILTER (WHERE confidence_calibrated))::integer AS calibrated, avg(confidence) AS mean,
      coalesce(sum(place) FILTER (WHERE label = 'good'), 0)::double precision AS ranks
    FROM ranked
    GROUP BY 1, 2
    ORDER BY 1, 2
  `);
}
