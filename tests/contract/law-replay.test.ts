/** `npm run law:replay` over a real database and over an export: what breaks, by which rule, and what a person is told. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@offerwright/adapter/src/db/migrate.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { runSql, startTestPostgres, type TestPostgres } from '../kit/postgres.ts';

const provider = 'АО «Банк Пример», лицензия № 1234.';
const idOf = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

interface Stored {
  readonly text: string;
  readonly features?: object;
  readonly status?: string;
}

const texts: readonly Stored[] = [
  { text: `Карта под рукой. ${provider}` },
  { text: `Лучшая карта. ${provider}` },
  { text: `Карта бесплатно, лучшая из карт. ${provider}` },
  { text: '', status: 'refused' },
  // 1,234 is the licence, which is no client's value; 56,789 is this client's.
  { text: `Карта и 56 789. ${provider}`, features: { sum_zp_12m: 56789 } },
  ...Array.from({ length: 2500 }, (_, index) => ({ text: `Карта номер дня ${'я'.repeat(index % 7)}. ${provider}` })),
  { text: 'Карта под рукой. Банк Пример.' },
];

let postgres: TestPostgres;
let url: string;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'offerwright-law-replay-'));
  postgres = await startTestPostgres();
  url = await postgres.createDatabase('replay');
  await migrate(url);
  await runSql(url, `INSERT INTO users (id, name, password_hash, role) VALUES ($1, 'a', '$argon2id$x', 'viewer')`, [
    idOf(1),
  ]);
  await runSql(
    url,
    `INSERT INTO offer_terms (product_code, version, legal_name, licence, effective_from, origin)
     VALUES ('DC', 7, 'АО «Банк Пример»', '1234', '2026-01-01', 'api')`,
  );
  await runSql(
    url,
    `INSERT INTO requests (id, user_id, product_code, product, channel_code, channel, profile_name, terms_version,
       options, clients_count, asked_at)
     VALUES ($1, $1, 'DC', '{"code":"DC","name":"","description":""}', 'SMS', '{"code":"SMS","description":""}',
       'strict', '7', '{}', $2, now())`,
    [idOf(1), texts.length],
  );
  const rows = texts.map(({ text, features, status }, position) => ({
    id: idOf(position + 10),
    position,
    text,
    features: features ?? null,
    status: status ?? 'sendable',
  }));
  // Two statements: the triggers of the history want the asked row to be there when the answer comes.
  const items = `SELECT * FROM jsonb_to_recordset($1::jsonb)
    AS item(id uuid, position integer, text text, features jsonb, status text)`;
  await runSql(
    url,
    `INSERT INTO asked_clients (id, request_id, position, client_id, features, product_code, channel_code, asked_at)
     SELECT id, $2, position, position, features, 'DC', 'SMS', now() FROM (${items}) AS rows`,
    [JSON.stringify(rows), idOf(1)],
  );
  await runSql(
    url,
    `INSERT INTO answers (asked_client_id, status, text, confidence, source, provenance, answered_at)
     SELECT id, status, text, 0.5, 'rules', '{}', now() FROM (${items}) AS rows`,
    [JSON.stringify(rows)],
  );
});
afterAll(async () => {
  await postgres.destroy();
  await rm(directory, { recursive: true, force: true });
});

interface Run {
  readonly code: number;
  readonly lines: { id: string; rule: string; row: number; span: { text: string } | null }[];
  readonly stderr: string;
}

function run(commandArguments: readonly string[], databaseUrl = url): Promise<Run> {
  const script = join(repositoryRoot, 'scripts', 'run.mjs');
  const environment = { ...process.env, DATABASE_URL: databaseUrl };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, 'law-replay', ...commandArguments],
      { env: environment },
      (error, stdout, stderr) => {
        const lines =
          stdout.trim() === ''
            ? []
            : stdout
                .trim()
                .split('\n')
                .map((line) => JSON.parse(line));
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, lines, stderr });
      },
    );
  });
}

describe('law:replay', () => {
  it('goes through every stored text, in its order, and says what breaks', async () => {
    const { code, lines, stderr } = await run(['--workers', '2']);
    expect(code).toBe(0);
    expect(lines.map(({ id, rule }) => [id, rule])).toEqual([
      [idOf(11), 'law.superlatives'],
      [idOf(12), 'law.superlatives'],
      [idOf(12), 'law.free_of_charge'],
      [idOf(14), 'law.catalogue_numbers'],
      [idOf(14), 'law.own_values'],
      [idOf(texts.length + 9), 'law.provider_name'],
      [idOf(texts.length + 9), 'law.licence'],
    ]);
    expect(lines[0]?.span?.text).toBe('Лучшая');
    expect(stderr).toContain('2,505 texts');
    expect(stderr).toContain('4 break');
    expect(stderr).toContain('by product: DC 4');
    expect(stderr).toMatch(/by rule: law\.superlatives 2/);
  });

  it('runs one rule, and the rules of another day', async () => {
    const only = await run(['--only', 'law.free_of_charge']);
    expect(only.lines.map(({ id }) => id)).toEqual([idOf(12)]);
    const before = await run(['--rules-at', '2000-01-01']);
    // Before 38-FZ only the rules of no known date are in force.
    expect(before.lines.length).toBeLessThan(7);
    expect(before.code).toBe(0);
  });

  it('stops after --limit texts and writes to a file', async () => {
    const out = join(directory, 'broken.jsonl');
    const { code, lines, stderr } = await run(['--limit', '2', '--out', out]);
    expect({ code, lines }).toEqual({ code: 0, lines: [] });
    expect(stderr).toContain('2 texts');
    expect((await readFile(out, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('replays an export', async () => {
    const path = join(directory, 'export.jsonl');
    const catalogue = join(directory, 'catalogue.json');
    const line = { product: 'DC', channel: 'SMS', profile: 'strict' };
    const exported = [
      { id: 'a', text: `Лучшая карта. ${provider}` },
      { text: `Карта. ${provider}` },
      { text: 'Карта.' },
    ];
    await writeFile(path, [...exported.map((item) => JSON.stringify({ ...item, ...line })), '{'].join('\n'));
    await writeFile(catalogue, JSON.stringify({ DC: { legal_name: 'АО «Банк Пример»' } }));
    const { code, lines, stderr } = await run(['--in', path, '--catalogue', catalogue]);
    expect(code).toBe(0);
    expect(lines.map(({ id, rule }) => [id, rule])).toEqual([
      ['a', 'law.superlatives'],
      ['line 3', 'law.provider_name'],
    ]);
    expect(stderr).toContain('1 texts were skipped');
  });

  it('says so when the database is not made yet', async () => {
    const { code, stderr } = await run([], await postgres.createDatabase('nothing'));
    expect(code).toBe(1);
    expect(stderr).toContain('has no tables of this version');
    expect(stderr).not.toContain(' at ');
  });

  it.each([
    ['an unknown rule', ['--only', 'law.nothing'], /--only must be one of law\.provider_name/],
    ['a wrong day', ['--rules-at', '2026-02-30'], /--rules-at must be a day/],
    ['a missing file', ['--in', '/no/such/file'], /cannot be read: ENOENT/],
    ['a catalogue without a file', ['--catalogue', 'x.json'], /--catalogue goes with --in/],
  ])('exits 2 on %s', async (_name, commandArguments, message) => {
    const { code, stderr } = await run(commandArguments);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
