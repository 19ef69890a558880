import { sql } from 'slonik';
import type { LabelRequest } from '../../api/labels.ts';
import type { Statements } from '../database.ts';

export interface NewLabel {
  readonly id: string;
  readonly answerId: string;
  readonly userId: string;
  readonly label: LabelRequest;
  /** Null without a correction. */
  readonly correctionVerdict: object | null;
  readonly labelledAtMs: number;
}

/** The triggers of the table say in the history what all labels of the text say together. */
export async function insertLabel(database: Statements, { label, ...rest }: NewLabel): Promise<void> {
  const verdict = rest.correctionVerdict === null ? null : JSON.stringify(rest.correctionVerdict);
  await database.query(sql.unsafe`
    INSERT INTO labels (id, asked_client_id, user_id, mark, reason, correction, correction_verdict, comment,
      seconds_taken, text_key, labelled_at)
    SELECT ${rest.id}, answers.asked_client_id, ${rest.userId}, ${label.mark}, ${label.reason ?? null},
      ${label.correction}, ${verdict}::jsonb, ${label.comment}, ${label.seconds_taken ?? null}::real,
      hashtextextended(answers.text, 0), ${sql.timestamp(new Date(rest.labelledAtMs))}
    FROM answers
    WHERE answers.asked_client_id = ${rest.answerId}
  `);
}
