import { sql } from 'slonik';
import { z } from 'zod';
import type { SettingsContent } from '../../api/settings.ts';
import type { Statements } from '../database.ts';

export interface NewSettings {
  readonly settings: SettingsContent;
  /** The version that the caller saw; 0 for none. */
  readonly expectedVersion: number;
  readonly createdBy: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}

/** @returns false when another version is in force by now. */
export async function insertSettings(database: Statements, row: NewSettings): Promise<boolean> {
  const inserted = await database.maybeOne(sql.type(z.object({ version: z.int() }))`
    INSERT INTO bank_settings (version, sms_segment_kopecks, created_by, created_at)
    SELECT ${row.expectedVersion + 1}::integer, ${row.settings.sms_segment_kopecks}::integer, ${row.createdBy}::uuid,
      ${sql.timestamp(new Date(row.createdAtMs))}
    WHERE (SELECT coalesce(max(version), 0) FROM bank_settings) = ${row.expectedVersion}
    ON CONFLICT (version) DO NOTHING
    RETURNING version
  `);
  return inserted !== null;
}
