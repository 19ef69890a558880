/**
 * Fills a database with answers as campaigns leave them: over 90 days, a few products and channels an hour, verdicts of
 * 25 rules, times, labels and outcomes. The history's triggers are off meanwhile: its rows are written by one statement.
 */
import { Client } from 'pg';

export interface FillStatsOptions {
  readonly databaseUrl: string;
  readonly rowsCount: number;
  /** Stops earlier when this is over. */
  readonly withinMs: number;
  readonly onProgress: (rowsCount: number) => void;
}

const rowsPerBatch = 20_000;
const days = 90;

const verdict = JSON.stringify({
  passed: true,
  results: Array.from({ length: 25 }, (_, index) => ({
    rule_id: `law.rule_${index}`,
    row: index,
    title: 'Правило с названием обычной длины',
    article: '38-ФЗ ст. 28 ч. 2 п. 1',
    outcome: index === 3 ? 'fixed' : 'passed',
    spans: [],
    message: '',
    suggested_fix: '',
  })),
  law_score: 1,
  brand_voice_score: 1,
  fit_score: 1,
  rule_set_version: '1',
  rule_set_hash: '0'.repeat(64),
});
const provenance = JSON.stringify({
  engine: 'llama',
  model_name: 'qwen2.5-coder-0.5b-instruct-q4_k_m',
  adapter_name: '',
  copybook_hash: '0'.repeat(64),
  rule_set_version: '1',
  prompt_version: '2',
  server_version: '0.1.0',
});

/** @returns Rows that are there. */
export async function fillStats({ databaseUrl, rowsCount, withinMs, onProgress }: FillStatsOptions): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const untilMs = performance.now() + withinMs;
  const stepMs = Math.floor((days * 86_400_000) / rowsCount);
  const startMs = Date.now() - days * 86_400_000;
  try {
    await client.query('SET synchronous_commit = off');
    for (const table of ['asked_clients', 'answers', 'labels']) await toggle(client, table, 'DISABLE');
    await client.query(`CREATE FUNCTION pg_temp.uuid_at(ms bigint, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
      SELECT (substr(lpad(to_hex(ms), 12, '0'), 1, 8) || '-' || substr(lpad(to_hex(ms), 12, '0'), 9, 4) || '-7'
        || lpad(to_hex(n % 4096), 3, '0') || '-8' || substr(md5(n::text), 1, 3) || '-' || substr(md5(n::text), 4, 12))::uuid
    $$`);
    let filled = 0;
    while (filled < rowsCount && performance.now() < untilMs) {
      await fillBatch(client, { from: filled, to: Math.min(filled + rowsPerBatch, rowsCount), startMs, stepMs });
      filled = Math.min(filled + rowsPerBatch, rowsCount);
      onProgress(filled);
    }
    for (const table of ['asked_clients', 'answers', 'labels']) await toggle(client, table, 'ENABLE');
    await client.query('VACUUM ANALYZE');
    return filled;
  } finally {
    await client.end();
  }
}

async function toggle(client: Client, table: string, state: 'DISABLE' | 'ENABLE'): Promise<void> {
  await client.query(`ALTER TABLE ${table} ${state} TRIGGER USER`);
}

interface Batch {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly stepMs: number;
}

async function fillBatch(client: Client, { from, to, startMs, stepMs }: Batch): Promise<void> {
  await client.query('BEGIN');
  await client.query(`CREATE TEMPORARY TABLE batch ON COMMIT DROP AS
    SELECT n, ${startMs} + n * ${stepMs} AS ms, pg_temp.uuid_at(${startMs} + n * ${stepMs}, n) AS id,
      pg_temp.uuid_at(${startMs} + ${from}::bigint * ${stepMs}, ${from}) AS request_id,
      (ARRAY['CC', 'DC', 'DEPOSIT', 'AUTO', 'MORTG', 'REFIN', 'INVEST', 'ISG'])
        [1 + ((${startMs} + n * ${stepMs}) / 3600000 + n % 3) % 8] AS product,
      (ARRAY['SMS', 'PUSH', 'EMAIL', 'TMO'])[1 + ((${startMs} + n * ${stepMs}) / 3600000) % 4] AS channel
    FROM generate_series(${from}::bigint, ${to - 1}::bigint) AS n`);
  await client.query(`INSERT INTO requests (id, user_id, product, channel, profile_name, options, clients_count, state, asked_at)
    SELECT request_id, (SELECT id FROM users ORDER BY name LIMIT 1), '{}', '{}', 'strict', '{}', count(*), 'done',
      to_timestamp(min(ms) / 1000.0) FROM batch GROUP BY request_id`);
  await client.query(`INSERT INTO asked_clients (id, request_id, position, client_id, features, product_code, channel_code, asked_at)
    SELECT id, request_id, n - ${from}, n % 200000, '{}', product, channel, to_timestamp(ms / 1000.0) FROM batch`);
  await client.query(
    `INSERT INTO answers (asked_client_id, status, text, body, confidence, confidence_basis, confidence_calibrated, source,
      rules_reason, verdict, thread_id, thread_version, variants, concern, signals, provenance, timings, answered_at)
     SELECT id, 'sendable', 'Текст ' || n, 'Текст', (n % 100) / 100.0, 'fit', false,
       CASE WHEN n % 5 = 0 THEN 'rules' ELSE 'model' END, CASE WHEN n % 5 = 0 THEN 'deadline' END, $1::jsonb,
       product || '-' || channel || '-' || n % 40, 'abcdefabcdef', ARRAY[n % 3, n % 4]::integer[], 'finance',
       ARRAY['driver', 'saver'], $2::jsonb, jsonb_build_object('total_ms', 300 + (n * 7919) % 1600),
       to_timestamp(ms / 1000.0)
     FROM batch`,
    [verdict, provenance],
  );
  await client.query(`INSERT INTO history_entries (id, client_id, product_code, channel_code, user_id, status, source,
      concern, confidence, thread_id, text_key, label, labels_count)
    SELECT id, n % 200000, product, channel, (SELECT id FROM users ORDER BY name LIMIT 1), 'sendable',
      CASE WHEN n % 5 = 0 THEN 'rules' ELSE 'model' END, 'finance', (n % 100) / 100.0,
      product || '-' || channel || '-' || n % 40, n,
      CASE WHEN n % 50 > 0 THEN 'none' WHEN n % 150 = 0 THEN 'wrong' ELSE 'good' END, (n % 50 = 0)::integer FROM batch`);
  await client.query(`INSERT INTO outcomes (answer_id, event, at, opt_out, origin, created_by, created_at)
    SELECT id, event, to_timestamp(ms / 1000.0) + interval '1 hour', event = 'unsubscribed', 'api',
      (SELECT id FROM users ORDER BY name LIMIT 1), to_timestamp(ms / 1000.0) + interval '1 hour'
    FROM batch
    CROSS JOIN LATERAL (VALUES ('delivered', 1), ('opened', 3), ('clicked', 10), ('accepted', 40), ('unsubscribed', 300))
      AS events (event, one_of)
    WHERE n % one_of = 0`);
  await client.query('COMMIT');
}
