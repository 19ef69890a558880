/** The columns of a label, read back into the shape that is sent. */
import { sql } from 'slonik';
import { z } from 'zod';
import { verdictSchema } from '../../api/generate-response.ts';
import { labelReasons } from '../../api/history.ts';
import { type Label, labelMarks } from '../../api/labels.ts';
import { instantColumn } from '../row-types.ts';

export const labelRow = z.object({
  id: z.uuid(),
  asked_client_id: z.uuid(),
  user_name: z.string(),
  mark: z.enum(labelMarks),
  reason: z.enum(labelReasons).nullable(),
  correction: z.string(),
  correction_verdict: verdictSchema.nullable(),
  comment: z.string(),
  seconds_taken: z.number().nullable(),
  labelled_at: instantColumn,
  is_current: z.boolean(),
});

/** Of `labels` joined with `users`; `is_current` is the caller's. */
export const labelColumnList = sql.fragment`
  labels.id, labels.asked_client_id, users.name AS user_name, labels.mark, labels.reason, labels.correction,
  labels.correction_verdict, labels.comment, labels.seconds_taken::float8, labels.labelled_at
`;

export function readLabel(row: z.output<typeof labelRow>): Label {
  return {
    id: row.id,
    user: row.user_name,
    mark: row.mark,
    reason: row.reason,
    correction: row.correction,
    correction_verdict: row.correction_verdict,
    comment: row.comment,
    seconds_taken: row.seconds_taken === null ? null : Math.round(row.seconds_taken * 10) / 10,
    labelled_at: new Date(row.labelled_at).toISOString(),
    current: row.is_current,
  };
}
