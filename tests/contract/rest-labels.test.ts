/** Labels: the newest of a person counts, the queue gives nobody a text twice and no two people the same, agreement. */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../kit/postgres.ts';
import { callRest, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
const script = '<img src=x onerror=alert(1)>';
const labellers = ['administrator', 'reviewer', 'compliance'] as const;
type Labeller = (typeof labellers)[number];

interface Task {
  readonly id: string;
  readonly answer: { readonly text: string };
  readonly second_opinion: boolean;
}
interface Labels {
  readonly state: string;
  readonly reasons: string[];
  readonly items: {
    user: string;
    mark: string;
    current: boolean;
    correction_verdict: { passed: boolean } | null;
    comment: string;
    correction: string;
  }[];
}

const call = <Body>(as: Labeller | 'manager', method: string, path: string, body?: unknown) =>
  callRest<Body>(service(), method, path, { as, ...(body !== undefined && { body }) });

async function take(as: Labeller, count: number): Promise<Task[]> {
  const answer = await call<{ items: Task[] }>(as, 'GET', `/v1/labels/next?count=${count}`);
  expect(answer.status).toBe(200);
  return answer.body.items;
}

async function label(as: Labeller | 'manager', id: string, body: object): Promise<Labels> {
  const answer = await call<Labels>(as, 'POST', `/v1/answers/${id}/labels`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const sql = (statement: string, values: unknown[] = []) => runSql(service().database.url, statement, values);
const client = (id: number) => ({ id, features: { age: 30 + (id % 40) } });

async function ask(product: string, channel: string, from: number, count: number): Promise<string[]> {
  const clients = Array.from({ length: count }, (_, index) => client(from + index));
  const body = { clients, product, channel, options: { policy: 'rules_only' } };
  // A busy machine says so; with its key the request goes on where it stopped.
  const headers = { 'idempotency-key': crypto.randomUUID() };
  let answer = await callRest(service(), 'POST', '/v1/generate', { body, headers });
  for (let tries = 0; tries < 10 && answer.status === 503; tries += 1) {
    await sleep(500);
    answer = await callRest(service(), 'POST', '/v1/generate', { body, headers });
  }
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const rows = await sql(
    `SELECT id FROM history_entries WHERE client_id BETWEEN $1 AND $2 AND text_key IS NOT NULL ORDER BY client_id`,
    [from, from + count - 1],
  );
  return rows.map((row) => row.id as string);
}

let ids: string[];

beforeAll(async () => {
  await makeUsers(service(), ['administrator', 'manager', 'reviewer', 'compliance', 'viewer']);
  ids = await ask('CC', 'SMS', 1, 40);
  ids.push(...(await ask('DEPOSIT', 'EMAIL', 101, 40)));
});

describe('a label', () => {
  it('says good or wrong; a newer one of the same person replaces it, and nothing is lost', async () => {
    const id = ids[0]!;
    expect(await label('reviewer', id, { mark: 'wrong', reason: 'tone', comment: script, seconds_taken: 1.5 })).toEqual(
      {
        state: 'wrong',
        reasons: ['tone'],
        items: [expect.objectContaining({ user: 'reviewer', mark: 'wrong', comment: script, current: true })],
      },
    );
    const second = await label('reviewer', id, { mark: 'good' });
    expect([second.state, second.reasons]).toEqual(['good', []]);
    expect(second.items.map(({ mark, current }) => [mark, current])).toEqual([
      ['good', true],
      ['wrong', false],
    ]);
    const withdrawn = await label('reviewer', id, { mark: 'withdrawn' });
    expect([withdrawn.state, withdrawn.items.length, withdrawn.items.some(({ current }) => current)]).toEqual([
      'none',
      3,
      false,
    ]);
    await expect(sql('DELETE FROM labels')).rejects.toThrow(/never changed or deleted/);
  });

  it('of two people who disagree makes the text disputed; the history finds it', async () => {
    const id = ids[1]!;
    await label('reviewer', id, { mark: 'good' });
    const both = await label('compliance', id, { mark: 'wrong', reason: 'law' });
    expect([both.state, both.reasons]).toEqual(['disputed', ['law']]);
    const find = async (query: string) =>
      (await callRest<{ items: { id: string }[] }>(service(), 'GET', `/v1/history?${query}`)).body.items.map(
        (item) => item.id,
      );
    expect(await find('label=disputed')).toEqual([id]);
    expect(await find('reason=law')).toEqual([id]);
    expect(await find('reason=tone')).toEqual([]);
  });

  it('given by many at the same moment counts all of them', async () => {
    const id = ids[2]!;
    await Promise.all([
      label('reviewer', id, { mark: 'good' }),
      label('compliance', id, { mark: 'wrong', reason: 'fit' }),
      label('administrator', id, { mark: 'good' }),
      label('manager', id, { mark: 'good' }),
    ]);
    expect(await sql('SELECT label, labels_count FROM history_entries WHERE id = $1', [id])).toEqual([
      { label: 'disputed', labels_count: 4 },
    ]);
  });

  it('may bring a correction, which is checked at once', async () => {
    const [{ text }] = (await sql('SELECT text FROM answers WHERE asked_client_id = $1', [ids[3]])) as [
      { text: string },
    ];
    const lawful = await label('reviewer', ids[3]!, { mark: 'wrong', reason: 'grammar', correction: text });
    expect(lawful.items[0]!.correction_verdict?.passed).toBe(true);
    const unlawful = await label('reviewer', ids[3]!, {
      mark: 'wrong',
      reason: 'law',
      correction: 'Лучший банк страны! Одобрим кредит всем со 100 % гарантией под 1 %.',
    });
    expect(unlawful.items[0]!.correction_verdict?.passed).toBe(false);
    const marked = await label('reviewer', ids[3]!, { mark: 'wrong', reason: 'other', correction: script });
    expect(marked.items[0]!.correction).toBe(script);
  });

  it('is refused when it contradicts itself', async () => {
    for (const [body, field] of [
      [{ mark: 'wrong' }, 'reason'],
      [{ mark: 'good', reason: 'tone' }, 'reason'],
      [{ mark: 'withdrawn', correction: 'x' }, 'correction'],
      [{ mark: 'fine' }, 'mark'],
      [{ mark: 'good', comment: 'x'.repeat(1001) }, 'comment'],
      [{ mark: 'good', seconds_taken: -1 }, 'seconds_taken'],
      [{ mark: 'wrong', reason: 'law', correction: 'x\u0000' }, 'correction'],
    ] as const) {
      const answer = await callRest(service(), 'POST', `/v1/answers/${ids[4]}/labels`, { body });
      expect([answer.status, answer.body.error.field]).toEqual([422, field]);
    }
  });

  it('goes out with the export', async () => {
    const [item] = await sql('SELECT client_id FROM history_entries WHERE id = $1', [ids[1]]);
    const csv = await callRest<string>(service(), 'GET', `/v1/history/export?client_id=${item!.client_id}`);
    expect(csv.body).toContain('disputed,law,reviewer: good | compliance: wrong');
  });
});

describe('the queue', () => {
  it('gives different people different texts at once, and the same person the same again', async () => {
    const hands = await Promise.all(labellers.map((as) => take(as, 8)));
    const texts = hands.flat().map((task) => task.answer.text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThan(15);
    for (const [place, as] of labellers.entries()) {
      expect((await take(as, 8)).map((task) => task.id)).toEqual(hands[place]!.map((task) => task.id));
    }
    // Blind: nothing of what others said.
    expect(JSON.stringify(hands)).not.toContain('label_reasons');
  });

  it('never gives a text twice: not after a label, not after it was passed over', async () => {
    const [first, second] = await take('reviewer', 8);
    await label('reviewer', first!.id, { mark: 'good' });
    expect((await call('reviewer', 'POST', `/v1/answers/${second!.id}/skip`, {})).status).toBe(200);
    const seen = [first!.answer.text, second!.answer.text];
    for (let round = 0; round < 12; round += 1) {
      const hand = await take('reviewer', 8);
      for (const task of hand) {
        expect(seen).not.toContain(task.answer.text);
        seen.push(task.answer.text);
        await label('reviewer', task.id, { mark: 'good' });
      }
      if (hand.length === 0) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(await take('reviewer', 8)).toEqual([]);
  });

  it('gives others what was passed over, and second opinions when nothing unlabelled is left', async () => {
    const hand = await take('administrator', 20);
    expect(hand.some((task) => task.second_opinion)).toBe(true);
    const skipped = await sql('SELECT asked_client_id FROM label_turns WHERE skipped');
    expect(skipped).toHaveLength(1);
  });

  it('gives a text to somebody else when its time is over', async () => {
    await sql(`UPDATE label_turns SET held_until = now() - interval '1 second' WHERE NOT skipped`);
    const [held] = await take('compliance', 1);
    expect(held).toBeDefined();
  });

  it('tells how far one has come', async () => {
    const progress = await call<Record<string, number>>(
      'reviewer',
      'GET',
      '/v1/labels/progress?since=2026-01-01T00:00:00Z',
    );
    expect(progress.body).toMatchObject({ waiting_exact: true });
    expect(progress.body.mine).toBeGreaterThan(5);
    expect(progress.body.everyone).toBeGreaterThan(progress.body.mine!);
  });
});

describe('disagreements', () => {
  const period = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  interface Found {
    readonly together: { texts: number };
    readonly pairs: { one: string; other: string; texts: number; agreed: number; kappa: number | null }[];
    readonly items: { id: string; labels: { user: string }[] }[];
    readonly next_cursor: string | null;
  }

  it('are listed with what each said, and kappa by pair', async () => {
    const { body } = await call<Found>('reviewer', 'GET', `/v1/labels/disagreements?${period}`);
    expect(body.items.map((item) => item.id)).toEqual(expect.arrayContaining([ids[1], ids[2]]));
    const disputed = body.items.find((item) => item.id === ids[1])!;
    expect(disputed.labels.map(({ user }) => user).sort()).toEqual(['compliance', 'reviewer']);
    const pair = body.pairs.find(({ one, other }) => one === 'compliance' && other === 'reviewer')!;
    expect(pair).toMatchObject({ texts: 2, agreed: 0, kappa: 0 });
    expect(body.together.texts).toBe(body.pairs.reduce((sum, { texts }) => sum + texts, 0));
  });

  it('are paged, and only of the period', async () => {
    const first = (await call<Found>('reviewer', 'GET', `/v1/labels/disagreements?${period}&limit=1`)).body;
    const second = (
      await call<Found>('reviewer', 'GET', `/v1/labels/disagreements?${period}&limit=1&cursor=${first.next_cursor}`)
    ).body;
    expect(first.items[0]!.id > second.items[0]!.id).toBe(true);
    const before = 'from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z';
    const none = (await call<Found>('reviewer', 'GET', `/v1/labels/disagreements?${before}`)).body;
    expect([none.items, none.pairs, none.together.texts]).toEqual([[], [], 0]);
  });
});
