import { sql } from 'slonik';
import { z } from 'zod';
import { profileNames } from '../../api/generate-request.ts';
import { labelReasons, labelStates } from '../../api/history.ts';
import type { Statements } from '../database.ts';

const labelledTextRow = z.object({
  text: z.string(),
  product: z.object({ code: z.string(), name: z.string(), description: z.string() }),
  channel: z.object({ code: z.string(), description: z.string() }),
  profile_name: z.enum(profileNames),
  label: z.enum(labelStates),
  label_reasons: z.array(z.enum(labelReasons)),
});
export type LabelledText = z.output<typeof labelledTextRow>;

/** What a label is about; null where nothing was answered or there is no text. */
export function findLabelledText(database: Statements, answerId: string): Promise<LabelledText | null> {
  return database.maybeOne(sql.type(labelledTextRow)`
    SELECT answers.text, requests.product, requests.channel, requests.profile_name, history_entries.label,
      history_entries.label_reasons
    FROM answers
    JOIN history_entries ON history_entries.id = answers.asked_client_id
    JOIN asked_clients ON asked_clients.id = answers.asked_client_id
    JOIN requests ON requests.id = asked_clients.request_id
    WHERE answers.asked_client_id = ${answerId} AND answers.text <> ''
  `);
}
