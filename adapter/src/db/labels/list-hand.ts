/** The texts that a person has before them. Blind: what others said of them is left out. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { LabelTask } from '../../api/labels.ts';
import type { Statements } from '../database.ts';
import { historyColumnList, historyColumns, historyJoins, readHistoryItem } from '../history/history-rows.ts';
import { instantColumn } from '../row-types.ts';

const handRow = z.object({
  ...historyColumns,
  held_until: instantColumn,
  /** Somebody else has labelled it. */
  is_second_opinion: z.boolean(),
});

export async function listHand(database: Statements, userId: string, nowMs: number): Promise<LabelTask[]> {
  const rows = await database.any(sql.type(handRow)`
    SELECT ${historyColumnList}, label_turns.held_until, history_entries.label <> 'none' AS is_second_opinion
    FROM label_turns
    JOIN history_entries ON history_entries.id = label_turns.asked_client_id
    ${historyJoins}
    WHERE label_turns.user_id = ${userId} AND NOT label_turns.skipped
      AND label_turns.held_until > ${sql.timestamp(new Date(nowMs))}
    ORDER BY label_turns.held_until, label_turns.asked_client_id
  `);
  return rows.map(({ held_until, is_second_opinion, ...row }) => {
    const { id, asked_at, product, channel, profile, campaign, answer } = readHistoryItem(row);
    const heldUntil = new Date(held_until).toISOString();
    return {
      id,
      asked_at,
      product,
      channel,
      profile,
      campaign,
      answer: answer!,
      second_opinion: is_second_opinion,
      held_until: heldUntil,
    };
  });
}
