import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface Consent {
  readonly id: string;
  readonly version: string;
  readonly channel: 'web' | 'telegram';
  readonly atMs: number;
}

/** Notes the consent. @returns false when it was given before. */
export async function startInterview(database: Statements, consent: Consent): Promise<boolean> {
  const updated = await database.maybeOne(sql.type(z.object({ id: z.uuid() }))`
    UPDATE interviews
    SET status = 'active', channel = ${consent.channel}, consent_version = ${consent.version},
      consented_at = ${sql.timestamp(new Date(consent.atMs))}
    WHERE id = ${consent.id}::uuid AND status = 'invited'
    RETURNING id
  `);
  return updated !== null;
}
