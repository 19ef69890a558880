/**
 * What clients said, as a column of a campaign's file and in a single request: it steers the text unless the request
 * names a concern; the estimate and its places are stored with the answer; the words stand in the store and nowhere else.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileReport } from '@offerwright/adapter/src/api/campaign-files.ts';
import type { AnsweredClient } from '@offerwright/adapter/src/api/generate-response.ts';
import { roles } from '@offerwright/adapter/src/api/history.ts';
import type { HistoryRecord } from '@offerwright/adapter/src/api/history-record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, createCampaign, isFinished, upload, waitForCampaign } from '../kit/campaign-plans.ts';
import { startCampaign } from '../kit/campaign-runs.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const rude = 'Оператор нахамил и бросил трубку Зюзюкину';
const dear = 'Комиссия огромная, переплата по процентам неподъёмная';
const longWords = `Зюзюкин ${'жалуется '.repeat(3000)}`;
let folder = '';

beforeAll(async () => {
  await makeUsers(service(), roles);
  folder = await mkdtemp(join(tmpdir(), 'offerwright-words-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Asked {
  readonly client_id: number;
  readonly concern: string | null;
  readonly concern_rule: string | null;
  readonly concern_text: string | null;
  readonly heard: AnsweredClient['heard_concerns'] | null;
}

/** Of one product and channel, so of one run. */
async function stored(productCode: string): Promise<Asked[]> {
  return (await runSql(
    service().database.url,
    `SELECT asked_clients.client_id::int AS client_id, answers.concern, answers.concern_rule, asked_clients.concern_text,
       answers.heard_concerns AS heard
     FROM asked_clients JOIN answers ON answers.asked_client_id = asked_clients.id
     WHERE asked_clients.product_code = $1 ORDER BY asked_clients.client_id`,
    [productCode],
  )) as unknown as Asked[];
}

const csv = [
  'id;age;Слова клиента',
  `1;41;${rude}`,
  `2;41;"${dear}"`,
  '3;41;Здравствуйте',
  '4;41;',
  '5;41;NULL',
  `6;41;${longWords}`,
].join('\n');

describe('a campaign of the web interface', () => {
  it('offers the column, and says how many clients said something', async () => {
    const { body: opened } = await upload(service(), 'words.csv', csv, { as: 'manager' });
    expect(opened.suggested.columns).toContainEqual({ column: 2, target: 'concern_text' });
    const path = `/v1/campaigns/files/${opened.file.id}/check`;
    const { body } = await callRest<FileReport>(service(), 'POST', path, { body: { mapping: opened.suggested } });
    expect(body).toMatchObject({ rows: 6, rows_good: 5 });
    expect(body.problems).toEqual([
      { kind: 'invalid_client', field: 'concern_text', limit: 'at most 20000 characters', count: 1, rows: [6] },
    ]);
    expect(body.fill).toContainEqual({ target: 'concern_text', known: 3 });
    expect(JSON.stringify(body)).not.toContain('Зюзюкин');
  });

  it('steers each text by the likeliest concern in the client’s words, and keeps what it heard', async () => {
    const { body: opened } = await upload(service(), 'words.csv', csv, { as: 'manager' });
    const created = await createCampaign(service(), { fileId: opened.file.id, mapping: opened.suggested });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    await act(service(), created.body.id, 'start');
    await waitForCampaign(service(), created.body.id, isFinished);
    const rows = await stored('DC');
    expect(rows.map((row) => [row.client_id, row.concern_rule === 'words' && row.concern, row.concern_text])).toEqual([
      [1, 'support', rude],
      [2, 'finance', dear],
      [3, false, 'Здравствуйте'],
      [4, false, null],
      [5, false, null],
    ]);
    const [first, , greeting, silent] = rows;
    expect(first!.heard!.map(({ concern }) => concern)).toHaveLength(4);
    expect(first!.heard![0]).toMatchObject({ concern: 'support', found: true });
    const [phrase] = first!.heard![0]!.phrases;
    expect(rude.slice(phrase!.start, phrase!.end)).toMatch(/нахамил|трубку/);
    expect(greeting!.heard!.some(({ found }) => found)).toBe(false);
    expect(silent!.heard).toBeNull();
  });

  it('shows the words and what was heard in the history', async () => {
    const path = '/v1/history?product=DC&client_id=1&limit=1';
    const { body: list } = await callRest<{ items: { id: string }[] }>(service(), 'GET', path);
    const { body } = await callRest<HistoryRecord>(service(), 'GET', `/v1/history/${list.items[0]!.id}`);
    expect(body.asked.concern_text).toBe(rude);
    expect(body.answer!.heard_concerns[0]).toMatchObject({ concern: 'support', found: true });
    expect(body.answer!.text).not.toContain('Зюзюкин');
  });

  it('leaves the concern to a variant that names one, and stores what was heard all the same', async () => {
    const { body: opened } = await upload(service(), 'words.csv', csv, { as: 'manager' });
    const settings = {
      offers: { mode: 'chosen', products: ['DEPOSIT'], channels: ['PUSH'] },
      variants: [{ name: 'Время', weight: 1, concern: 'efficiency' }],
    };
    const { status, body } = await createCampaign(service(), {
      fileId: opened.file.id,
      mapping: opened.suggested,
      settings,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    await act(service(), body.id, 'start');
    await waitForCampaign(service(), body.id, isFinished);
    const [first] = await stored('DEPOSIT');
    expect(first).toMatchObject({ concern: 'efficiency', concern_rule: 'request' });
    expect(first!.heard![0]).toMatchObject({ concern: 'support', found: true });
  });
});

it('a campaign of the command line reads the column concern_text', async () => {
  const [clients, out] = [join(folder, 'clients.csv'), join(folder, 'texts.jsonl')];
  await writeFile(clients, csv.replace('Слова клиента', 'Concern_Text'));
  const campaign = startCampaign(
    ['--clients', clients, '--product', 'CC', '--channel', 'SMS', '--out', out, '--policy', 'rules_only'],
    { databaseUrl: service().database.url, inferenceAddress: service().server.grpcAddress },
  );
  expect((await campaign.ended).code, campaign.said()).toBe(0);
  const rows = await stored('CC');
  expect(rows.map((row) => [row.client_id, row.concern_rule === 'words' && row.concern])).toEqual([
    [1, 'support'],
    [2, 'finance'],
    [3, false],
    [4, false],
    [5, false],
    [6, false],
  ]);
  expect(campaign.said()).not.toContain('Зюзюкин');
});

it('one text for one client hears words too', async () => {
  const response = await fetch(`${service().adapter.url}/v1/compose`, {
    method: 'POST',
    headers: { authorization: service().authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      client: { features: { age: 41 }, concern_text: rude },
      product: 'PREMIUM',
      channel: 'SMS',
      options: { policy: 'rules_only', seed: 1 },
    }),
  });
  const final = (await response.text()).split('\n\n').find((event) => event.startsWith('event: final'))!;
  const { result } = JSON.parse(final.slice(final.indexOf('{')));
  expect(result).toMatchObject({ concern: 'support', concern_rule: 'words' });
  expect(result.heard_concerns[0]).toMatchObject({ concern: 'support', found: true });
});

it('no log, metric or error has the words', async () => {
  const body = { clients: [{ id: 1, features: {}, concern_text: longWords }], product: 'CC', channel: 'SMS' };
  const refused = await callRest(service(), 'POST', '/v1/generate', { body });
  expect(JSON.stringify(refused.body)).toContain('clients[0].concern_text');
  const metrics = await (await fetch(`${service().adapter.url}/metrics`)).text();
  for (const said of [JSON.stringify(refused.body), metrics, service().logTails()]) {
    expect(said).not.toContain('Зюзюкин');
    expect(said).not.toContain('нахамил');
  }
});
