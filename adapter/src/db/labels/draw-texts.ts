/**
 * Gives out texts for labelling. One draw at a time (a lock of the database), so that two people who ask at once get
 * different texts. Drawn by chance with weights: the lower the confidence among the others, the likelier, and five times
 * likelier in campaigns that wait for approval; by chance, because the surest way to learn nothing is to see only what
 * one rule picks. Never a text that this person has labelled or passed over, or that anybody has before them.
 */
import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';

export interface Drawing {
  readonly userId: string;
  readonly nowMs: number;
  readonly count: number;
  /** unlabelled: nobody has said anything; second_opinion: one other person has. */
  readonly kind: 'unlabelled' | 'second_opinion';
}

type Now = ReturnType<typeof sql.timestamp>;

const drawnRow = z.object({ asked_client_id: z.uuid() });

/** @returns How many were given out. Run it in a transaction that holds `lockDrawing`. */
export async function drawTexts(database: Statements, drawing: Drawing): Promise<number> {
  const { userId, nowMs, count, kind } = drawing;
  const now = sql.timestamp(new Date(nowMs));
  const heldUntil = sql.timestamp(new Date(nowMs + limits.labelHoldMs));
  const pool = kind === 'unlabelled' ? unlabelledPool(userId, now) : secondOpinionPool(userId, now);
  const rows = await database.any(sql.type(drawnRow)`
    WITH pool AS (${pool}),
    waiting AS MATERIALIZED (SELECT id FROM campaigns_awaiting_approval),
    weighed AS (
      SELECT DISTINCT ON (pool.text_key) pool.id, pool.text_key,
        (0.1 + power(1 - percent_rank() OVER (ORDER BY pool.confidence), 2))
          * CASE WHEN pool.campaign_id IN (SELECT id FROM waiting) THEN 5 ELSE 1 END AS weight
      FROM pool
      ORDER BY pool.text_key, pool.id DESC
    )
    INSERT INTO label_turns (asked_client_id, user_id, text_key, held_until)
    SELECT weighed.id, ${userId}, weighed.text_key, ${heldUntil}
    FROM weighed
    ORDER BY -ln(1 - random()) / weighed.weight
    LIMIT ${count}
    ON CONFLICT (asked_client_id, user_id) DO UPDATE SET held_until = excluded.held_until
    RETURNING asked_client_id
  `);
  return rows.length;
}

function unlabelledPool(userId: string, now: Now): FragmentSqlToken {
  const unlabelled = sql.fragment`
    SELECT history_entries.id, history_entries.text_key, history_entries.confidence, history_entries.campaign_id
    FROM history_entries
    WHERE history_entries.label = 'none' AND history_entries.text_key IS NOT NULL AND ${unseen(userId, now)}
  `;
  return sql.fragment`
    (${unlabelled} AND history_entries.campaign_id IN (SELECT id FROM campaigns_awaiting_approval)
      ORDER BY history_entries.id DESC LIMIT ${limits.labelPoolRows})
    UNION (${unlabelled} ORDER BY history_entries.confidence, history_entries.id LIMIT ${limits.labelPoolRows})
    UNION (${unlabelled} ORDER BY history_entries.id DESC LIMIT ${limits.labelPoolRows})
  `;
}

function secondOpinionPool(userId: string, now: Now): FragmentSqlToken {
  return sql.fragment`
    SELECT history_entries.id, history_entries.text_key, history_entries.confidence, history_entries.campaign_id
    FROM history_entries
    WHERE history_entries.label <> 'none' AND history_entries.labels_count = 1 AND history_entries.text_key IS NOT NULL
      AND ${unseen(userId, now)}
    ORDER BY history_entries.id DESC
    LIMIT ${limits.labelPoolRows}
  `;
}

/** Not labelled or passed over by this person, and before nobody now. */
function unseen(userId: string, now: Now): FragmentSqlToken {
  return sql.fragment`
    NOT EXISTS (
      SELECT FROM labels WHERE labels.user_id = ${userId} AND labels.text_key = history_entries.text_key
    )
    AND NOT EXISTS (
      SELECT FROM label_turns
      WHERE label_turns.text_key = history_entries.text_key
        AND (label_turns.held_until > ${now} OR (label_turns.skipped AND label_turns.user_id = ${userId}))
    )
  `;
}
