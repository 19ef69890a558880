/**
 * The copybook by REST over a real database and server: the life of a thread, four eyes, two people at one thread, what
 * is in force, and texts that follow it at once, whatever happens to the server meanwhile.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { roles } from '@offerwright/adapter/src/api/history.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { threadOf } from '../kit/copybook-thread.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, type ErrorBody, makeUsers } from '../kit/rest-users.ts';
import { startServer, useRunningService } from '../kit/running-service.ts';

const service = useRunningService();
beforeAll(() => makeUsers(service(), roles));

/** Its own product and channel are empty but for what these tests write: every text is from here. */
const positions = [
  ['Валюта нужна к определённому дню?', 'Валюта понадобится к поездке?'],
  ['Обменяйте её в приложении банка.', 'Обмен есть в приложении банка.'],
];
const exchange = (id: string, part: object = {}) =>
  threadOf(id, { product: 'CURR_EXC', need: 'efficiency', idea: 'обмен без визита', positions, ...part });

interface Details {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
  readonly in_force_revision: number | null;
  readonly thread: { readonly positions: string[][] };
  readonly variants: { position: number; variant: number; text: string; status: string }[];
  readonly revisions: { revision: number; version: string; author: string }[];
  readonly reviews: { act: string; person: string; position: number | null; edition: number | null; comment: string }[];
}
interface Changed {
  readonly changed: boolean;
  readonly edition: number;
  readonly copybook_hash: string;
  readonly thread: Details;
}

const path = '/v1/copybook/threads';
const post = <Body = Changed & ErrorBody>(as: (typeof roles)[number], where: string, body: unknown) =>
  callRest<Body>(service(), 'POST', `${path}${where}`, { as, body });
const get = <Body = Details>(where: string) => callRest<Body>(service(), 'GET', where);

interface Generated {
  readonly results: {
    status: string;
    body: string;
    thread: { id: string; version: string; variants: number[] } | null;
    provenance: { copybook_hash: string };
    refusal: { rule_id: string; reason: string } | null;
  }[];
}
async function generate(options: object = {}, clientsCount = 1): Promise<Generated['results']> {
  const clients = Array.from({ length: clientsCount }, (_, id) => ({ id, features: {} }));
  const body = { clients, product: 'CURR_EXC', channel: 'SMS', options: { concern: 'efficiency', ...options } };
  const answer = await callRest<Generated>(service(), 'POST', '/v1/generate', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.results;
}

/** Claims are as the wording makes them: the check says which. */
async function claimsOf(thread: object): Promise<string[]> {
  return (await post<{ claims: string[] }>('manager', '/check', { thread })).body.claims;
}

let claims: string[] = [];
const draft = (id: string, part: object = {}) => exchange(id, { claims, ...part });

describe('before anything is written', () => {
  it('the server’s own copybook is used, and nothing of it is approved', async () => {
    const [answer] = await generate();
    expect(answer?.status).toBe('sendable');
    const [refused] = await generate({ approved_only: true });
    expect(refused).toMatchObject({ status: 'refused', refusal: { rule_id: 'copybook.no_approved_thread' } });
    expect(refused?.refusal?.reason).toContain('одобр');
    expect((await get<{ edition: null }>('/v1/copybook/coverage')).body).toMatchObject({ edition: null, cells: [] });
  });
});

describe('a draft', () => {
  it('is checked and composed without being stored', async () => {
    claims = await claimsOf(exchange('CURR-1'));
    const checked = await post<{ passed: boolean; examples: object[]; duplicates: object[] }>('reviewer', '/check', {
      thread: draft('CURR-1'),
    });
    expect(checked.body, JSON.stringify(checked.body)).toMatchObject({ passed: true, problems: [] });
    expect(checked.body.examples.length).toBeGreaterThanOrEqual(2);
    const composed = await post<{ examples: { body: string; text: string; verdict: { passed: boolean } }[] }>(
      'manager',
      '/compose',
      { thread: draft('CURR-1'), count: 7, seed: 3 },
    );
    expect(composed.body.examples).toHaveLength(7);
    for (const { body, text, verdict } of composed.body.examples) {
      expect(positions[0]!.some((sentence) => body.startsWith(sentence))).toBe(true);
      expect(text).toContain(body.slice(0, 20));
      expect(verdict.passed).toBe(true);
    }
    const again = await post('manager', '/compose', { thread: draft('CURR-1'), count: 7, seed: 3 });
    expect(again.body).toEqual(composed.body);
    expect((await get(`${path}/CURR-1`)).status).toBe(404);
  });

  it.each([
    ['a digit', { positions: [['Обмен за 5 минут прямо сегодня и тут.']] }, 'thread.positions.0.0'],
    ['a banned word', { positions: [positions[0], ['Обмен гарантирован в приложении.']] }, 'thread.positions.1.0'],
    ['a body too short', { positions: [['Обмен.']] }, 'thread.positions'],
    ['a body too long', { positions: [['а'.repeat(120)]] }, 'thread.positions'],
    [
      'a claim that it does not list',
      { claims: [], positions: [['Карту доставит курьер.'], positions[1]] },
      'thread.claims',
    ],
    ['a claim that there is not', { claims: ['magic'] }, 'thread.claims'],
    ['a product that there is not', { product: 'NO' }, 'thread.product'],
    [
      'an unlawful promise',
      { positions: [['Лучший в стране обмен валюты только сегодня!'], positions[1]] },
      'thread.positions',
    ],
  ])('with %s is refused with its place, by check and by create', async (_, part, field) => {
    const thread = draft('CURR-bad', part as object);
    const checked = await post<{ passed: boolean; problems: { field: string }[] }>('manager', '/check', { thread });
    expect(checked.body.passed).toBe(false);
    expect(checked.body.problems.map((problem) => problem.field).join(' ')).toContain(field);
    const created = await post('manager', '', { thread });
    expect([created.status, created.body.error.kind]).toEqual([422, 'invalid_thread']);
    expect(created.body.problems?.length).toBeGreaterThan(0);
    expect((await get(`${path}/CURR-bad`)).status).toBe(404);
  });
});

describe('the life of a thread', () => {
  it('begins as a draft of its author, in force because nothing of it was approved yet', async () => {
    const created = await post('manager', '', { thread: draft('CURR-1'), note: 'к отпускам' });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    expect(created.body).toMatchObject({ changed: true, edition: 1 });
    expect(created.body.thread).toMatchObject({ status: 'draft', revision: 1, in_force_revision: 1 });
    expect(created.body.thread.reviews).toMatchObject([
      { act: 'submit', person: 'manager', edition: 1, comment: 'к отпускам' },
    ]);
    const [answer] = await generate();
    expect(answer?.thread?.id).toBe('CURR-1');
    expect(answer?.provenance.copybook_hash).toBe(created.body.copybook_hash);
    expect(answer?.thread?.version).toBe(created.body.thread.revisions[0]!.version);
    const twice = await post('manager', '', { thread: draft('CURR-1') });
    expect([twice.status, twice.body.error.kind]).toEqual([409, 'thread_exists']);
  });

  it('is approved by another person than its author, sentences with it', async () => {
    expect((await generate({ approved_only: true }))[0]?.status).toBe('refused');
    const approved = await post('reviewer', '/CURR-1/approve', { expected_revision: 1, comment: 'годится' });
    expect(approved.body.thread).toMatchObject({ status: 'approved', in_force_revision: 1 });
    expect(new Set(approved.body.thread.variants.map(({ status }) => status))).toEqual(new Set(['approved']));
    for (const policy of ['model_first', 'rules_only']) {
      const [answer] = await generate({ approved_only: true, policy });
      expect(answer).toMatchObject({ status: 'sendable', thread: { id: 'CURR-1' } });
    }
    const again = await post('compliance', '/CURR-1/approve', { expected_revision: 1 });
    expect([again.status, again.body.changed]).toEqual([200, false]);
  });

  it('nobody approves their own wording, not even by way of another’s revision', async () => {
    const own = draft('CURR-own', { idea: 'своё' });
    expect((await callRest(service(), 'POST', path, { as: 'administrator', body: { thread: own } })).status).toBe(201);
    for (const where of ['approve', 'variants/approve']) {
      const place = where === 'approve' ? {} : { position: 0, variant: 0 };
      const refused = await post('administrator', `/CURR-own/${where}`, { expected_revision: 1, ...place });
      expect([refused.status, refused.body.error.kind]).toEqual([403, 'own_wording']);
    }
    const revised = { ...own, idea: 'своё, но чужими руками' };
    const next = await post('manager', '/CURR-own/revisions', { expected_revision: 1, thread: revised });
    expect(next.status).toBe(201);
    const refused = await post('administrator', '/CURR-own/approve', { expected_revision: 2 });
    expect(refused.body.error.kind).toBe('own_wording');
    expect((await post('compliance', '/CURR-own/approve', { expected_revision: 2 })).body.thread.status).toBe(
      'approved',
    );
    await post('compliance', '/CURR-own/retire', { expected_revision: 2, comment: 'мешает следующим проверкам' });
  });

  it('a new revision waits for its approval; the approved one stays in force', async () => {
    const news = [...positions[0]!, 'Пора запастись валютой к отпуску?'];
    const thread = draft('CURR-1', { positions: [news, positions[1]!] });
    const revised = await post('manager', '/CURR-1/revisions', { expected_revision: 1, thread });
    expect(revised.body.thread).toMatchObject({ status: 'draft', revision: 2, in_force_revision: 1 });
    expect(revised.body.thread.variants.map(({ status }) => status)).toEqual([
      'approved',
      'approved',
      'draft',
      'approved',
      'approved',
    ]);
    const same = await post('manager', '/CURR-1/revisions', { expected_revision: 2, thread });
    expect([same.status, same.body.changed]).toEqual([200, false]);
    const bodies = (await generate({}, 30)).map(({ body }) => body);
    expect(bodies.some((body) => body.startsWith('Пора'))).toBe(false);
    // Of the thread, not of its new sentence: that one is still no wording for "approved only".
    await post('reviewer', '/CURR-1/approve', { expected_revision: 2, with_variants: false });
    const all = (await generate({ policy: 'rules_only' }, 40)).map(({ body }) => body);
    expect(all.some((body) => body.startsWith('Пора'))).toBe(true);
    const approvedOnly = (await generate({ policy: 'rules_only', approved_only: true }, 40)).map(({ body }) => body);
    expect(approvedOnly.some((body) => body.startsWith('Пора'))).toBe(false);
    const sentence = { expected_revision: 2, position: 0, variant: 2 };
    await post('reviewer', '/CURR-1/variants/approve', sentence);
    const after = (await generate({ policy: 'rules_only', approved_only: true }, 40)).map(({ body }) => body);
    expect(after.some((body) => body.startsWith('Пора'))).toBe(true);
  });

  it('a withdrawn sentence is gone from the next text, for good', async () => {
    const withdrawn = { expected_revision: 2, position: 0, variant: 2, comment: 'торопит' };
    const retired = await post('compliance', '/CURR-1/variants/retire', withdrawn);
    expect(retired.body.thread.reviews[0]).toMatchObject({ act: 'retire', position: 0, comment: 'торопит' });
    for (const options of [{}, { policy: 'rules_only' }, { policy: 'rules_only', approved_only: true }]) {
      const bodies = (await generate(options, 40)).map(({ body }) => body);
      expect(bodies.some((body) => body.startsWith('Пора'))).toBe(false);
    }
    const again = await post('reviewer', '/CURR-1/variants/approve', { ...withdrawn, comment: '' });
    expect([again.status, again.body.error.kind]).toEqual([422, 'invalid_request']);
    const sneaked = draft('CURR-sneak', { positions: [['Пора запастись валютой к отпуску?'], positions[1]!] });
    const refused = await post('manager', '', { thread: sneaked });
    expect([refused.status, refused.body.error.kind]).toEqual([422, 'invalid_thread']);
    expect(refused.body.error.limit).toContain('withdrawn');
    const nowhere = await post('reviewer', '/CURR-1/variants/retire', {
      expected_revision: 2,
      position: 7,
      variant: 0,
    });
    expect(nowhere.body.error).toMatchObject({ kind: 'invalid_request', field: 'variant' });
  });

  it('of two people who change one revision the first counts, the other sees what is there now', async () => {
    const [one, other] = ['Валюта пригодится в поездке?', 'Собираетесь в дорогу с валютой?'].map((sentence) =>
      post(sentence.startsWith('В') ? 'manager' : 'administrator', '/CURR-1/revisions', {
        expected_revision: 2,
        thread: draft('CURR-1', { positions: [[...positions[0]!, sentence], positions[1]!] }),
      }),
    );
    const answers = await Promise.all([one!, other!]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const lost = answers.find(({ status }) => status === 409)!;
    const won = answers.find(({ status }) => status === 201)!;
    expect(lost.body.error).toMatchObject({ kind: 'revision_conflict', field: 'expected_revision', given: '2' });
    const current = (lost.body as unknown as { current: Details }).current;
    expect([current.revision, current.thread]).toEqual([3, won.body.thread.thread]);
    const late = await post('reviewer', '/CURR-1/approve', { expected_revision: 2 });
    expect([late.status, late.body.error.kind]).toEqual([409, 'revision_conflict']);
  });

  it('keeps product, channel and id', async () => {
    for (const [thread, field] of [
      [draft('CURR-1', { channel: 'PUSH' }), 'thread.channel'],
      [draft('CURR-other'), 'thread.id'],
    ] as const) {
      const refused = await post('manager', '/CURR-1/revisions', { expected_revision: 3, thread });
      expect(refused.status).toBe(422);
      expect(JSON.stringify(refused.body)).toContain(field === 'thread.id' ? field : 'thread.');
    }
  });

  it('ends retired: gone from texts, readable for the answers that used it', async () => {
    const [before] = await generate();
    await post('manager', '', { thread: draft('CURR-2', { idea: 'остаётся' }) });
    const comments = await post('compliance', '/CURR-1/comments', { comment: 'снимаем' });
    expect(comments.body.thread.reviews[0]).toMatchObject({ act: 'comment', person: 'compliance', edition: null });
    const retired = await post('compliance', '/CURR-1/retire', { expected_revision: 3, comment: 'устарело' });
    expect(retired.body.thread).toMatchObject({ status: 'retired', in_force_revision: null });
    const bodies = await generate({}, 20);
    expect(new Set(bodies.map(({ thread }) => thread?.id))).toEqual(new Set(['CURR-2']));
    for (const [where, body] of [
      ['approve', { expected_revision: 3 }],
      ['retire', { expected_revision: 3, comment: 'ещё раз' }],
      ['revisions', { expected_revision: 3, thread: draft('CURR-1') }],
    ] as const) {
      const refused = await post(where === 'revisions' ? 'manager' : 'reviewer', `/CURR-1/${where}`, body);
      expect([refused.status, refused.body.error.kind]).toEqual([409, 'thread_retired']);
    }
    const { revisions } = (await get(`${path}/CURR-1`)).body;
    expect(revisions.map(({ version }) => version)).toContain(before?.thread?.version);
  });

  it('the last thread in force is not withdrawn: nothing would be left to write from', async () => {
    const refused = await post('compliance', '/CURR-2/retire', { expected_revision: 1, comment: 'всё' });
    expect([refused.status, refused.body.error.limit]).toEqual([422, 'at least one thread in force']);
    expect((await get(`${path}/CURR-2`)).body.status).toBe('draft');
  });
});

describe('lists', () => {
  it('page by id and filter by what the latest revision is', async () => {
    for (const id of ['CURR-3', 'CURR-4']) {
      await post('manager', '', { thread: draft(id, { idea: `редкое слово ${id}` }) });
    }
    interface Page {
      items: { id: string; status: string; variants: object }[];
      next_cursor: string | null;
    }
    const first = (await get<Page>(`${path}?limit=2`)).body;
    const second = (await get<Page>(`${path}?limit=200&cursor=${first.next_cursor}`)).body;
    expect([first.items.length, second.next_cursor]).toEqual([2, null]);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    const listed = async (query: string) => (await get<Page>(`${path}?${query}`)).body.items.map(({ id }) => id);
    expect(await listed('status=retired')).toEqual(['CURR-1', 'CURR-own']);
    expect(await listed('text=редкое%20слово')).toEqual(['CURR-3', 'CURR-4']);
    expect(await listed('text=%25')).toEqual([]);
    expect(await listed('product=CURR_EXC&channel=SMS&need=efficiency&status=draft')).toEqual([
      'CURR-2',
      'CURR-3',
      'CURR-4',
    ]);
    expect(await listed('product=CC')).toEqual([]);
    expect(await listed('signal=car')).toEqual([]);
    expect((await callRest(service(), 'GET', `${path}?page=2`)).body.error.kind).toBe('invalid_request');
  });

  it('duplicates of other threads are told, the likest first', async () => {
    interface Checked {
      duplicates: { field: string; kind: string; thread: string; similarity: number }[];
    }
    const near = 'Валюта понадобится к скорой поездке?';
    const thread = draft('CURR-5', { positions: [[positions[0]![0]!, near], positions[1]!] });
    const { duplicates } = (await post<Checked>('manager', '/check', { thread })).body;
    expect(duplicates[0]).toMatchObject({ kind: 'same', similarity: 1 });
    expect(duplicates).toContainEqual(expect.objectContaining({ kind: 'similar', field: 'positions.0.1' }));
    expect(duplicates.every(({ thread: id }) => id !== 'CURR-5')).toBe(true);
  });

  it('coverage counts what is in force', async () => {
    interface Coverage {
      edition: number;
      gaps_count: number;
      cells: { product: string; channel: string; need: string; threads_count: number; neutral_count: number }[];
    }
    const { cells, gaps_count, edition } = (await get<Coverage>('/v1/copybook/coverage')).body;
    expect(cells).toHaveLength(32);
    expect(gaps_count).toBe(31);
    expect(cells.find(({ channel, need }) => channel === 'SMS' && need === 'efficiency')).toMatchObject({
      product: 'CURR_EXC',
      threads_count: 3,
      neutral_count: 3,
    });
    const editions = (await get<{ items: { number: number; act: string }[] }>('/v1/copybook/editions')).body.items;
    expect(editions[0]?.number).toBe(edition);
    expect(editions.map(({ number }) => number)).toEqual(Array.from({ length: edition }, (_, i) => edition - i));
  });
});

describe('the server and editions', () => {
  it('has it again after it forgot it and after it died, in the same call, without losing a client', async () => {
    const { edition } = await currentEdition();
    for (let i = 0; i < 6; i += 1) await post('manager', '', { thread: draft(`CURR-more-${i}`) });
    const later = await currentEdition();
    expect(later.edition).toBe(edition + 6);
    await service().server.process.stop();
    const { grpcAddress, connectUrl } = service().server;
    const ports = {
      OFFERWRIGHT_GRPC_PORT: grpcAddress.split(':')[1]!,
      OFFERWRIGHT_CONNECT_PORT: new URL(connectUrl).port,
    };
    const directory = mkdtempSync(join(tmpdir(), 'offerwright-restarted-'));
    const restarted = await startServer(directory, ports);
    try {
      await until(async () => (await fetch(`${service().adapter.url}/readyz`)).ok);
      const calls = await Promise.all(Array.from({ length: 4 }, () => generate({}, 20)));
      for (const result of calls.flat()) {
        expect(result.status).toBe('sendable');
        expect(result.provenance.copybook_hash).toBe(later.copybook_hash);
      }
      expect(calls.flat()).toHaveLength(80);
      const log = readFileSync(join(directory, 'server.log'), 'utf8');
      expect(log.match(/LoadCopybook/g)).toHaveLength(1);
      expect(log).toContain('"code":"FailedPrecondition"');
    } finally {
      await restarted.process.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('nobody changes or deletes what was written and said, and nothing goes back', async () => {
    for (const [statement, message] of [
      ['UPDATE copybook_editions SET hash = hash', /never changed or deleted/],
      ['UPDATE copybook_revisions SET line = line', /never changed or deleted/],
      ['UPDATE copybook_reviews SET comment = comment', /never changed or deleted/],
      ["UPDATE copybook_variants SET text = text || '.'", /content of copybook_variants is never changed/],
      ["UPDATE copybook_variants SET status = 'draft' WHERE status = 'retired'", /never changed/],
      ["UPDATE copybook_threads SET status = 'draft' WHERE status = 'retired'", /never changed/],
      ['UPDATE copybook_threads SET latest_revision = latest_revision - 1 WHERE latest_revision > 1', /never changed/],
      ['UPDATE copybook_edition_threads SET next_edition = NULL WHERE next_edition IS NOT NULL', /never changed/],
      ['UPDATE copybook_edition_threads SET revision = revision + 1', /never changed/],
      ...['editions', 'revisions', 'reviews', 'variants', 'threads', 'edition_threads'].map(
        (table) => [`DELETE FROM copybook_${table}`, /never changed or deleted/] as const,
      ),
    ] as const) {
      await expect(runSql(service().database.url, statement), statement).rejects.toThrow(message);
    }
  });

  it('every edition can be read again as it was', async () => {
    const [{ rows }] = (await runSql(
      service().database.url,
      `SELECT count(*)::integer AS rows FROM copybook_editions AS editions
       WHERE editions.threads_count <> (SELECT count(*) FROM copybook_edition_threads AS entries
         WHERE entries.first_edition <= editions.number
           AND (entries.next_edition IS NULL OR entries.next_edition > editions.number))`,
    )) as [{ rows: number }];
    expect(rows).toBe(0);
  });
});

async function currentEdition() {
  return (await get<{ edition: number; copybook_hash: string }>('/v1/copybook/coverage')).body;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + 20_000; performance.now() < endMs; await sleep(50)) if (await isSo()) return;
  throw new Error('waited in vain');
}
