import { sql } from 'slonik';
import type { Label } from '../../api/labels.ts';
import type { Statements } from '../database.ts';
import { labelColumnList, labelRow, readLabel } from './label-rows.ts';

/** Every label that a text ever got, the newest first. */
export async function listLabels(database: Statements, answerId: string): Promise<Label[]> {
  const rows = await database.any(sql.type(labelRow)`
    SELECT ${labelColumnList}, current_labels.id IS NOT NULL AS is_current
    FROM labels
    JOIN users ON users.id = labels.user_id
    LEFT JOIN current_labels ON current_labels.id = labels.id
    WHERE labels.asked_client_id = ${answerId}
    ORDER BY labels.sequence DESC
  `);
  return rows.map(readLabel);
}
