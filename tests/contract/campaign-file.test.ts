/**
 * A campaign over the real client mart through the real service (server with the scripted engine, PostgreSQL, adapter):
 * the file of texts is what it says it is in each format, and the store's history shows the same.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputColumns } from '@offerwright/adapter/src/campaigns/output-row.ts';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { repositoryRoot } from '../../scripts/repository.ts';
import { startCampaign } from '../kit/campaign-runs.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const clients = join(repositoryRoot, 'tests', 'data', 'Dataset_Yakutia.xlsx');
const rowsCount = 60;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offerwright-campaign-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(out: string, ...more: string[]): Promise<string> {
  const campaign = startCampaign(
    [
      ...['--clients', clients, '--product', 'DC', '--channel', 'SMS', '--out', join(folder, out)],
      ...['--limit', String(rowsCount), '--seed', '7', ...more],
    ],
    { databaseUrl: service().database.url, inferenceAddress: service().server.grpcAddress },
  );
  expect(await campaign.ended, campaign.said()).toEqual({ code: 0, signal: null });
  return campaign.said();
}

const word = z.string().min(1);
const textRow = z.object({
  id: z.int(),
  status: z.enum(['sendable', 'not_sendable']),
  source: z.enum(['model', 'rules']),
  text: word,
  confidence: z.number().min(0).max(1),
  concern: z.enum(['finance', 'efficiency', 'purchase', 'support']),
  concern_rule: word,
  signals: z.array(word),
  thread_id: word,
  variants: z.array(z.int().min(0)).min(1),
  coverage: z.enum(['cell', 'other_concern', 'family']),
  rules_reason: z.string().nullable(),
  refusal: z.string().nullable(),
  error: z.null(),
  verdict_passed: z.literal(true),
  law_score: z.number().min(0).max(1),
  brand_voice_score: z.number().min(0).max(1),
  fit_score: z.number().min(0).max(1),
  sms_segments: z.int().min(1),
  characters: z.int().min(1),
  spoken_seconds: z.number(),
  total_ms: z.number().positive(),
  request_id: z.uuid(),
  row: z.int(),
  campaign_id: z.uuid(),
  model_name: z.string(),
  model_sha256: z.string(),
  copybook_hash: word,
  rule_set_version: word,
  profile_version: word,
  seed: z.literal(7),
  answered_at: z.iso.datetime(),
});
/** A client that no lawful text can be made for: a row all the same. */
const refusedRow = z.object({ id: z.int(), status: z.literal('refused'), text: z.null(), refusal: word });
const outputRow = z.union([textRow, refusedRow]);

async function readJsonl(name: string): Promise<z.infer<typeof outputRow>[]> {
  const lines = (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const row = JSON.parse(line);
    expect(Object.keys(row)).toEqual(outputColumns);
    return outputRow.parse(row);
  });
}

describe('a campaign over the client mart', () => {
  it('writes a checked text for every client, in order', async () => {
    const said = await run('texts.jsonl');
    const rows = await readJsonl('texts.jsonl');
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: rowsCount }, (_, index) => index + 1));
    const texts = rows.flatMap((row) => (row.text === null ? [] : [row.text]));
    expect(texts.length).toBeGreaterThan(rowsCount / 2);
    for (const row of rows) if ('characters' in row) expect(row.characters).toBe(row.text.length);
    expect(said).toContain(`rows              ${rowsCount}:`);
    expect(said).toMatch(/texts per minute {2}\d/);
  });

  it('writes the same in CSV and xlsx', async () => {
    await run('texts.csv');
    await run('texts.xlsx');
    const rows = await readJsonl('texts.jsonl');
    const records: Record<string, string>[] = parse(await readFile(join(folder, 'texts.csv'), 'utf8'), {
      bom: true,
      columns: true,
    });
    const [sheet] = await readExcelFile(join(folder, 'texts.xlsx'), { trim: false });
    const [header, ...cells] = sheet!.data;
    expect(header).toEqual(outputColumns);
    expect(Object.keys(records[0]!)).toEqual(outputColumns);
    const summaryOf = ({ id, status, text }: { id: unknown; status: unknown; text: unknown }) =>
      [id, status, text].map((value) => String(value ?? ''));
    expect(records.map((record) => summaryOf(record as never))).toEqual(rows.map(summaryOf));
    const at = (column: (typeof outputColumns)[number]) => outputColumns.indexOf(column);
    expect(
      cells.map((row) => summaryOf({ id: row[at('id')], status: row[at('status')], text: row[at('text')] })),
    ).toEqual(rows.map(summaryOf));
  });

  it('gives the same texts again for the same seed', async () => {
    await run('again.jsonl', '--fresh', '--concurrency', '2');
    const choice = ({ id, status, text }: { id: number; status: string; text: string | null }) => ({
      id,
      status,
      text,
    });
    const [first, again] = [await readJsonl('texts.jsonl'), await readJsonl('again.jsonl')];
    const byModel = first.flatMap((row, index) => {
      const other = again[index]!;
      return 'source' in row && 'source' in other && row.source === 'model' && other.source === 'model'
        ? [[choice(row), choice(other)]]
        : [];
    });
    expect(byModel.length).toBeGreaterThan(rowsCount / 2);
    for (const [one, other] of byModel) expect(other).toEqual(one);
  });

  it('is in the history that the adapter shows', async () => {
    const rows = await readJsonl('again.jsonl');
    const response = await fetch(`${service().adapter.url}/v1/history?product=DC&channel=SMS&limit=200&client_id=1`, {
      headers: { authorization: service().authorization },
    });
    expect(response.status).toBe(200);
    const { items } = z
      .object({
        items: z.array(
          z.object({
            client_id: z.int(),
            user: z.string(),
            status: z.string(),
            answer: z.object({ text: z.string() }).nullable(),
          }),
        ),
      })
      .parse(await response.json());
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      client_id: 1,
      user: 'command-line:campaign',
      status: rows[0]!.status,
      answer: { text: rows[0]!.text ?? '' },
    });
  });
});

describe('a campaign that is killed', () => {
  it('goes on where it stopped, each client answered once', async () => {
    const killedRows = 500;
    const settings = { databaseUrl: service().database.url, inferenceAddress: service().server.grpcAddress };
    const commandArguments = [
      ...['--clients', clients, '--product', 'CC', '--channel', 'PUSH', '--out', join(folder, 'killed.jsonl')],
      ...['--limit', String(killedRows)],
    ];
    const database = new pg.Client({ connectionString: settings.databaseUrl });
    await database.connect();
    const countAnswers = async (): Promise<number> => {
      const counted = await database.query(
        "SELECT count(*)::int FROM answers JOIN asked_clients ON id = asked_client_id WHERE product_code = 'CC'",
      );
      return counted.rows[0].count;
    };
    const killed = startCampaign(commandArguments, settings);
    while ((await countAnswers()) < 30) await new Promise((resolve) => setTimeout(resolve, 5));
    killed.child.kill('SIGKILL');
    expect((await killed.ended).signal).toBe('SIGKILL');
    const answeredBefore = await countAnswers();
    expect(answeredBefore).toBeLessThan(killedRows);

    const resumed = startCampaign(commandArguments, settings);
    expect(await resumed.ended, resumed.said()).toEqual({ code: 0, signal: null });
    expect(resumed.said()).toContain(`${answeredBefore} done`);
    const rows = (await readFile(join(folder, 'killed.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(rows.map((row) => JSON.parse(row).id)).toEqual(Array.from({ length: killedRows }, (_, index) => index + 1));
    expect(await countAnswers()).toBe(killedRows);
    const asked = await database.query(
      "SELECT count(*)::int, count(DISTINCT position)::int AS positions FROM asked_clients WHERE product_code = 'CC'",
    );
    expect(asked.rows[0]).toEqual({ count: killedRows, positions: killedRows });
    await database.end();
  });
});

describe('a campaign by rules alone', () => {
  it('says so in each row', async () => {
    await run('rules.jsonl', '--policy', 'rules_only');
    const rows = await readJsonl('rules.jsonl');
    for (const row of rows) if ('source' in row) expect([row.source, row.rules_reason]).toEqual(['rules', 'policy']);
  });
});
