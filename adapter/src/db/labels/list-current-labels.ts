import { sql } from 'slonik';
import type { Label } from '../../api/labels.ts';
import type { Statements } from '../database.ts';
import { labelColumnList, labelRow, readLabel } from './label-rows.ts';

/** The labels that count, by the id of their answer, in the order given. */
export async function listCurrentLabels(
  database: Statements,
  answerIds: readonly string[],
): Promise<Map<string, Label[]>> {
  const rows = await database.any(sql.type(labelRow)`
    SELECT ${labelColumnList}, true AS is_current
    FROM current_labels AS labels
    JOIN users ON users.id = labels.user_id
    WHERE labels.asked_client_id = ANY(${sql.array([...answerIds], 'uuid')})
    ORDER BY labels.sequence
  `);
  const found = new Map<string, Label[]>();
  for (const row of rows) found.set(row.asked_client_id, [...(found.get(row.asked_client_id) ?? []), readLabel(row)]);
  return found;
}
