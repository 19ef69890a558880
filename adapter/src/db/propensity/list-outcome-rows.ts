import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const outcomeRow = z.object({
  product: z.string(),
  features: z.record(z.string(), z.unknown()),
  accepted: z.boolean(),
});
export type OutcomeRow = z.output<typeof outcomeRow>;

/**
 * What clients were like when they were asked, and whether they accepted: accepted or rejected in so many words, or sent
 * and not taken up for so long that silence is an answer. The control group was offered nothing and is left out.
 *
 * @param product null: of all products.
 * @param silentBeforeMs Sent before this and not taken up counts as not accepted.
 */
export async function listOutcomeRows(
  database: Statements,
  product: string | null,
  silentBeforeMs: number,
): Promise<readonly OutcomeRow[]> {
  return await database.any(sql.type(outcomeRow)`
    SELECT asked_clients.product_code AS product, asked_clients.features,
      bool_or(outcomes.event = 'accepted') AS accepted
    FROM outcomes
    JOIN asked_clients ON asked_clients.id = outcomes.answer_id
    WHERE outcomes.event IN ('accepted', 'rejected', 'delivered') AND asked_clients.features IS NOT NULL
      AND jsonb_typeof(asked_clients.features) = 'object' AND asked_clients.product_code <> ''
      AND (${product}::text IS NULL OR asked_clients.product_code = ${product}::text)
    GROUP BY asked_clients.id
    HAVING bool_or(outcomes.event IN ('accepted', 'rejected'))
      OR max(outcomes.at) < ${sql.timestamp(new Date(silentBeforeMs))}
    ORDER BY asked_clients.id
  `);
}
