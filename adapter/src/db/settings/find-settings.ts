import { sql } from 'slonik';
import { z } from 'zod';
import { noSettings, type Settings } from '../../api/settings.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const settingsRow = z.object({
  version: z.int(),
  sms_segment_kopecks: z.int().nullable(),
  created_by: z.string(),
  created_at: instantColumn,
});

/** Those in force; `noSettings` when none were ever set. */
export async function findSettings(database: Statements): Promise<Settings> {
  const row = await database.maybeOne(sql.type(settingsRow)`
    SELECT bank_settings.version, bank_settings.sms_segment_kopecks, users.name AS created_by, bank_settings.created_at
    FROM bank_settings
    JOIN users ON users.id = bank_settings.created_by
    ORDER BY bank_settings.version DESC
    LIMIT 1
  `);
  if (row === null) return noSettings;
  return { ...row, created_at: new Date(row.created_at).toISOString() };
}
