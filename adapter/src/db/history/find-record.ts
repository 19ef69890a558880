/** One entry of the history whole: the answer, and what was asked: product, channel, options, features, contact facts. */
import { sql } from 'slonik';
import { z } from 'zod';
import type { HistoryRecord } from '../../api/history-record.ts';
import type { Statements } from '../database.ts';
import { historyColumnList, historyColumns, historyJoins, readHistoryItem } from './history-rows.ts';

const recordRow = z.object({
  ...historyColumns,
  campaign_name: z.string().nullable(),
  product: z.object({ code: z.string(), name: z.string(), description: z.string() }),
  channel: z.object({ code: z.string(), description: z.string() }),
  options: z.record(z.string(), z.unknown()),
  terms_version: z.string(),
  claims_reviewed: z.boolean(),
  sample_terms: z.boolean(),
  features: z.record(z.string(), z.unknown()).nullable(),
  contact: z.record(z.string(), z.unknown()).nullable(),
  concern_text: z.string().nullable(),
});

export async function findRecord(database: Statements, id: string): Promise<Omit<HistoryRecord, 'labels'> | null> {
  const row = await database.maybeOne(sql.type(recordRow)`
    SELECT ${historyColumnList}, coalesce(campaign_plans.name, campaigns.clients_file_name) AS campaign_name,
      requests.product, requests.channel, requests.options, requests.terms_version,
      requests.claims_reviewed, requests.sample_terms, asked_clients.features, asked_clients.contact,
      asked_clients.concern_text
    FROM history_entries
    ${historyJoins}
    LEFT JOIN campaigns ON campaigns.id = history_entries.campaign_id
    LEFT JOIN campaign_plans ON campaign_plans.id = history_entries.campaign_id
    WHERE history_entries.id = ${id}
  `);
  if (row === null) return null;
  const {
    product,
    channel,
    options,
    terms_version,
    claims_reviewed,
    sample_terms,
    features,
    contact,
    concern_text,
    campaign_name,
    ...rest
  } = row;
  const asked = {
    product,
    channel,
    options,
    terms_version,
    claims_reviewed,
    sample_terms,
    features,
    contact,
    concern_text,
  };
  return { ...readHistoryItem(rest), campaign_name, asked };
}
