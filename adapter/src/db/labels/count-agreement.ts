import { sql } from 'slonik';
import { z } from 'zod';
import { labelReasons } from '../../api/history.ts';
import type { Statements } from '../database.ts';

/** good, or the reason why wrong. */
const kind = z.enum(['good', ...labelReasons]);
const agreementRow = z.object({
  one: z.string(),
  other: z.string(),
  one_kind: kind,
  other_kind: kind,
  texts_count: z.int(),
});
export type AgreementCount = z.output<typeof agreementRow>;

export interface Period {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** How often two people said this and that of the same text, both labels within the period; each pair once, by name. */
export function countAgreement(database: Statements, { fromMs, toMs }: Period): Promise<readonly AgreementCount[]> {
  return database.any(sql.type(agreementRow)`
    WITH within AS MATERIALIZED (
      SELECT current_labels.asked_client_id, users.name, coalesce(current_labels.reason, 'good') AS kind
      FROM current_labels
      JOIN users ON users.id = current_labels.user_id
      WHERE current_labels.labelled_at >= ${sql.timestamp(new Date(fromMs))}
        AND current_labels.labelled_at < ${sql.timestamp(new Date(toMs))}
    )
    SELECT one.name AS one, other.name AS other, one.kind AS one_kind, other.kind AS other_kind,
      count(*)::integer AS texts_count
    FROM within AS one
    JOIN within AS other ON other.asked_client_id = one.asked_client_id AND other.name > one.name
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4
  `);
}
