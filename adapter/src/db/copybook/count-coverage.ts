/** Where the edition in force has wording and where it has none. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Coverage } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';

const cellRow = z.object({
  product: z.string(),
  channel: z.string(),
  need: z.string(),
  threads_count: z.int(),
  approved_count: z.int(),
  neutral_count: z.int(),
  unclaimed_count: z.int(),
});

/** Every product that ever had a thread × the channels and needs given, in that order. */
export async function countCoverage(
  database: Statements,
  channels: readonly string[],
  needs: readonly string[],
): Promise<Coverage['cells']> {
  const cells = await database.any(sql.type(cellRow)`
    SELECT products.product_code AS product, channels.channel_code AS channel, needs.need,
      count(entries.thread_id)::integer AS threads_count,
      count(*) FILTER (WHERE entries.approved)::integer AS approved_count,
      count(*) FILTER (WHERE revisions.is_neutral)::integer AS neutral_count,
      count(*) FILTER (WHERE revisions.is_neutral AND revisions.claims = '[]'::jsonb)::integer AS unclaimed_count
    FROM (SELECT DISTINCT product_code FROM copybook_revisions) AS products
    CROSS JOIN unnest(${sql.array([...channels], 'text')}) WITH ORDINALITY AS channels (channel_code, channel_place)
    CROSS JOIN unnest(${sql.array([...needs], 'text')}) WITH ORDINALITY AS needs (need, need_place)
    LEFT JOIN (copybook_revisions AS revisions JOIN copybook_edition_threads AS entries
        ON entries.thread_id = revisions.thread_id AND entries.revision = revisions.revision
          AND entries.next_edition IS NULL)
      ON revisions.product_code = products.product_code AND revisions.channel_code = channels.channel_code
        AND revisions.need = needs.need
    GROUP BY products.product_code, channels.channel_code, channel_place, needs.need, need_place
    ORDER BY products.product_code, channel_place, need_place
  `);
  return [...cells];
}

const signalRow = z.object({ product: z.string(), channel: z.string(), signal: z.string(), threads_count: z.int() });

export async function countSignals(database: Statements): Promise<Coverage['signals']> {
  const rows = await database.any(sql.type(signalRow)`
    SELECT revisions.product_code AS product, revisions.channel_code AS channel, signal,
      count(*)::integer AS threads_count
    FROM copybook_edition_threads AS entries
    JOIN copybook_revisions AS revisions USING (thread_id, revision)
    CROSS JOIN jsonb_array_elements_text(revisions.signals) AS signal
    WHERE entries.next_edition IS NULL
    GROUP BY 1, 2, 3
    ORDER BY 1, 2, 3
  `);
  return [...rows];
}
