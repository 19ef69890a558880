/** Outcomes: every way to name a text, what is told of bad rows, opt-outs that stop messages, and files. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contact } from '@offerwright/adapter/src/api/contacts.ts';
import type { AnsweredClient, GenerateResponse } from '@offerwright/adapter/src/api/generate-response.ts';
import type { HistoryItem } from '@offerwright/adapter/src/api/history.ts';
import type { InspectedOutcomes, OutcomesReport } from '@offerwright/adapter/src/api/outcomes.ts';
import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { startCampaign } from '../kit/campaign-runs.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
let lastClient = 880_000;
const newClient = () => (lastClient += 1);

async function ask(clientId: number, product = 'DC', channel = 'SMS', contact: object = {}) {
  const body = {
    clients: [{ id: clientId, features: { age: 40 }, contact }],
    product,
    channel,
    options: { policy: 'rules_only' },
  };
  const answer = await callRest<GenerateResponse>(service(), 'POST', '/v1/generate', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const [result] = answer.body.results;
  return { requestId: answer.body.request_id, result: result as AnsweredClient };
}

async function answerIdOf(clientId: number): Promise<string> {
  const { body } = await callRest<{ items: HistoryItem[] }>(service(), 'GET', `/v1/history?client_id=${clientId}`);
  return body.items[0]!.id;
}

async function post(...outcomes: readonly unknown[]): Promise<OutcomesReport> {
  const { status, body } = await callRest<OutcomesReport>(service(), 'POST', '/v1/outcomes', { body: { outcomes } });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** Some seconds on: after the text that was just written. */
const soon = () => new Date(Date.now() + 5000).toISOString();

async function storedEvents(answerId: string): Promise<string[]> {
  const rows = await runSql(
    service().database.url,
    'SELECT event FROM outcomes WHERE answer_id = $1 ORDER BY event, at',
    [answerId],
  );
  return rows.map(({ event }) => String(event));
}

describe('naming a text', () => {
  it('by its id, by client and request, or by client and offer', async () => {
    const client_id = newClient();
    const { requestId } = await ask(client_id);
    const id = await answerIdOf(client_id);
    const report = await post(
      { answer_id: id, event: 'delivered', at: soon() },
      { client_id, request_id: requestId, event: 'opened', at: soon() },
      { client_id, product: 'DC', channel: 'SMS', event: 'accepted', at: soon() },
    );
    expect(report).toMatchObject({ rows_count: 3, stored_count: 3, problems: [], dry_run: false });
    expect(report.events).toEqual({ delivered: 1, opened: 1, accepted: 1 });
    expect(await storedEvents(id)).toEqual(['accepted', 'delivered', 'opened']);
  });

  it('by client and offer means the last text before the event', async () => {
    const client_id = newClient();
    await ask(client_id);
    const first = await answerIdOf(client_id);
    const between = new Date(Date.now() + 100).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ask(client_id, 'DC', 'PUSH');
    await post({ client_id, product: 'DC', channel: 'SMS', event: 'clicked', at: between });
    expect(await storedEvents(first)).toEqual(['clicked']);
  });

  it('twice is once, in one call and in two', async () => {
    const client_id = newClient();
    await ask(client_id);
    const delivered = { client_id, product: 'DC', channel: 'SMS', event: 'delivered', at: soon() };
    expect(await post(delivered, delivered)).toMatchObject({ stored_count: 1, repeated_count: 1 });
    expect(await post(delivered)).toMatchObject({ stored_count: 0, repeated_count: 1 });
    // From several sides at once.
    const reports = await Promise.all(Array.from({ length: 5 }, () => post({ ...delivered, event: 'clicked' })));
    expect(reports.reduce((sum, { stored_count }) => sum + stored_count, 0)).toBe(1);
  });
});

describe('bad rows', () => {
  it('are told one by one, and the others stay', async () => {
    const client_id = newClient();
    await ask(client_id);
    const good = { client_id, product: 'DC', channel: 'SMS', event: 'delivered', at: soon() };
    const report = await post(
      good,
      { ...good, event: 'exploded' },
      { ...good, client_id: newClient() },
      { ...good, at: '2026-01-01T00:00:00Z', answer_id: undefined },
      { ...good, at: '2999-01-01T00:00:00Z' },
      { ...good, answer_id: await answerIdOf(client_id) },
      { ...good, opt_out: true },
      'text',
      null,
      { answer_id: await answerIdOf(client_id), event: 'delivered', at: '2020-01-01T00:00:00Z' },
    );
    expect(report).toMatchObject({ rows_count: 10, stored_count: 1, invalid_count: 6, unmatched_count: 3 });
    expect(report.problems.map(({ row, kind, field }) => [row, kind, field]).sort()).toEqual(
      [
        [1, 'invalid', 'event'],
        [2, 'unmatched', 'client_id'],
        [3, 'unmatched', 'client_id'],
        [4, 'invalid', 'at'],
        [5, 'invalid', ''],
        [6, 'invalid', ''],
        [7, 'invalid', ''],
        [8, 'invalid', ''],
        [9, 'too_early', 'at'],
      ].sort(),
    );
    expect(JSON.stringify(report)).not.toContain(String(client_id));
  });
});

describe('an opt-out', () => {
  it('stops the client at once, whatever a request says, until somebody sets it anew', async () => {
    const id = newClient();
    expect((await ask(id)).result.status).toBe('sendable');
    const report = await post({ client_id: id, product: 'DC', channel: 'SMS', event: 'unsubscribed', at: soon() });
    expect(report).toMatchObject({ stored_count: 1, opted_out_count: 1 });
    for (const contact of [{}, { do_not_disturb: false, consent: true }]) {
      const { result } = await ask(id, 'DC', 'SMS', contact);
      expect([result.status, result.refusal?.rule_id]).toEqual(['not_sendable', 'law.do_not_disturb']);
    }
    const contact = await callRest<Contact>(service(), 'GET', `/v1/contacts/${id}`);
    expect(contact.body).toMatchObject({ do_not_disturb: true });
    expect(contact.body.flag_history[0]!.source).toMatch(/^opt-out of 20/);
    await callRest(service(), 'PUT', `/v1/contacts/${id}`, { body: { do_not_disturb: false, source: 'branch' } });
    expect((await ask(id)).result.status).toBe('sendable');
  });

  it('is a complaint only where the bank says so, and needs no text', async () => {
    const [complaining, leaving, unknown] = [newClient(), newClient(), newClient()];
    await ask(complaining);
    await ask(leaving);
    const of = (client_id: number) => ({ client_id, product: 'DC', channel: 'SMS', at: soon() });
    const report = await post(
      { ...of(complaining), event: 'complained' },
      { ...of(leaving), event: 'complained', opt_out: true },
      { ...of(unknown), event: 'unsubscribed' },
    );
    expect(report).toMatchObject({ stored_count: 2, unmatched_count: 1, opted_out_count: 2 });
    expect((await ask(complaining)).result.status).toBe('sendable');
    expect((await ask(leaving)).result.status).toBe('not_sendable');
    expect((await ask(unknown)).result.status).toBe('not_sendable');
  });
});

describe('a campaign', () => {
  it('whose client opts out gives a text that is not to be sent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'offerwright-outcomes-'));
    const [staying, leaving] = [newClient(), newClient()];
    const [clients, out] = [join(folder, 'clients.csv'), join(folder, 'texts.jsonl')];
    await writeFile(clients, `id;age\n${staying};40\n${leaving};40\n`);
    const run = async () => {
      const campaign = startCampaign(
        ['--clients', clients, '--product', 'DC', '--channel', 'SMS', '--out', out, '--policy', 'rules_only'],
        { databaseUrl: service().database.url, inferenceAddress: service().server.grpcAddress },
      );
      expect((await campaign.ended).code, campaign.said()).toBe(0);
      const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
      return lines.map((line) => JSON.parse(line) as { id: number; status: string; refusal: string | null });
    };
    expect((await run()).map(({ status }) => status)).toEqual(['sendable', 'sendable']);
    await post({ client_id: leaving, product: 'DC', channel: 'SMS', event: 'unsubscribed', at: soon() });
    // Finished: the same command writes the file again from the store.
    const rows = await run();
    expect(rows.map(({ id, status }) => [id, status])).toEqual([
      [staying, 'sendable'],
      [leaving, 'not_sendable'],
    ]);
    expect(rows[1]!.refusal).toMatch(/^law\.do_not_disturb: /);
    await rm(folder, { recursive: true, force: true });
  });
});

describe('a file', () => {
  const mapping = (columns: object, rest: object = {}) =>
    `mapping=${encodeURIComponent(JSON.stringify({ columns, ...rest }))}`;
  const csv = { 'content-type': 'text/csv' };
  const xlsx = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

  it('is looked at, tried, and stored', async () => {
    const [one, other] = [newClient(), newClient()];
    await ask(one);
    await ask(other);
    const when = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const local = `${when.slice(8, 10)}.${when.slice(5, 7)}.${when.slice(0, 4)} ${when.slice(11, 19)}`;
    const body = `Клиент;Событие;Дата и время;Прочее\n${one};Доставлено;${local};=1+1\n${other};ОТПИСКА;${local};x\n;Доставлено;${local};\n${one};пропал;${local};\n`;
    const seen = await callRest<InspectedOutcomes>(service(), 'POST', '/v1/outcomes/inspect', { headers: csv, body });
    expect(seen.body).toMatchObject({
      rows_count: 4,
      columns: [
        { name: 'Клиент', field: 'client_id' },
        { name: 'Событие', field: 'event' },
        { name: 'Дата и время', field: 'at' },
        { name: 'Прочее', field: null },
      ],
      event_words: [
        { word: 'Доставлено', count: 2, event: 'delivered' },
        { word: 'ОТПИСКА', count: 1, event: 'unsubscribed' },
        { word: 'пропал', count: 1, event: null },
      ],
    });
    const columns = { client_id: 'Клиент', event: 'Событие', at: 'Дата и время' };
    const query = mapping(columns, { constants: { product: 'DC', channel: 'SMS' }, events: { пропал: 'rejected' } });
    const send = (extra: string) =>
      callRest<OutcomesReport>(service(), 'POST', `/v1/outcomes/import?${query}${extra}`, { headers: csv, body });
    const expected = { rows_count: 4, stored_count: 3, invalid_count: 1, opted_out_count: 1 };
    expect((await send('&dry_run=true')).body).toMatchObject({ ...expected, dry_run: true });
    expect((await ask(other)).result.status).toBe('sendable');
    const { body: stored } = await send('');
    expect(stored).toMatchObject({ ...expected, dry_run: false });
    expect(stored.problems).toMatchObject([{ row: 4, kind: 'invalid' }]);
    expect((await ask(other)).result.status).toBe('not_sendable');
    expect((await send('')).body).toMatchObject({ stored_count: 0, repeated_count: 3, opted_out_count: 0 });
    const audit = await callRest<{ items: object[] }>(service(), 'GET', '/v1/audit?action=outcomes');
    expect(audit.body.items).toHaveLength(2);
    expect(audit.body.items[1]).toMatchObject({ action: 'outcomes.import', details: { stored_count: 3 } });
  });

  it('of a spreadsheet has dates and numbers of its own', async () => {
    const client = newClient();
    await ask(client);
    const cells = [
      [{ value: 'client_id' }, { value: 'status' }, { value: 'time' }],
      [
        { type: Number, value: client },
        { value: 'клик' },
        { type: Date, value: new Date(Date.now() + 3 * 3_600_000 + 60_000), format: 'dd.mm.yyyy hh:mm' },
      ],
    ];
    const body = await (await writeExcelFile(cells as never)).toBuffer();
    const query = mapping(
      { client_id: 'client_id', event: 'status', at: 'time' },
      { constants: { product: 'DC', channel: 'SMS' } },
    );
    const sent = await callRest<OutcomesReport>(service(), 'POST', `/v1/outcomes/import?${query}`, {
      headers: xlsx,
      body: new Uint8Array(body),
    });
    expect(sent.body).toMatchObject({ stored_count: 1, problems: [] });
  });

  it.each<[string, Record<string, string>, string | Uint8Array, string]>([
    ['a broken spreadsheet', xlsx, new Uint8Array([80, 75, 3, 4, 0, 0]), 'file'],
    ['an empty file', csv, '', 'file'],
    ['a file without rows', csv, 'client_id;event;at\n', 'file'],
    ['a file without the column', csv, 'a;b\n1;2\n', 'mapping.columns.client_id'],
  ])('%s is refused as a whole', async (_name, headers, body, field) => {
    const query = mapping({ client_id: 'client_id', event: 'event', at: 'at' });
    const answer = await callRest(service(), 'POST', `/v1/outcomes/import?${query}`, { headers, body });
    expect([answer.status, answer.body.error.kind, answer.body.error.field]).toEqual([422, 'invalid_import', field]);
  });

  it('of many rows is stored in lots', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${990_000_000 + index};delivered;01.03.2026 10:00`);
    const query = mapping(
      { client_id: 'id', event: 'event', at: 'at' },
      { constants: { product: 'DC', channel: 'SMS' } },
    );
    const answer = await callRest<OutcomesReport>(service(), 'POST', `/v1/outcomes/import?${query}`, {
      headers: csv,
      body: `id;event;at\n${rows.join('\n')}\n`,
    });
    expect(answer.body).toMatchObject({ rows_count: 20_000, stored_count: 0, unmatched_count: 20_000 });
    expect(answer.body.problems).toHaveLength(1000);
  });
});
