/** Sentences that a draft is compared with. */
import { sql } from 'slonik';
import { z } from 'zod';
import { threadStatuses } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';

const sentenceRow = z.object({ thread_id: z.string(), text: z.string(), status: z.enum(threadStatuses) });
export type StoredSentence = z.output<typeof sentenceRow>;

/** Of the latest revisions of all other threads: those of the channel, and these very texts wherever they stand. */
export function listSentences(
  database: Statements,
  channel: string,
  texts: readonly string[],
  exceptThreadId: string,
): Promise<readonly StoredSentence[]> {
  return database.any(sql.type(sentenceRow)`
    SELECT DISTINCT variants.thread_id, variants.text,
      CASE WHEN threads.status = 'retired' THEN 'retired' ELSE variants.status END AS status
    FROM copybook_threads AS threads
    JOIN copybook_revisions AS revisions
      ON revisions.thread_id = threads.id AND revisions.revision = threads.latest_revision
    JOIN copybook_variants AS variants
      ON variants.thread_id = threads.id AND variants.revision = threads.latest_revision
    WHERE threads.id <> ${exceptThreadId} AND (
      revisions.channel_code = ${channel}
      OR md5(variants.text) = ANY(SELECT md5(text) FROM unnest(${sql.array([...texts], 'text')}) AS text)
    )
    ORDER BY variants.thread_id, variants.text
  `);
}

/** Which of these texts were withdrawn as sentences of other threads. */
export async function findWithdrawn(
  database: Statements,
  texts: readonly string[],
  exceptThreadId: string,
): Promise<readonly string[]> {
  return await database.anyFirst(sql.type(z.object({ text: z.string() }))`
    SELECT DISTINCT variants.text FROM copybook_variants AS variants
    JOIN unnest(${sql.array([...texts], 'text')}) AS wanted (text)
      ON md5(variants.text) = md5(wanted.text) AND variants.text = wanted.text
    WHERE variants.status = 'retired' AND variants.thread_id <> ${exceptThreadId}
  `);
}
