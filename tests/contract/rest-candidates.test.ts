/**
 * Free writing across all processes: a remote engine over HTTP, the server, the adapter, the database. What it writes is
 * an answer; an answer, or a text written in idle time, becomes a candidate; nothing of a candidate is used before a
 * person has approved it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roles } from '@offerwright/adapter/src/api/history.ts';
import { main } from '@offerwright/adapter/src/copybook/run-copybook.ts';
import { createScriptedEngine } from '@offerwright/server/src/engine/scripted-engine.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChatServer } from '../kit/chat-server.ts';
import { runSql } from '../kit/postgres.ts';
import { callRest, type ErrorBody, makeUsers } from '../kit/rest-users.ts';
import { useRunningService } from '../kit/running-service.ts';

const token = 'token-of-the-remote-engine';
const sentences = ['Кредитная карта поможет с крупной покупкой.', 'Оформите её в приложении банка.'];
const freeText = sentences.join(' ');
const written = {
  automobile: 'Новая машина ближе с автокредитом. Подайте заявку в приложении банка.',
  alike: 'Новая машина ближе с автокредитом. Пришлите заявку в приложении банка.',
  unlawful: 'Самый лучший автокредит. Вам одобрено.',
};

/** What the remote engine writes from now on. */
let text = freeText;
const chat = await startChatServer({
  engine: () => createScriptedEngine({ freeText: text, slotsCount: 1 }),
  token,
  probabilities: 'told',
});
const copybookDir = fileURLToPath(new URL('../golden/copybook', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'offerwright-candidates-'));
const service = useRunningService({
  serverEnvironment: {
    OFFERWRIGHT_COPYBOOK_DIR: copybookDir,
    OFFERWRIGHT_REMOTE_ENGINE_URL: chat.url.href,
    OFFERWRIGHT_REMOTE_ENGINE_MODEL: 'big-russian-model',
    OFFERWRIGHT_REMOTE_ENGINE_TOKEN: token,
    OFFERWRIGHT_REMOTE_ENGINE_GRAMMAR: 'gbnf',
  },
});
beforeAll(() => makeUsers(service(), roles));
afterAll(async () => {
  await chat.close();
  rmSync(directory, { recursive: true, force: true });
});

const command = (...words: string[]) =>
  main(words, {
    DATABASE_URL: service().database.url,
    OFFERWRIGHT_INFERENCE_ADDRESS: service().server.grpcAddress,
  });

interface Answer {
  readonly body: string;
  readonly source: string;
  readonly coverage: string;
  readonly confidence: number;
  readonly confidence_basis: string;
  readonly rules_reason: string | null;
  readonly thread: { readonly id: string } | null;
  readonly provenance: { readonly engine: string; readonly model_name: string; readonly prompt_version: string };
}
async function generate(product: string, options: object): Promise<Answer> {
  const body = { clients: [{ id: 1, features: { cnt_zp_12m: 12, gender: 1 } }], product, channel: 'SMS', options };
  const answer = await callRest<{ results: Answer[] }>(service(), 'POST', '/v1/generate', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.results[0]!;
}

interface Taken {
  readonly items: { answer: string; outcome: string; thread: string | null; problems: { limit: string }[] }[];
}
const take = (body: object, as: (typeof roles)[number] = 'manager') =>
  callRest<Taken & ErrorBody>(service(), 'POST', '/v1/copybook/candidates/from-answers', { as, body });

interface Details {
  readonly id: string;
  readonly status: string;
  readonly origin: string;
  readonly revision: number;
  readonly in_force_revision: number | null;
  readonly candidate: object | null;
  readonly thread: { readonly positions: string[][]; readonly signals: string[]; readonly need: string };
  readonly revisions: { readonly author: string; readonly origin: string }[];
}
const threads = '/v1/copybook/threads';
const threadOf = async (id: string) =>
  (await callRest<Details>(service(), 'GET', `${threads}/${encodeURIComponent(id)}`)).body;
const act = (id: string, what: string, as: (typeof roles)[number], body: object) =>
  callRest<{ edition: number; thread: Details } & ErrorBody>(
    service(),
    'POST',
    `${threads}/${encodeURIComponent(id)}/${what}`,
    { as, body },
  );
const candidates = async () =>
  (await callRest<{ items: Details[] }>(service(), 'GET', `${threads}?origin=free`)).body.items;
const editionsCount = async () =>
  (await callRest<{ items: object[] }>(service(), 'GET', '/v1/copybook/editions')).body.items.length;

/** Which threads of SMS the answers of a card in many seeds are made from. */
async function threadsUsed(): Promise<Set<string | undefined>> {
  const used = new Set<string | undefined>();
  for (let seed = 0; seed < 40; seed += 1) {
    used.add((await generate('CC', { seed, policy: 'rules_only', concern: 'finance' })).thread?.id);
  }
  return used;
}

let candidateId = '';

describe('free writing by a remote engine', () => {
  it('is told of by the server, and works beside the embedded engine', async () => {
    const described = await fetch(`${service().server.connectUrl}/marketing.v1.GenerationService/DescribeModel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await described.json()).toMatchObject({
      engine: 'scripted',
      strong: true,
      freeEngine: 'remote',
      freeModelName: 'big-russian-model',
      freePromptVersion: expect.stringMatching(/^free-/),
    });
    expect(await command('import', '--dir', copybookDir)).toBe(0);
    const free = await generate('CC', { mode: 'free', concern: 'finance' });
    expect(free).toMatchObject({
      body: freeText,
      source: 'model',
      coverage: 'free',
      thread: null,
      confidence_basis: 'token_probabilities',
      provenance: { engine: 'remote', model_name: 'big-russian-model' },
    });
    expect(await generate('CC', {})).toMatchObject({ source: 'model', provenance: { engine: 'scripted' } });
  });

  it('fails without a word of the client or the token in the log', async () => {
    chat.fault = 401;
    expect(await generate('CC', { mode: 'free' })).toMatchObject({ source: 'rules', rules_reason: 'engine_error' });
    chat.fault = null;
    const log = service().server.process.logTail();
    expect(log).toContain('the remote engine refused the token (HTTP 401)');
    for (const secret of [token, 'secret-of-the-server', 'зарплату']) expect(log).not.toContain(secret);
  });
});

describe('free answers', () => {
  it('become candidates: drafts that name the model, with a sentence a position', async () => {
    const before = await editionsCount();
    expect((await take({}, 'viewer')).status).toBe(403);
    const { body } = await take({});
    expect(body.items, JSON.stringify(body)).toMatchObject([{ outcome: 'stored', thread: expect.any(String) }]);
    candidateId = body.items[0]!.thread!;
    const thread = await threadOf(candidateId);
    expect(thread).toMatchObject({
      status: 'draft',
      origin: 'free',
      in_force_revision: null,
      candidate: {
        engine: 'remote',
        model_name: 'big-russian-model',
        answer: body.items[0]!.answer,
        confidence_basis: 'token_probabilities',
        law_score: 1,
      },
      revisions: [{ author: 'big-russian-model', origin: 'free' }],
    });
    expect(thread.thread).toMatchObject({ positions: sentences.map((sentence) => [sentence]), need: 'finance' });
    expect(thread.thread.signals).toContain('salary');
    expect((await candidates()).map(({ id }) => id)).toEqual([candidateId]);
    expect(await editionsCount()).toBe(before);
  });

  it('are taken once; what was not written freely, or is not there, is left', async () => {
    expect((await take({})).body.items).toEqual([]);
    const history = await callRest<{ items: { id: string; answer: Answer }[] }>(service(), 'GET', '/v1/history');
    const idOf = (coverage: string) => history.body.items.find(({ answer }) => answer.coverage === coverage)!.id;
    const none = '01890000-0000-7000-8000-000000000000';
    const { body } = await take({ answers: [idOf('free'), idOf('cell'), none] });
    expect(body.items.map(({ outcome }) => outcome)).toEqual(['known', 'not_free', 'not_found']);
    expect(body.items[0]!.thread).toBe(candidateId);
    expect((await take({ answers: [] })).body.error.kind).toBe('invalid_request');
  });

  it('that say what the copybook says already are left', async () => {
    text = freeText.replace('её', 'карту');
    await generate('CC', { mode: 'free' });
    expect((await take({})).body.items).toMatchObject([{ outcome: 'duplicate', thread: null }]);
    text = freeText;
  });
});

describe('a candidate', () => {
  it('is not used, nor exported', async () => {
    expect(await threadsUsed()).not.toContain(candidateId);
    expect(await command('export', join(directory, 'before'))).toBe(0);
    expect(exported('before')).not.toContain(candidateId);
  });

  it('is used once a person has approved it, and a sentence of somebody’s in it only when it is approved too', async () => {
    const approved = await act(candidateId, 'approve', 'reviewer', { expected_revision: 1 });
    expect(approved.status, JSON.stringify(approved.body)).toBe(200);
    expect(approved.body.thread).toMatchObject({ status: 'approved', in_force_revision: 1 });
    // Its signals are the client's, so nothing fits better.
    expect(await threadsUsed()).toContain(candidateId);
    const { thread } = await threadOf(candidateId);
    const wider = {
      ...thread,
      positions: [[sentences[0], 'Кредитная карта выручит с крупной покупкой.'], [sentences[1]]],
    };
    const revised = await act(candidateId, 'revisions', 'manager', { expected_revision: 1, thread: wider });
    expect(revised.status, JSON.stringify(revised.body)).toBe(201);
    expect(revised.body.thread.in_force_revision).toBe(1);
    await act(candidateId, 'approve', 'reviewer', { expected_revision: 2, with_variants: false });
    const [marks] = await runSql(
      service().database.url,
      `SELECT revision, variant_marks FROM copybook_edition_threads WHERE thread_id = '${candidateId}' AND next_edition IS NULL`,
    );
    expect(marks).toEqual({ revision: 2, variant_marks: 'ar/a' });
    expect(await command('export', join(directory, 'after'))).toBe(0);
    expect(exported('after')).toContain(candidateId);
    expect(exported('after')).not.toContain('выручит с крупной покупкой');
  });

  it('keeps its origin for good', async () => {
    const { url } = service().database;
    await expect(
      runSql(url, `UPDATE copybook_threads SET origin = 'people' WHERE id = '${candidateId}'`),
    ).rejects.toThrow('origin');
    await expect(runSql(url, 'DELETE FROM copybook_candidates')).rejects.toThrow();
  });
});

describe('write-candidates', () => {
  it('fills the thinnest cells; those that wait count', async () => {
    text = written.automobile;
    const before = (await candidates()).length;
    expect(await command('write-candidates', '--cells', '1')).toBe(0);
    const added = (await candidates()).slice(before - 1).filter(({ id }) => id !== candidateId);
    expect(added).toHaveLength(1);
    const thread = await threadOf(added[0]!.id);
    expect(thread).toMatchObject({ origin: 'free', in_force_revision: null, candidate: { answer: null } });
    expect(thread.thread).toMatchObject({
      signals: [],
      positions: written.automobile.split(/(?<=\.) /).map((one) => [one]),
    });
    const prompts = chat.requests.map(({ body }) => JSON.stringify(body.messages));
    expect(prompts.at(-1)).not.toContain('Кому:');
  });

  it('stores no text twice, nor what is nearly the same, nor what the check objects to', async () => {
    const before = (await candidates()).length;
    for (const next of [written.automobile, written.alike, written.unlawful]) {
      text = next;
      expect(await command('write-candidates', '--cells', '1')).toBe(0);
    }
    expect(await candidates()).toHaveLength(before);
  });

  it('stops when the engine fails, and refuses wrong arguments', async () => {
    chat.fault = 500;
    expect(await command('write-candidates', '--cells', '5')).toBe(1);
    chat.fault = null;
    expect(await command('write-candidates')).toBe(2);
    expect(await command('write-candidates', '--cells', '0')).toBe(2);
    expect(await command('write-candidates', '--cells', '1', '--temperature', 'hot')).toBe(2);
    expect(await command('coverage', '--cells', '1')).toBe(2);
  });
});

function exported(name: string): string {
  const from = join(directory, name);
  return readdirSync(from)
    .map((file) => readFileSync(join(from, file), 'utf8'))
    .join('\n');
}
