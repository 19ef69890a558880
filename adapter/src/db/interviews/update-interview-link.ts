import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

export interface NewLink {
  readonly id: string;
  readonly tokenSha256: string;
  readonly expiresAtMs: number;
}

/** Ends the link before. @returns false when the client has begun, or the interview is over. */
export async function updateInterviewLink(database: Statements, link: NewLink): Promise<boolean> {
  const updated = await database.maybeOne(sql.type(z.object({ id: z.uuid() }))`
    UPDATE interviews
    SET token_sha256 = ${link.tokenSha256}, link_expires_at = ${sql.timestamp(new Date(link.expiresAtMs))}
    WHERE id = ${link.id}::uuid AND status = 'invited'
    RETURNING id
  `);
  return updated !== null;
}
