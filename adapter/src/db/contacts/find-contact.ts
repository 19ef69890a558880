/** Everything stored about contacting one client: what counts now, and how it came to be. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { Contact } from '../../api/contacts.ts';
import { limits } from '../../limits.ts';
import type { Statements } from '../database.ts';
import { instantColumn } from '../row-types.ts';

const currentRow = z.object({ channel_code: z.string(), consent: z.boolean(), at: instantColumn, source: z.string() });
const flags = {
  do_not_disturb: z.boolean().nullable(),
  credit_self_ban: z.boolean().nullable(),
  utc_offset_minutes: z.int().nullable(),
};
const flagsRow = z.object(flags);
const made = { source: z.string(), created_by: z.string(), created_at: instantColumn };
const consentRow = currentRow.extend(made);
const flagChangeRow = z.object({ ...flags, ...made });

export async function findContact(database: Statements, clientId: number): Promise<Contact> {
  const current = await database.any(sql.type(currentRow)`
    SELECT channel_code, consent, at, source FROM current_client_contacts
    WHERE client_id = ${clientId}
    ORDER BY channel_code
  `);
  const now = await database.maybeOne(sql.type(flagsRow)`
    SELECT do_not_disturb, credit_self_ban, utc_offset_minutes FROM client_flags WHERE client_id = ${clientId}
  `);
  const consents = await database.any(sql.type(consentRow)`
    SELECT channel_code, consent, at, source, users.name AS created_by, client_contacts.created_at
    FROM client_contacts JOIN users ON users.id = client_contacts.created_by
    WHERE client_id = ${clientId}
    ORDER BY at DESC, sequence DESC
    LIMIT ${limits.contactHistoryMax}
  `);
  const flagChanges = await database.any(sql.type(flagChangeRow)`
    SELECT do_not_disturb, credit_self_ban, utc_offset_minutes, source, users.name AS created_by,
      client_flag_changes.created_at
    FROM client_flag_changes JOIN users ON users.id = client_flag_changes.created_by
    WHERE client_id = ${clientId}
    ORDER BY sequence DESC
    LIMIT ${limits.contactHistoryMax}
  `);
  return {
    client_id: clientId,
    consents: Object.fromEntries(
      current.map(({ channel_code, consent, at, source }) => [channel_code, { consent, at: instant(at), source }]),
    ),
    do_not_disturb: now?.do_not_disturb ?? null,
    credit_self_ban: now?.credit_self_ban ?? null,
    utc_offset_minutes: now?.utc_offset_minutes ?? null,
    consent_history: consents.map(({ channel_code, at, created_at, ...rest }) => ({
      channel: channel_code,
      ...rest,
      at: instant(at),
      created_at: instant(created_at),
    })),
    flag_history: flagChanges.map(({ created_at, ...rest }) => ({ ...rest, created_at: instant(created_at) })),
  };
}

const instant = (epochMs: number) => new Date(epochMs).toISOString();
