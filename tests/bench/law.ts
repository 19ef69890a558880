/**
 * npm run bench -- law [--texts N]: how fast the law is checked, one thread and two: law:check over a file, law:replay
 * over a file and over a database of its own. The texts: all bodies of the copy corpus with their disclosures in both
 * profiles, over and over, so the mix of channels is the corpus's (half of them e-mails, calls and chats).
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { migrate } from '@offerwright/adapter/src/db/migrate.ts';
import { lawContext } from '../../scripts/law/law-context.ts';
import { readLawCatalogue } from '../../scripts/law/law-terms.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { composeText, isRefusal } from '../../server/src/compliance/index.ts';
import { runSql, startTestPostgres } from '../kit/postgres.ts';

const { values } = parseArgs({ options: { texts: { type: 'string', default: '100000' } } });
const textsCount = Number(values.texts);
const catalogue = join(repositoryRoot, 'tests', 'data', 'law-corpus', 'catalogue.json');
const directory = await mkdtemp(join(tmpdir(), 'offerwright-bench-law-'));
const exported = join(directory, 'texts.jsonl');

try {
  const texts = await composeTexts();
  await writeTexts(texts);
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0) / texts.length;
  process.stdout.write(`${textsCount} texts of ${characters.toFixed(0)} characters on average\n`);
  for (const workers of ['1', '2']) {
    const file = ['--in', exported, '--catalogue', catalogue, '--workers', workers];
    await measure('law:check, file', workers, ['law-check', ...file, '--out', join(directory, 'out.jsonl')]);
    await measure('law:replay, file', workers, ['law-replay', ...file, '--out', join(directory, 'out.jsonl')]);
  }
  await measureDatabase(texts);
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function composeTexts() {
  const { terms } = await readLawCatalogue(catalogue);
  const lines = (await readFile(join(repositoryRoot, 'tests', 'data', 'copy_corpus.jsonl'), 'utf8')).trim().split('\n');
  return lines.flatMap((line) => {
    const { product, channel, text } = JSON.parse(line);
    return (['strict', 'law2025'] as const).flatMap((profile) => {
      const context = lawContext(product, channel, profile, terms[product as 'DC']!, {
        today: new Date(),
        language: 'ru',
      });
      const composed = composeText(text, context);
      return isRefusal(composed) ? [] : [{ product, channel, profile, text: composed.text }];
    });
  });
}

async function writeTexts(texts: Awaited<ReturnType<typeof composeTexts>>): Promise<void> {
  const stream = createWriteStream(exported);
  for (let id = 0; id < textsCount; id++) {
    const line = `${JSON.stringify({ id, ...texts[id % texts.length] })}\n`;
    if (!stream.write(line)) await new Promise<void>((drained) => stream.once('drain', () => drained()));
  }
  stream.end();
  await finished(stream);
}

/** The database of the bench holds each profile's texts under one request a product and channel. */
async function measureDatabase(texts: Awaited<ReturnType<typeof composeTexts>>): Promise<void> {
  const postgres = await startTestPostgres();
  try {
    const url = await postgres.createDatabase('bench');
    await migrate(url);
    await fill(url, texts);
    for (const workers of ['1', '2']) {
      const command = ['law-replay', '--workers', workers, '--out', join(directory, 'out.jsonl')];
      await measure('law:replay, database', workers, command, url);
    }
  } finally {
    await postgres.destroy();
  }
}

async function fill(url: string, texts: Awaited<ReturnType<typeof composeTexts>>): Promise<void> {
  const { terms } = await readLawCatalogue(catalogue);
  await runSql(
    url,
    `INSERT INTO users (id, name, password_hash, role) VALUES (gen_random_uuid(), 'bench', '$argon2id$x', 'viewer')`,
  );
  await runSql(
    url,
    `INSERT INTO offer_terms (product_code, version, legal_name, licence, url, full_terms, effective_from, origin)
     SELECT product, 1, legal_name, licence, url, full_terms, '2026-01-01', 'import'
     FROM jsonb_to_recordset($1::jsonb) AS item(product text, legal_name text, licence text, url text, full_terms text)`,
    [
      JSON.stringify(
        Object.entries(terms).map(([product, { legalName, licence, url: site, fullTerms }]) => ({
          product,
          legal_name: legalName,
          licence,
          url: site,
          full_terms: fullTerms,
        })),
      ),
    ],
  );
  await runSql(
    url,
    `CREATE TABLE bench_texts AS
     SELECT row_number() OVER () - 1 AS number, item.*
     FROM jsonb_to_recordset($1::jsonb) AS item(product text, channel text, profile text, text text)`,
    [JSON.stringify(texts)],
  );
  await runSql(
    url,
    `INSERT INTO requests (id, user_id, product_code, product, channel_code, channel, profile_name, terms_version,
       options, clients_count, asked_at)
     SELECT gen_random_uuid(), users.id, product, jsonb_build_object('code', product, 'name', '', 'description', ''),
       channel, jsonb_build_object('code', channel, 'description', ''), profile, '1', '{}', 1, now()
     FROM (SELECT DISTINCT product, channel, profile FROM bench_texts) AS kinds JOIN users ON users.name = 'bench'`,
  );
  await runSql(
    url,
    `WITH copies AS (
       SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(copy.number), 12, '0'))::uuid AS id, bench_texts.*, copy.number AS copy_number
       FROM generate_series(0, $1 - 1) AS copy(number)
       JOIN bench_texts ON bench_texts.number = copy.number % (SELECT count(*) FROM bench_texts)
     ), asked AS (
       INSERT INTO asked_clients (id, request_id, position, client_id, features, product_code, channel_code, asked_at)
       SELECT copies.id, requests.id, copy_number, copy_number,
         '{"sum_zp_12m": 1217025.56, "sum_dep_now": 33412.1, "age": 34}', copies.product, copies.channel, now()
       FROM copies
       JOIN requests ON (requests.product_code, requests.channel_code, requests.profile_name) =
         (copies.product, copies.channel, copies.profile)
     )
     INSERT INTO answers (asked_client_id, status, text, confidence, source, provenance, answered_at)
     SELECT id, 'sendable', text, 0.5, 'rules', '{}', now() FROM copies`,
    [textsCount],
  );
}

async function measure(name: string, workers: string, command: readonly string[], databaseUrl?: string): Promise<void> {
  const startedMs = performance.now();
  const script = join(repositoryRoot, 'scripts', 'run.mjs');
  const environment = databaseUrl === undefined ? process.env : { ...process.env, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [script, ...command], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${said}`);
  const seconds = (performance.now() - startedMs) / 1000;
  const perHour = Math.round((textsCount / seconds) * 3600).toLocaleString('en-US');
  process.stdout.write(`${name}, ${workers} thread(s): ${seconds.toFixed(1)} s, ${perHour} texts an hour\n`);
}
