/** The history: search, counts by facet, pages both ways while entries come, whole entries, exports. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const script = '<script>alert("я")</script>';
const formula = '=HYPERLINK("https://example.test";"нажмите")';

interface Item {
  readonly id: string;
  readonly client_id: number | null;
  readonly product: string;
  readonly label: string;
  readonly hits: readonly { readonly start: number; readonly end: number }[];
  readonly answer: { readonly text: string; readonly thread: { readonly id: string } | null } | null;
}
interface Page {
  readonly items: Item[];
  readonly next_cursor: string | null;
  readonly previous_cursor: string | null;
}
interface Facets {
  readonly total: number;
  readonly exact: boolean;
  readonly facets: Record<string, { value: string; name: string | null; count: number }[]>;
}

async function ask(product: unknown, channel: unknown, clients: unknown[]): Promise<void> {
  const body = { clients, product, channel, options: { policy: 'rules_only' } };
  // A busy machine says so; with its key the request goes on where it stopped.
  const headers = { 'idempotency-key': crypto.randomUUID() };
  let answer = await callRest(service(), 'POST', '/v1/generate', { body, headers });
  for (let tries = 0; tries < 10 && answer.status === 503; tries += 1) {
    await sleep(500);
    answer = await callRest(service(), 'POST', '/v1/generate', { body, headers });
  }
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function get<Body>(path: string, query: Record<string, string | number> = {}): Promise<Body> {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const answer = await callRest<Body>(service(), 'GET', `${path}?${search}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const history = (query: Record<string, string | number> = {}) => get<Page>('/v1/history', query);
const facets = (query: Record<string, string | number> = {}) => get<Facets>('/v1/history/facets', query);
const client = (id: unknown) => ({ id, features: { age: 40 } });
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => client(from + index));
const sql = (statement: string, values: unknown[] = []) => runSql(service().database.url, statement, values);

/** A text as only its author could write it: the service composes none of these. */
async function putText(clientId: number, text: string): Promise<void> {
  await sql(
    `UPDATE answers SET text = $2 FROM asked_clients
     WHERE asked_clients.id = answers.asked_client_id AND asked_clients.client_id = $1`,
    [clientId, text],
  );
}

beforeAll(async () => {
  await makeUsers(service(), ['viewer', 'manager', 'reviewer', 'compliance']);
  await ask('CC', 'SMS', range(1, 20));
  await ask('DEPOSIT', 'EMAIL', range(101, 30));
  await ask('DC', 'PUSH', [client(201), { id: 202, features: { age: 16 } }, client('x')]);
  await putText(1, 'Съездите на дачу на новых колёсах: соберите поездку заранее.');
  await putText(2, `Дача ждёт ${script}`);
  await putText(3, formula);
  await putText(6, 'Съешьте в «Ёлочке» — хрустко… и\u00A0вкусно: «Иголочка»');
  await putText(4, '+79000000000 позвоните; "кавычки"\nи строка');
});

describe('search', () => {
  it('finds words of the text in any form, phrases, and leaves words out', async () => {
    const ids = async (q: string) => (await history({ q })).items.map((item) => item.client_id);
    expect(await ids('дача')).toEqual([2, 1]);
    expect(await ids('дачи поездка')).toEqual([1]);
    expect(await ids('"соберите поездку"')).toEqual([1]);
    expect(await ids('дача -колесо')).toEqual([2]);
    expect(await ids('абракадабра')).toEqual([]);
    for (const q of ['ёлочка', 'хрустко вкусно', 'иголочки', '«иголочка»', '«хрустко и вкусно»']) {
      expect([q, await ids(q)]).toEqual([q, [6]]);
    }
  });

  it('tells where in the text the words stand, whatever the text holds', async () => {
    await putText(7, '😀\uFDD0 «Дача» и дачи, <b>дачу</b>');
    const found = async (q: string, clientId: number) => {
      const { items } = await history({ q });
      const { hits, answer } = items.find((item) => item.client_id === clientId)!;
      return hits.map(({ start, end }) => answer!.text.slice(start, end));
    };
    expect(await found('дача', 7)).toEqual(['Дача', 'дачи', 'дачу']);
    expect(await found('дача -колесо', 2)).toEqual(['Дача']);
    expect(await found('"соберите поездку"', 1)).toEqual(['соберите', 'поездку']);
    expect(await found('«хрустко и вкусно»', 6)).toEqual(['хрустко', 'вкусно']);
    const byThread = await history({ q: 'deposit-email' });
    expect(byThread.items.flatMap(({ hits }) => hits)).toEqual([]);
  });

  it('takes anything for words: quotes, brackets, SQL, scripts', async () => {
    for (const q of [`'`, '"', `'; DROP TABLE answers; --`, '((|&!:*', script, '\\', 'и на в', '%', '_']) {
      expect((await history({ q })).items.length).toBeLessThanOrEqual(20);
    }
    const refused = await callRest(service(), 'GET', `/v1/history?q=${'я'.repeat(201)}`);
    expect([refused.status, refused.body.error.field]).toEqual([422, 'q']);
    expect(JSON.stringify(refused.body)).not.toContain('яяя');
  });

  it('finds by part of the id of a thread', async () => {
    const { items } = await history({ q: 'deposit-email', limit: 200 });
    expect(items).toHaveLength(30);
    const threadId = items[0]!.answer!.thread!.id;
    const found = await history({ q: threadId.slice(2), limit: 200 });
    expect(found.items.length).toBeGreaterThan(0);
    expect(new Set(found.items.map((item) => item.answer!.thread!.id))).toEqual(
      new Set(items.map((item) => item.answer!.thread!.id).filter((id) => id.includes(threadId.slice(2)))),
    );
  });

  it('finds a text by its new words when an error was replaced by an answer', async () => {
    await putText(5, 'Жирафы пришли.');
    expect((await history({ q: 'жираф' })).items.map((item) => item.client_id)).toEqual([5]);
  });
});

describe('counts by facet', () => {
  it('say how much there is of what', async () => {
    const { total, exact, facets: found } = await facets();
    expect([total, exact]).toEqual([53, true]);
    expect(found.product).toEqual([
      { value: 'DEPOSIT', name: null, count: 30 },
      { value: 'CC', name: null, count: 20 },
      { value: 'DC', name: null, count: 3 },
    ]);
    expect(found.status!.reduce((sum, { count }) => sum + count, 0)).toBe(53);
    expect(found.label).toEqual([{ value: 'none', name: null, count: 53 }]);
    expect(found.user![0]!.count).toBe(53);
    expect(found.reason).toEqual([]);
  });

  it('follow the filters and lead to as many entries', async () => {
    const filters: Record<string, string>[] = [
      { product: 'CC' },
      { channel: 'EMAIL' },
      { status: 'error' },
      { q: 'дача' },
      { source: 'rules' },
    ];
    for (const filter of filters) {
      const { total } = await facets(filter);
      expect((await history({ ...filter, limit: 200 })).items).toHaveLength(total);
    }
    const { facets: found } = await facets({ product: 'DEPOSIT' });
    for (const { value, count } of found.concern!) {
      expect((await history({ product: 'DEPOSIT', concern: value, limit: 200 })).items).toHaveLength(count);
    }
    for (const { value, count } of (await facets()).facets.user!) {
      expect((await history({ user: value, limit: 200 })).items).toHaveLength(count);
    }
  });
});

describe('pages', () => {
  it('lead both ways and meet, while entries come in between', async () => {
    let next = 1000;
    const disturb = () => {
      next += 10;
      return ask('CC', 'SMS', range(next, 7));
    };
    const filter = { product: 'CC', limit: 6 };
    const before = (await history({ product: 'CC', limit: 200 })).items.map((item) => item.id);
    const seen: string[] = [];
    const pages: Page[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string | number> = cursor === null ? filter : { ...filter, cursor };
      const [page]: [Page, unknown] = await Promise.all([history(query), disturb()]);
      pages.push(page);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    // What came meanwhile may stand before the first page and nowhere else.
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
    const back: string[] = [];
    let after = pages.at(-1)!.previous_cursor;
    while (after !== null && back.length < 300) {
      const [page]: [Page, unknown] = await Promise.all([history({ ...filter, after }), disturb()]);
      back.unshift(...page.items.map((item) => item.id));
      after = page.previous_cursor;
    }
    const upTo = seen.slice(0, seen.length - pages.at(-1)!.items.length);
    expect(back.filter((id) => upTo.includes(id))).toEqual(upTo);
    expect(new Set(back).size).toBe(back.length);
    expect(back).toEqual(back.toSorted().reverse());
  });

  it('refuse both directions at once', async () => {
    const id = '00000000-0000-7000-8000-000000000000';
    const refused = await callRest(service(), 'GET', `/v1/history?cursor=${id}&after=${id}`);
    expect([refused.status, refused.body.error.field]).toEqual([422, 'after']);
  });

  it('an empty page above the newest leads nowhere', async () => {
    const [newest] = (await history({ limit: 1 })).items;
    expect(await history({ after: newest!.id })).toEqual({ items: [], next_cursor: null, previous_cursor: null });
  });
});

describe('one entry', () => {
  it('is shown whole, with what was asked; a script stays text', async () => {
    await ask({ name: script, description: `${script} карта` }, 'EMAIL', [
      { id: 300, features: { reg_region_nm: script, unheard: script } },
    ]);
    const [item] = (await history({ client_id: 300 })).items;
    const record = await get<{ asked: Record<string, unknown>; labels: unknown[] }>(`/v1/history/${item!.id}`);
    expect(record).toMatchObject({
      id: item!.id,
      client_id: 300,
      labels: [],
      asked: {
        product: { code: '', name: script, description: `${script} карта` },
        channel: { code: 'EMAIL' },
        features: { reg_region_nm: script, unheard: script },
      },
    });
    const raw = await fetch(`${service().adapter.url}/v1/history/${item!.id}`, {
      headers: { authorization: service().authorization },
    });
    expect(raw.headers.get('content-type')).toContain('application/json');
  });

  it('is not found by what is no id', async () => {
    for (const id of ['x', '1', script, '00000000-0000-7000-8000-000000000000']) {
      const answer = await callRest(service(), 'GET', `/v1/history/${encodeURIComponent(id)}`);
      expect([answer.status, answer.body.error.kind]).toEqual([404, 'not_found']);
    }
  });
});

describe('export', () => {
  const fetchFile = (query: string) =>
    fetch(`${service().adapter.url}/v1/history/export?${query}`, {
      headers: { authorization: service().authorization },
    });

  it('csv: every entry of the filter, and no formula', async () => {
    const response = await fetchFile('product=CC&format=csv');
    expect(response.headers.get('content-disposition')).toContain('offerwright-history.csv');
    const content = await response.text();
    expect(content).toContain(`"'=HYPERLINK(""https`);
    expect(content).toContain(`"'+79000000000`);
    expect(content).toContain('<script>alert');
    const { total } = await facets({ product: 'CC' });
    const lines = await (await fetchFile('product=CC&format=jsonl')).text();
    expect(lines.trim().split('\n')).toHaveLength(total);
  });

  it('jsonl: each line is an entry with its labels', async () => {
    const lines = (await (await fetchFile('client_id=3&format=jsonl')).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { client_id: 3, labels: [], answer: { text: formula } },
    ]);
  });

  it('xlsx: a sheet that can be read, texts as texts', async () => {
    const response = await fetchFile('product=CC&format=xlsx');
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()));
    const [header, ...content] = rows as unknown[][];
    const { total } = await facets({ product: 'CC' });
    expect(content).toHaveLength(total);
    const textColumn = header!.indexOf('text');
    const clientColumn = header!.indexOf('client_id');
    const textOf = (id: number) => content.find((row) => row[clientColumn] === id)![textColumn];
    expect(textOf(3)).toBe(formula);
    expect(textOf(2)).toBe(`Дача ждёт ${script}`);
  });

  it('is told in the audit trail, without what was searched for', async () => {
    await fetchFile('q=секрет&client_id=1&product=CC');
    const trail = await get<{ items: { action: string; details: object }[] }>('/v1/audit', { action: 'history' });
    expect(trail.items[0]).toMatchObject({
      action: 'history.export',
      details: { format: 'csv', product: 'CC', searched: true, one_client: true },
    });
    expect(JSON.stringify(trail)).not.toContain('секрет');
  });
});
