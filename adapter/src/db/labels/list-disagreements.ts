/** Texts about which people disagree (good or wrong, or wrong for different reasons), the newest asked first. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';
import type { Period } from './count-agreement.ts';

const disputedRow = z.object({
  asked_client_id: z.uuid(),
  text: z.string(),
  product_code: z.string(),
  channel_code: z.string(),
});
export type DisputedText = z.output<typeof disputedRow>;

export interface DisagreementPage extends Period {
  /** Id of the last one seen, or null. */
  readonly cursor: string | null;
  readonly limit: number;
}

export function listDisagreements(database: Statements, page: DisagreementPage): Promise<readonly DisputedText[]> {
  const below = page.cursor === null ? sql.fragment`true` : sql.fragment`labels.asked_client_id < ${page.cursor}::uuid`;
  return database.any(sql.type(disputedRow)`
    SELECT answers.asked_client_id, answers.text, asked_clients.product_code, asked_clients.channel_code
    FROM (
      SELECT labels.asked_client_id
      FROM current_labels AS labels
      WHERE labels.labelled_at >= ${sql.timestamp(new Date(page.fromMs))}
        AND labels.labelled_at < ${sql.timestamp(new Date(page.toMs))} AND ${below}
      GROUP BY labels.asked_client_id
      HAVING count(DISTINCT coalesce(labels.reason, 'good')) > 1
      ORDER BY labels.asked_client_id DESC
      LIMIT ${page.limit}
    ) AS disputed
    JOIN answers ON answers.asked_client_id = disputed.asked_client_id
    JOIN asked_clients ON asked_clients.id = disputed.asked_client_id
    ORDER BY answers.asked_client_id DESC
  `);
}
