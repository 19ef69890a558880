/**
 * Texts as they were given out, for a replay of the law over them: in the order of asking, page by page from the last
 * id seen (a range of the primary key, no OFFSET). Refused and failed answers have no text and are left out.
 */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Statements } from '../database.ts';

const storedTextRow = z.object({
  id: z.uuid(),
  text: z.string(),
  product: z.object({ code: z.string(), name: z.string(), description: z.string() }),
  channel: z.object({ code: z.string(), description: z.string() }),
  profile_name: z.enum(['strict', 'law2025']),
  terms_version: z.string(),
  /** Null: the client came without features. */
  features: z.record(z.string(), z.unknown()).nullable(),
});
export type StoredText = z.output<typeof storedTextRow>;

/** At most `limit` texts asked after `afterId`; null begins at the oldest. */
export async function listStoredTexts(
  database: Statements,
  { afterId, limit }: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly StoredText[]> {
  const after = afterId === null ? sql.fragment`true` : sql.fragment`answers.asked_client_id > ${afterId}::uuid`;
  return await database.any(sql.type(storedTextRow)`
    SELECT asked_clients.id, answers.text, requests.product, requests.channel, requests.profile_name,
      requests.terms_version, asked_clients.features
    FROM answers
    JOIN asked_clients ON asked_clients.id = answers.asked_client_id
    JOIN requests ON requests.id = asked_clients.request_id
    WHERE ${after} AND answers.text <> ''
    ORDER BY answers.asked_client_id
    LIMIT ${limit}
  `);
}
