/** Rows as answers leave them, with the numbers that a test wants to find again. Ids bear the time of asking. */
import { lowestUuidAt } from '../../adapter/src/clock.ts';
import { runSql } from './postgres.ts';

export interface PlantedAnswer {
  readonly atMs: number;
  readonly product?: string;
  readonly channel?: string;
  readonly clientId?: number | null;
  readonly features?: Readonly<Record<string, string | number | null>>;
  /** Null: asked, and never answered. */
  readonly status?: 'sendable' | 'not_sendable' | 'refused' | 'error' | null;
  readonly source?: 'model' | 'rules';
  readonly reason?: string;
  readonly totalMs?: number;
  readonly confidence?: number;
  readonly threadId?: string;
  readonly variants?: readonly number[];
  readonly concern?: string;
  readonly signals?: readonly string[];
  readonly results?: readonly { readonly rule_id: string; readonly outcome: string }[];
  readonly refusedBy?: string;
  readonly errorKind?: string;
  readonly ruleSetVersion?: string;
}

const adminRow = `SELECT id FROM users WHERE name = 'admin'`;
let plantedCount = 0;

/** Unlike others of its millisecond. */
function uuidAt(atMs: number): string {
  plantedCount += 1;
  return `${lowestUuidAt(atMs).slice(0, 24)}${plantedCount.toString(16).padStart(12, '0')}`;
}

/** @returns ids of the clients asked (and of their answers), in the order given */
export async function plantAnswers(url: string, answers: readonly PlantedAnswer[]): Promise<string[]> {
  const rows = answers.map((answer) => ({ id: uuidAt(answer.atMs), ...answer }));
  if (rows.length === 0) return [];
  const requestId = uuidAt(rows[0]!.atMs);
  await runSql(
    url,
    `INSERT INTO requests (id, user_id, product, channel, profile_name, options, clients_count, state, asked_at)
     VALUES ($1, (${adminRow}), '{}', '{}', 'strict', '{}', $2, 'done', $3)`,
    [requestId, rows.length, new Date(rows[0]!.atMs)],
  );
  await runSql(
    url,
    `INSERT INTO asked_clients (id, request_id, position, client_id, features, product_code, channel_code, asked_at)
     SELECT id, $1, position, client_id, features, product, channel, at
     FROM jsonb_to_recordset($2::jsonb) AS asked
       (id uuid, position integer, client_id bigint, features jsonb, product text, channel text, at timestamptz)`,
    [requestId, JSON.stringify(rows.map(toAsked))],
  );
  await runSql(
    url,
    `INSERT INTO answers (asked_client_id, status, text, body, confidence, confidence_basis, confidence_calibrated, source,
       rules_reason, verdict, thread_id, thread_version, variants, concern, signals, timings, provenance, refusal, error,
       answered_at)
     SELECT id, status, text, text, confidence, 'fit', false, source, reason, verdict, thread, version, variants, concern,
       signals, timings, provenance, refusal, error, now()
     FROM jsonb_to_recordset($1::jsonb) AS answered
       (id uuid, status text, text text, confidence float8, source text, reason text, verdict jsonb, thread text,
        version text, variants integer[], concern text, signals text[], timings jsonb, provenance jsonb, refusal jsonb,
        error jsonb)`,
    [JSON.stringify(rows.filter(({ status }) => status !== null).map(toAnswer))],
  );
  return rows.map(({ id }) => id);
}

type Row = PlantedAnswer & { readonly id: string };

function toAsked({ id, clientId = null, features = {}, product = 'CC', channel = 'SMS', atMs }: Row, position: number) {
  return { id, position, client_id: clientId, features, product, channel, at: new Date(atMs).toISOString() };
}

function toAnswer(row: Row) {
  const { id, status = 'sendable', source = 'rules', totalMs = 100, threadId = null, errorKind = 'internal' } = row;
  if (status === 'error') return { id, status, text: '', signals: [], error: { kind: errorKind } };
  const hasText = status !== 'refused';
  return {
    id,
    status,
    text: hasText ? `Текст ${id}` : '',
    confidence: row.confidence ?? 0.5,
    source: hasText ? source : null,
    reason: row.reason ?? null,
    verdict: hasText ? { results: row.results ?? [] } : null,
    thread: threadId,
    version: threadId === null ? null : 'abcdefabcdef',
    variants: threadId === null ? null : (row.variants ?? [0]),
    concern: row.concern ?? null,
    signals: row.signals ?? [],
    timings: { total_ms: totalMs },
    provenance: {
      model_name: 'qwen',
      adapter_name: '',
      copybook_hash: 'c0'.repeat(32),
      rule_set_version: row.ruleSetVersion ?? '1',
      prompt_version: '7',
      server_version: '0.1.0',
    },
    refusal: row.refusedBy === undefined ? null : { rule_id: row.refusedBy, reason: 'x' },
  };
}
