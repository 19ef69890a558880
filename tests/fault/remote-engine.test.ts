/**
 * Everything that can go wrong with a remote engine, over real HTTP: the answer comes in time, composed by rules, says
 * why, and neither the reason nor what is logged holds the token, what the server said, or anything of a client.
 *
 * Real copybook, rule set and generator; the server of the bank is tests/kit/chat-server.ts over the scripted engine.
 * Time is turned by hand: what hangs is cut by the soft deadline.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { repositoryRoot } from '../../scripts/repository.ts';
import { type Copybook, loadCopybook } from '../../server/src/copybook/index.ts';
import type { Answer } from '../../server/src/domain/answer.ts';
import { systemClock } from '../../server/src/domain/clock.ts';
import { createFakeClock, type FakeClock } from '../../server/src/domain/fake-clock.ts';
import { EngineError } from '../../server/src/engine/engine.ts';
import { createRemoteEngine, type RemoteEngineOptions } from '../../server/src/engine/remote-engine.ts';
import { assertPrivateAddress } from '../../server/src/engine/remote-engine-address.ts';
import { createScriptedEngine } from '../../server/src/engine/scripted-engine.ts';
import { clientOf, createScriptedGenerator, orderOf } from '../../server/src/generate/scripted-generator.ts';
import { softBudgetMs } from '../../server/src/generate/soft-deadline.ts';
import { createLog, describeBug } from '../../server/src/log.ts';
import { type ChatFault, type ChatServerOptions, startChatServer } from '../kit/chat-server.ts';

const token = 'token-that-nobody-may-see';
const freeText = 'Кредитная карта поможет с покупками. Оформите её в приложении.';
const order = orderOf('CC', 'SMS', { mode: 'free' });
const client = clientOf(4_815_162_342n, { signals: ['salary', 'fuel'], gender: 'f', ownValues: [4_815_162_342] });

let copybook: Copybook;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  copybook = await loadCopybook(join(repositoryRoot, 'tests', 'golden', 'copybook'));
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface SetUp {
  readonly chat?: Partial<ChatServerOptions>;
  readonly engine?: Partial<RemoteEngineOptions>;
  readonly text?: string;
}

async function setUp({ chat: chatOptions, engine: engineOptions, text = freeText }: SetUp = {}) {
  const clock: FakeClock = createFakeClock();
  const written = createScriptedEngine({
    slotsCount: 8,
    freeText: text,
    stepDelay: { clock: systemClock, delayMs: 1 },
  });
  const chat = await startChatServer({ engine: written, token, probabilities: 'told', ...chatOptions });
  const remote = createRemoteEngine({
    url: chat.url,
    modelName: 'big-russian-model',
    token,
    grammar: 'gbnf',
    asksProbabilities: true,
    slotsCount: 2,
    assertAddress: () => assertPrivateAddress(chat.url),
    ...engineOptions,
  });
  closing.push(chat.close, remote.close);
  return { chat, remote, ...createScriptedGenerator(copybook, {}, clock, remote) };
}

/** What the server would log of these errors. */
function logOf(errors: readonly unknown[]): string {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  for (const error of errors) log.error({ error: describeBug(error) }, 'the engine failed on a text');
  return lines.join('');
}

function expectByRules(answer: Answer, reason: string): void {
  expect(answer).toMatchObject({ status: 'sendable', source: 'rules', rulesReason: reason });
  expect(answer.verdict?.passed).toBe(true);
  expect(answer.provenance).toMatchObject({ engine: 'remote', modelName: 'big-russian-model', modelSha256: '' });
}

describe('a remote engine that works', () => {
  test('writes the text; the embedded engine goes on with choosing among threads', async () => {
    const { answer, chat, errors } = await setUp();
    const free = await answer(order, client);
    expect(free).toMatchObject({ source: 'model', coverage: 'free', thread: null, body: freeText });
    expect(free).toMatchObject({ confidenceBasis: 'token_probabilities', repaired: false });
    expect(free.confidence).toBeGreaterThan(0);
    expect(free.provenance).toMatchObject({ engine: 'remote', promptVersion: expect.stringMatching(/^free-/) });
    const composed = await answer(orderOf('CC', 'SMS'), client);
    expect(composed).toMatchObject({ source: 'model', coverage: 'cell', provenance: { engine: 'scripted' } });
    expect(composed.provenance.grammarHash).not.toBe(free.provenance.grammarHash);
    expect(chat.requests).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('is sent what was promised and no more', async () => {
    const { answer, chat } = await setUp();
    await answer(order, client);
    const [request] = chat.requests;
    expect(request).toMatchObject({ path: '/v1/chat/completions', authorization: `Bearer ${token}` });
    expect(Object.keys(request!.body).sort()).toEqual(
      [
        'grammar',
        'logprobs',
        'max_tokens',
        'messages',
        'model',
        'seed',
        'stream',
        'temperature',
        'top_logprobs',
      ].sort(),
    );
    const prompt = JSON.stringify(request!.body.messages);
    expect(prompt).toContain('получает зарплату');
    expect(JSON.stringify(request!.body)).not.toContain(String(client.id));
  });

  test('without a grammar the text is cut to whole sentences', async () => {
    const { answer, chat } = await setUp({ engine: { grammar: 'none' }, text: `${freeText} Ещё one thing: 5 % и` });
    expect(await answer(order, client)).toMatchObject({ source: 'model', body: freeText });
    expect(chat.requests[0]!.body).not.toHaveProperty('grammar');
  });

  test('that writes on and on is left once the text is long enough', async () => {
    const long = `${freeText} ${'И ещё немного слов о том же самом. '.repeat(200)}`;
    const { answer, chat } = await setUp({ engine: { grammar: 'none' }, text: long });
    expect(await answer(order, client)).toMatchObject({ source: 'model', repaired: false });
    await expect.poll(chat.hangUpsCount).toBe(1);
  });

  test('that tells no probabilities gives an unknown confidence', async () => {
    const { answer } = await setUp({ chat: { probabilities: 'ignored' } });
    expect(await answer(order, client)).toMatchObject({ source: 'model', confidence: 0, confidenceBasis: 'unknown' });
    const silent = await setUp({ engine: { asksProbabilities: false } });
    expect(await silent.answer(order, client)).toMatchObject({ confidence: 0, confidenceBasis: 'unknown' });
    expect(silent.chat.requests[0]!.body).not.toHaveProperty('logprobs');
  });

  test.each([
    ['foreign letters', 'Your кредитная карта поможет. Оформите её.'],
    ['nothing but blanks', '   '],
    ['too few words', 'Карта.'],
    ['what the law forbids', 'Самая лучшая кредитная карта без процентов. Вам одобрено.'],
  ])('and writes %s is not listened to', async (_, text) => {
    const { answer, errors } = await setUp({ engine: { grammar: 'none' }, text });
    expectByRules(await answer(order, client), 'check_failed');
    expect(errors).toEqual([]);
  });

  test('a text is repaired once: not for the alphabet and for the law too', async () => {
    const twice = 'Карта рядом. Она 100 % ваша. Она самая лучшая. Оформите кредитную карту в приложении.';
    const both = await setUp({ engine: { grammar: 'none' }, text: twice });
    expectByRules(await both.answer(order, client), 'check_failed');
    const once = await setUp({ engine: { grammar: 'none' }, text: twice.replace(' Она самая лучшая.', '') });
    expect(await once.answer(order, client)).toMatchObject({
      source: 'model',
      repaired: true,
      body: 'Карта рядом. Оформите кредитную карту в приложении.',
    });
  });
});

const failures: readonly (readonly [ChatFault, string])[] = [
  [400, 'refused the request (HTTP 400)'],
  [401, 'refused the token (HTTP 401)'],
  [403, 'refused the token (HTTP 403)'],
  [404, 'refused the request (HTTP 404)'],
  [429, 'has no room (HTTP 429)'],
  [500, 'failed (HTTP 500)'],
  [503, 'failed (HTTP 503)'],
  ['web page', 'something else than an event stream'],
  ['no json', 'not JSON'],
  ['no piece', 'no piece of a completion'],
  ['error event', 'failed while it wrote'],
  ['connection cut', 'broke off'],
  ['ends early', 'cut its answer short'],
  ['endless', 'events'],
  ['huge event', 'broke off'],
  ['filtered', 'for a reason of its own'],
  ['redirect', 'points elsewhere (HTTP 307)'],
];

describe('a remote engine that fails', () => {
  test.each(failures)('%s: rules compose, the reason is told, nothing leaks', async (fault, reason) => {
    const { chat, answer, errors, free } = await setUp({ chat: { elsewhere: 'http://127.0.0.1:9/v1' } });
    chat.fault = fault;
    expectByRules(await answer(order, client), 'engine_error');
    expect(errors).toHaveLength(1);
    expect((errors[0] as EngineError).reason).toContain(reason);
    const log = logOf(errors);
    expect(log).toContain(reason);
    for (const secret of [token, 'secret-of-the-server', 'зарплату', 'Кредитная', String(client.id), '127.0.0.1']) {
      expect(log).not.toContain(secret);
    }
    expect(free.admission.busyCount()).toBe(0);
    chat.fault = null;
    expect(await answer(order, client)).toMatchObject({ source: 'model', body: freeText });
  });

  test('a wrong token is refused like none', async () => {
    const { answer, errors } = await setUp({ engine: { token: null } });
    expectByRules(await answer(order, client), 'engine_error');
    expect((errors[0] as EngineError).reason).toContain('HTTP 401');
  });

  test('a server that is away', async () => {
    const url = new URL(`http://127.0.0.1:${await freePort()}/v1`);
    const { answer, errors } = await setUp({ engine: { url } });
    expectByRules(await answer(order, client), 'engine_error');
    expect((errors[0] as EngineError).reason).toBe('the remote engine cannot be reached, or broke off (ECONNREFUSED)');
    expect(logOf(errors)).not.toContain(url.port);
  });

  test('a name that has come to point outside is not asked', async () => {
    const resolve = async () => ['203.0.113.7'];
    const { chat, answer, errors } = await setUp({
      engine: { assertAddress: () => assertPrivateAddress(new URL('http://llm.bank.internal/v1'), resolve) },
    });
    expectByRules(await answer(order, client), 'engine_error');
    expect((errors[0] as EngineError).reason).toContain('not private');
    expect(chat.requests).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    let visits = 0;
    const elsewhere = createServer((_, response) => {
      visits += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => elsewhere.once('listening', resolve));
    closing.push(() => new Promise((resolve) => elsewhere.close(() => resolve())));
    const { port } = elsewhere.address() as AddressInfo;
    const { chat, answer } = await setUp({ chat: { elsewhere: `http://127.0.0.1:${port}/v1/chat/completions` } });
    chat.fault = 'redirect';
    expectByRules(await answer(order, client), 'engine_error');
    expect(visits).toBe(0);
  });
});

describe('a remote engine that is slow', () => {
  test.each(['silent', 'stalls'] as const)(
    '%s: rules compose at the soft deadline, the server is left',
    async (fault) => {
      const { chat, clock, answer, errors, free } = await setUp();
      chat.fault = fault;
      const pending = answer(order, client);
      await chat.whenAsked(1);
      await clock.advance(softBudgetMs(2000));
      const result = await pending;
      expectByRules(result, 'deadline');
      expect(result.timings.totalMs).toBe(softBudgetMs(2000));
      expect(errors).toEqual([]);
      await expect.poll(chat.hangUpsCount).toBe(1);
      expect(free.admission.busyCount()).toBe(0);
      expect(clock.pendingTimersCount()).toBe(0);
    },
  );

  test('a name service that never answers', async () => {
    const { clock, answer } = await setUp({ engine: { assertAddress: () => new Promise(() => undefined) } });
    const pending = answer(order, client);
    await clock.advance(softBudgetMs(2000));
    expectByRules(await pending, 'deadline');
  });

  test('no more are asked at once than it has slots; the queue before it is bounded, nobody is lost', async () => {
    const { chat, clock, answer, free } = await setUp();
    chat.fault = 'silent';
    const pending = Promise.all(Array.from({ length: 12 }, (_, index) => answer(order, clientOf(BigInt(index)))));
    await chat.whenAsked(2);
    expect(free.admission.queueLength()).toBeLessThanOrEqual(2);
    await clock.advance(softBudgetMs(2000));
    const reasons = (await pending).map(({ rulesReason }) => rulesReason);
    expect(reasons.filter((reason) => reason === 'deadline')).toHaveLength(2);
    expect(reasons.filter((reason) => reason === 'overload')).toHaveLength(10);
    expect(chat.requests).toHaveLength(2);
  });

  test('a caller that leaves takes the request along', async () => {
    const { chat, run, free } = await setUp();
    chat.fault = 'stalls';
    const caller = new AbortController();
    const outcome = expect(run(order, client, caller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await chat.whenAsked(1);
    caller.abort();
    await outcome;
    await expect.poll(chat.hangUpsCount).toBe(1);
    expect(free.admission.busyCount()).toBe(0);
  });

  test('closing ends what is under way', async () => {
    const { chat, remote, answer } = await setUp();
    chat.fault = 'silent';
    const pending = answer(order, client);
    await chat.whenAsked(1);
    await remote.close();
    expectByRules(await pending, 'engine_error');
    expect(() => remote.openSlot()).toThrow(EngineError);
  });
});
