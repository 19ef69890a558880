/** Reads the rows of a finished campaign from the store, a page at a time, in the order of the file of clients. */
import { findOutputPage, type StoredOutputRow } from '../db/campaigns/find-output-page.ts';
import type { Database } from '../db/database.ts';
import { campaignLimits } from './campaign-limits.ts';
import type { Campaign } from './open-campaign.ts';
import type { OutputRow } from './output-row.ts';

export interface ReadOutputContext {
  readonly database: Database;
  readonly persist: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** @throws Error when a row has no answer: the campaign is not finished */
export async function* readOutputRows(campaign: Campaign, context: ReadOutputContext): AsyncGenerator<OutputRow> {
  let afterPosition = -1;
  for (;;) {
    const page = await context.persist(() =>
      findOutputPage(context.database, campaign.requestId, afterPosition, campaignLimits.outputPageRows),
    );
    for (const row of page) yield outputRowOf(row, campaign);
    if (page.length < campaignLimits.outputPageRows) return;
    afterPosition = page.at(-1)!.position;
  }
}

/** Written before the client asked for no more: it is shown, and not to be sent. */
const optedOut = {
  status: 'not_sendable',
  refusal: { rule_id: 'law.do_not_disturb', reason: 'Клиент отписался после того, как текст был написан.' },
} as const;

/** @throws Error when the row has no answer */
export function outputRowOf(row: StoredOutputRow, campaign: Campaign): OutputRow {
  const { measures, provenance, error } = row;
  const { status, refusal } = row.status === 'sendable' && row.has_opted_out ? optedOut : row;
  if (status === null) throw new Error(`row ${row.position + 1} of campaign ${campaign.id} has no answer`);
  const hasText = status !== 'error' && row.text !== '';
  return {
    id: row.client_id,
    status,
    source: row.source,
    text: hasText ? row.text : null,
    confidence: row.confidence,
    concern: row.concern,
    concern_rule: row.concern_rule,
    signals: row.signals ?? [],
    thread_id: row.thread_id,
    variants: row.variants ?? [],
    coverage: row.coverage,
    rules_reason: row.rules_reason,
    refusal: refusal === null ? null : `${refusal.rule_id}: ${refusal.reason}`,
    error: error === null ? null : `${error.kind}: ${error.message}`,
    verdict_passed: row.verdict_passed,
    law_score: row.law_score,
    brand_voice_score: row.brand_voice_score,
    fit_score: row.fit_score,
    sms_segments: measures?.sms_segments ?? null,
    characters: measures?.characters ?? null,
    spoken_seconds: measures?.spoken_seconds ?? null,
    total_ms: row.total_ms,
    request_id: campaign.requestId,
    row: row.position + 1,
    campaign_id: campaign.id,
    model_name: provenance?.model_name ?? null,
    model_sha256: provenance?.model_sha256 ?? null,
    copybook_hash: provenance?.copybook_hash ?? null,
    rule_set_version: provenance?.rule_set_version ?? null,
    profile_version: provenance?.profile_version ?? null,
    seed: campaign.seed,
    answered_at: row.answered_at === null ? null : new Date(row.answered_at).toISOString(),
  };
}
