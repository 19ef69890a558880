/**
 * Fills a database with a long history, as the service would have written it: texts of the copybook's sentences, a
 * request for each thousand clients, some in campaigns, times spread over two years. The triggers of the history do
 * their work row by row as ever. Verdicts hold the rules that did not pass only, so an answer is smaller than a real one
 * (1 KB against 6): what the history walks does not contain them.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { repositoryRoot } from '../../../scripts/repository.ts';

export interface FillOptions {
  readonly databaseUrl: string;
  readonly rowsCount: number;
  /** Stops earlier when this is over. */
  readonly withinMs: number;
  readonly onProgress: (rowsCount: number) => void;
}

const rowsPerBatch = 20_000;
const textsPerThread = 12;

const ruleOf = (id: string, outcome: string) => ({
  rule_id: id,
  row: 1,
  title: 'Правило',
  article: '38-ФЗ ст. 28',
  outcome,
  spans: [],
  message: '',
  suggested_fix: '',
});
const scores = { law_score: 1, brand_voice_score: 1, fit_score: 1, rule_set_version: '1', rule_set_hash: '' };
const verdicts = {
  passed: JSON.stringify({ passed: true, results: [], ...scores }),
  warned: JSON.stringify({ passed: true, results: [ruleOf('law.exclusivity', 'warned')], ...scores }),
  blocked: JSON.stringify({ passed: false, results: [ruleOf('law.rate', 'blocked')], ...scores }),
};
const provenance = JSON.stringify({
  engine: 'none',
  model_name: '',
  model_sha256: '',
  adapter_sha256: '',
  copybook_hash: '0'.repeat(64),
  grammar_hash: '0'.repeat(64),
  rule_set_version: '1',
  rule_set_hash: '0'.repeat(64),
  prompt_version: '2',
  profile_name: 'strict',
  profile_version: '2',
  terms_version: '1',
  seed: 1,
  temperature: 0.7,
  server_version: '0.1.0',
});

/** @returns Rows that are there. */
export async function fillHistory({ databaseUrl, rowsCount, withinMs, onProgress }: FillOptions): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const untilMs = performance.now() + withinMs;
  try {
    await client.query('SET synchronous_commit = off');
    await prepare(client);
    const indexes = await dropIndexes(client);
    let filled = 0;
    while (filled < rowsCount && performance.now() < untilMs) {
      await fillBatch(client, filled, Math.min(rowsPerBatch, rowsCount - filled), rowsCount);
      filled += Math.min(rowsPerBatch, rowsCount - filled);
      onProgress(filled);
    }
    for (const definition of indexes) await client.query(definition);
    await client.query('VACUUM ANALYZE');
    return filled;
  } finally {
    await client.end();
  }
}

/** Made anew at the end: that takes a third of the time of keeping them row by row. @returns how they are made. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes
     WHERE tablename IN ('history_entries', 'history_texts', 'asked_clients', 'answers') AND indexdef NOT LIKE '%UNIQUE%'`,
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX ${indexname}`);
  return rows.map(({ indexdef }) => indexdef);
}

/** Texts to draw from, made of the sentences of each thread. */
async function prepare(client: Client): Promise<void> {
  const texts: { product: string; channel: string; need: string; thread: string; text: string; body: string }[] = [];
  const folder = join(repositoryRoot, 'models', 'copybook');
  const tail = ' Оценивайте свои финансовые возможности и риски. АО «Банк Пример». Лицензия № 1.';
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort()) {
    const lines = (await readFile(join(folder, name), 'utf8')).trim().split('\n');
    for (const line of lines) {
      const { id, product, channel, need, positions } = JSON.parse(line) as {
        id: string;
        product: string;
        channel: string;
        need: string;
        positions: string[][];
      };
      for (let text = 0; text < textsPerThread; text += 1) {
        const body = positions.map((variants, place) => variants[(text * 7 + place * 3) % variants.length]).join(' ');
        texts.push({ product, channel, need, thread: id, text: body + tail, body });
      }
    }
  }
  await client.query(`CREATE TEMPORARY TABLE bench_texts (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product text, channel text, need text, thread text, text text, body text)`);
  for (let from = 0; from < texts.length; from += 5000) {
    await client.query(
      `INSERT INTO bench_texts (product, channel, need, thread, text, body)
       SELECT product, channel, need, thread, text, body FROM jsonb_to_recordset($1::jsonb)
         AS given (product text, channel text, need text, thread text, text text, body text)`,
      [JSON.stringify(texts.slice(from, from + 5000))],
    );
  }
  await client.query(`ALTER TABLE bench_texts ADD COLUMN count bigint`);
  await client.query(`UPDATE bench_texts SET count = ${texts.length}`);
  await client.query('ANALYZE bench_texts');
  await client.query(`CREATE FUNCTION pg_temp.uuid_at(ms bigint, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (substr(lpad(to_hex(ms), 12, '0'), 1, 8) || '-' || substr(lpad(to_hex(ms), 12, '0'), 9, 4) || '-7'
      || lpad(to_hex(n % 4096), 3, '0') || '-8' || substr(md5(n::text), 1, 3) || '-' || substr(md5(n::text), 4, 12))::uuid
  $$`);
  await client.query(
    `CREATE TEMPORARY TABLE bench_users AS SELECT id, row_number() OVER (ORDER BY name) AS n FROM users`,
  );
}

/** A thousand clients a request; every third request is a campaign of its own. */
async function fillBatch(client: Client, from: number, count: number, rowsCount: number): Promise<void> {
  await client.query('BEGIN');
  await client.query(`CREATE TEMPORARY TABLE batch ON COMMIT DROP AS
    SELECT n, ms, pg_temp.uuid_at(ms, n) AS id, pg_temp.uuid_at(request_ms, request_n) AS request_id, request_ms, request_n,
      1 + (hashint8(n)::bigint & 2147483647) % (SELECT max(n) FROM bench_texts) AS text_n
    FROM (
      SELECT n, n / 1000 AS request_n, 1700000000000 + (n * 63072000000 / ${rowsCount}) AS ms,
        1700000000000 + (n / 1000 * 1000 * 63072000000 / ${rowsCount}) AS request_ms
      FROM generate_series(${from}::bigint, ${from + count - 1}::bigint) AS n
    ) AS numbered`);
  await client.query(`INSERT INTO requests (id, user_id, product, channel, profile_name, options, clients_count, state, asked_at)
    SELECT DISTINCT ON (request_id) request_id, bench_users.id, '{"code":"","name":"","description":""}'::jsonb,
      '{"code":"","description":""}'::jsonb, 'strict', '{}'::jsonb, 1000, 'done', to_timestamp(request_ms / 1000.0)
    FROM batch JOIN bench_users ON bench_users.n = 1 + request_n % (SELECT count(*) FROM bench_users)`);
  await client.query(`INSERT INTO campaigns (id, key_sha256, request_id, clients_sha256, clients_file_name, has_client_ids, seed, created_at)
    SELECT DISTINCT ON (request_id) pg_temp.uuid_at(request_ms + 1, request_n), repeat('0', 64), request_id, repeat('0', 64),
      'clients-' || request_n || '.csv', true, 1, to_timestamp(request_ms / 1000.0)
    FROM batch WHERE request_n % 3 = 0`);
  await client.query(`INSERT INTO asked_clients (id, request_id, position, client_id, features, product_code, channel_code, asked_at)
    SELECT batch.id, request_id, batch.n % 1000, batch.n % 200000, '{"age": 40, "cnt_tr_all_3m": 120}'::jsonb, product, channel,
      to_timestamp(ms / 1000.0)
    FROM batch JOIN bench_texts ON bench_texts.n = text_n
    ORDER BY batch.n`);
  await client.query(`INSERT INTO answers (asked_client_id, status, text, body, confidence, confidence_basis, source, verdict, thread_id,
      thread_version, variants, coverage, concern, concern_rule, provenance, error, answered_at)
    SELECT batch.id,
      CASE WHEN batch.n % 997 = 0 THEN 'error' WHEN batch.n % 331 = 0 THEN 'not_sendable' ELSE 'sendable' END,
      CASE WHEN batch.n % 997 = 0 THEN '' ELSE text END, body, (batch.n % 1000) / 1000.0, 'fit',
      CASE WHEN batch.n % 5 = 0 THEN 'rules' ELSE 'model' END,
      CASE WHEN batch.n % 50 = 0
        THEN '${verdicts.warned}'::jsonb
        WHEN batch.n % 7001 = 0 THEN '${verdicts.blocked}'::jsonb
        ELSE '${verdicts.passed}'::jsonb END,
      thread, '000000000000', '{0,1}', 'cell', need, '', '${provenance}'::jsonb,
      CASE WHEN batch.n % 997 = 0 THEN '{"kind":"overloaded","message":"","field":"","limit":"","given":""}'::jsonb END,
      to_timestamp(ms / 1000.0)
    FROM batch JOIN bench_texts ON bench_texts.n = text_n
    WHERE batch.n % 4999 <> 0
    ORDER BY batch.n`);
  await client.query(`INSERT INTO labels (id, asked_client_id, user_id, mark, reason, text_key, seconds_taken, labelled_at)
    SELECT gen_random_uuid(), asked_client_id, bench_users.id, CASE WHEN batch.n % 300 = 0 THEN 'wrong' ELSE 'good' END,
      CASE WHEN batch.n % 300 = 0 THEN 'tone' END, hashtextextended(answers.text, 0), 2, answered_at
    FROM batch JOIN answers ON answers.asked_client_id = batch.id
    JOIN bench_users ON bench_users.n <= 1 + (batch.n / 100) % 2
    WHERE batch.n % 100 = 0 AND answers.text <> ''`);
  await client.query('COMMIT');
}
