/**
 * The whole of an answer, with the real copybook and the real rule set, an engine without a model and a fake clock: what
 * the client gets, who wrote it, why, and when.
 */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copybook, loadCopybook } from '../copybook/index.ts';
import { createFakeClock, type FakeClock } from '../domain/fake-clock.ts';
import { limits } from '../domain/limits.ts';
import { unknownContact } from '../domain/valid-request.ts';
import { EngineError } from '../engine/engine.ts';
import type { ScriptedEngineOptions } from '../engine/scripted-engine.ts';
import { clientOf, createScriptedGenerator, orderOf } from './scripted-generator.ts';
import { softBudgetMs } from './soft-deadline.ts';

let copybook: Copybook;

beforeAll(async () => {
  copybook = await loadCopybook(fileURLToPath(new URL('../../../models/copybook', import.meta.url)));
});

function setUp(engineOptions: ScriptedEngineOptions | null, clock?: FakeClock) {
  return createScriptedGenerator(copybook, engineOptions, clock);
}

describe('generate answer', () => {
  it('lets the model choose, and the draft is what the body says', async () => {
    const { run } = setUp({});
    const events = await run(orderOf('CC', 'EMAIL'), clientOf(1n));
    expect(events[0]?.kind).toBe('started');
    const draft = events.map((event) => (event.kind === 'delta' ? event.text : '')).join('');
    const final = events.at(-1);
    if (final?.kind !== 'final') throw new Error('no final');
    expect(events.filter((event) => event.kind === 'final')).toHaveLength(1);
    expect(final.answer.source).toBe('model');
    expect(final.answer.rulesReason).toBeNull();
    expect(final.answer.body).toBe(draft);
    expect(final.answer.text.startsWith(final.answer.body)).toBe(true);
    expect(final.answer.verdict?.passed).toBe(true);
    expect(final.answer.confidence).toBeGreaterThan(0);
    expect(final.answer.confidence).toBeLessThanOrEqual(1);
    expect(final.answer.confidenceCalibrated).toBe(false);
    const thread = copybook.threads.find((entry) => entry.id === final.answer.thread?.id);
    expect(thread?.positions.map((position, i) => position[final.answer.thread!.variants[i]!]).join(' ')).toBe(
      final.answer.body,
    );
  });

  it('gives the same text for the same seed and client, another for another seed', async () => {
    const { answer } = setUp({});
    const texts = new Set<string>();
    for (let seed = 0; seed < 12; seed += 1) {
      const order = orderOf('DEPOSIT', 'TMO', { seed, temperature: 1.5 });
      const first = await answer(order, clientOf(5n));
      expect((await answer(order, clientOf(5n))).text).toBe(first.text);
      texts.add(first.text);
    }
    expect(texts.size).toBeGreaterThan(3);
  });

  it('asks the model once a cell what it thinks of the openings without a client', async () => {
    const scored: number[] = [];
    const { answer, engine, engineHolder } = setUp({
      logit: (tokens, candidate) => {
        const fed = Buffer.from(tokens.filter((token) => token < 256)).toString('utf8');
        if (!fed.includes('клиент') && fed.endsWith('.\n')) scored.push(candidate);
        return 0;
      },
    });
    // A token a word, but no line end: by bytes, all that begin with a capital letter begin alike.
    const words = new Map<string, number>();
    const tokenOf = (word: string) => words.get(word) ?? words.set(word, 33 + (words.size % 200)).get(word)!;
    engineHolder.setReady({ ...engine!, tokenize: (text) => text.split(/(?= )/u).map(tokenOf) });
    await answer(orderOf('CC', 'SMS'), clientOf(1n));
    const once = scored.length;
    expect(once).toBeGreaterThan(1);
    expect(new Set(scored).size).toBe(once);
    for (const signals of [['salary'], ['fuel', 'car'], ['no_product']] as const) {
      await answer(orderOf('CC', 'SMS'), clientOf(2n, { signals }));
    }
    expect(scored).toHaveLength(once);
    await answer(orderOf('DC', 'SMS'), clientOf(3n));
    expect(scored.length).toBeGreaterThan(once);
  });

  it.each([
    ['policy', { policy: 'rules-only' as const }, {}],
    ['engine_down', {}, null],
    ['engine_error', {}, { failure: () => new EngineError('broken') }],
  ])('composes by rules and says why: %s', async (reason, options, engineOptions) => {
    const { answer, errors } = setUp(engineOptions);
    const result = await answer(orderOf('CC', 'SMS', options), clientOf(1n));
    expect(result.status).toBe('sendable');
    expect(result.source).toBe('rules');
    expect(result.rulesReason).toBe(reason);
    expect(result.confidenceBasis).toBe('fit');
    expect(errors).toHaveLength(reason === 'engine_error' ? 1 : 0);
  });

  it('composes by rules when the soft deadline passes, before the budget is used up', async () => {
    const clock = createFakeClock();
    const { answer, admission } = setUp({ stepDelay: { clock, delayMs: 10_000 } }, clock);
    const pending = answer(orderOf('CC', 'SMS'), clientOf(1n));
    let settled = false;
    void pending.then(() => {
      settled = true;
    });
    await clock.advance(softBudgetMs(2000) - 1);
    expect(settled).toBe(false);
    await clock.advance(1);
    const result = await pending;
    expect(result.rulesReason).toBe('deadline');
    expect(result.timings.totalMs).toBeLessThanOrEqual(limits.answerWithinMsMax);
    expect(result.timings.totalMs).toBe(softBudgetMs(2000));
    expect(admission.busyCount()).toBe(1);
    await clock.advance(10_000);
    expect(admission.busyCount()).toBe(0);
  });

  it('answers more clients than slots and queue can hold, each in time and none lost', async () => {
    const clock = createFakeClock();
    const { answer } = setUp({ stepDelay: { clock, delayMs: 80 } }, clock);
    const order = orderOf('CC', 'SMS');
    const pending = Promise.all(Array.from({ length: 20 }, (_, index) => answer(order, clientOf(BigInt(index)))));
    await clock.advance(5000);
    const answers = await pending;
    expect(answers.every((result) => result.status === 'sendable')).toBe(true);
    expect(answers.every((result) => result.timings.totalMs <= 2000)).toBe(true);
    const reasons = new Set(answers.map((result) => result.rulesReason));
    expect(reasons).toContain('overload');
    expect(answers.some((result) => result.source === 'model')).toBe(true);
  });

  it('stops decoding at once when the caller leaves, and gives the slot back', async () => {
    const clock = createFakeClock();
    const { run, admission, engine } = setUp({ stepDelay: { clock, delayMs: 100 } }, clock);
    const caller = new AbortController();
    const pending = run(orderOf('CC', 'EMAIL'), clientOf(1n), caller.signal);
    const outcome = expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance(150);
    const evaluations = engine!.evaluationsCount();
    caller.abort(new Error('left'));
    await outcome;
    await clock.advance(5000);
    expect(engine!.evaluationsCount()).toBe(evaluations);
    expect(admission.busyCount()).toBe(0);
    expect(clock.pendingTimersCount()).toBe(0);
  });

  it('gives the slot back when the reader of the stream stops reading', async () => {
    const { generator, admission, clock } = setUp({});
    for await (const event of generator.generate(orderOf('CC', 'EMAIL'), clientOf(1n), {
      arrivedAtMs: 0,
      signal: new AbortController().signal,
    })) {
      if (event.kind === 'delta') break;
    }
    await clock.advance(0);
    expect(admission.busyCount()).toBe(0);
    expect(clock.pendingTimersCount()).toBe(0);
  });

  it('refuses a credit to a minor, with the rule and no text', async () => {
    const result = await setUp({}).answer(orderOf('CC', 'SMS'), clientOf(1n, { ageBand: 'young', minor: true }));
    expect(result).toMatchObject({
      status: 'refused',
      text: '',
      source: null,
      refusal: { ruleId: 'law.credit_minor' },
    });
  });

  it('writes the text that may not be sent now, and says why', async () => {
    const client = { ...clientOf(1n), contact: { ...unknownContact, consent: false } };
    const result = await setUp({}).answer(orderOf('DEPOSIT', 'SMS'), client);
    expect(result).toMatchObject({ status: 'not_sendable', source: 'model', refusal: { ruleId: 'law.consent' } });
    expect(result.text).not.toBe('');
  });

  it('refuses a credit to a client who banned credits', async () => {
    const client = { ...clientOf(1n), contact: { ...unknownContact, creditSelfBan: true } };
    const { answer } = setUp({});
    expect(await answer(orderOf('CC', 'SMS'), client)).toMatchObject({ status: 'refused', text: '' });
    expect(await answer(orderOf('MORTG', 'SMS'), client)).toMatchObject({ status: 'sendable' });
  });

  it('uses no thread that relies on a claim the bank has not confirmed', async () => {
    const order = orderOf('PREMIUM', 'EMAIL', { policy: 'rules-only' });
    const terms = { ...order.profile.terms, confirmedClaims: new Set<string>() };
    const { answer } = setUp(null);
    for (let seed = 0; seed < 20; seed += 1) {
      const result = await answer(
        { ...order, profile: { ...order.profile, terms }, options: { ...order.options, seed } },
        clientOf(1n),
      );
      const thread = copybook.threads.find((entry) => entry.id === result.thread?.id);
      expect(thread?.claims ?? []).toEqual([]);
    }
  });

  it('repairs a free text once, by dropping the sentence at fault', async () => {
    const freeText = 'Карта рядом с вами. Она самая лучшая. Оформите кредитную карту в приложении.';
    const order = orderOf('CC', 'SMS', { mode: 'free' });
    const result = await setUp({ strong: true, freeText }).answer(order, clientOf(1n));
    expect(result).toMatchObject({
      source: 'model',
      repaired: true,
      body: 'Карта рядом с вами. Оформите кредитную карту в приложении.',
    });
    expect(result.verdict?.passed).toBe(true);
  });

  it('never writes freely with an engine that is not strong, and does with one that is', async () => {
    const order = orderOf('CC', 'SMS', { mode: 'free' });
    await expect(setUp({}).run(order, clientOf(1n))).rejects.toMatchObject({ kind: 'engine_not_strong' });
    const freeText = 'Кредитная карта поможет с покупками. Оформите её в приложении.';
    const result = await setUp({ strong: true, freeText }).answer(order, clientOf(1n));
    expect(result).toMatchObject({ source: 'model', coverage: 'free', thread: null, body: freeText });
  });

  it('replaces a free text that breaks the law by one composed by rules', async () => {
    const freeText = 'Самая лучшая кредитная карта без процентов. Вам одобрено.';
    const order = orderOf('CC', 'SMS', { mode: 'free' });
    const result = await setUp({ strong: true, freeText }).answer(order, clientOf(1n));
    expect(result).toMatchObject({ status: 'sendable', source: 'rules', rulesReason: 'check_failed' });
    expect(result.verdict?.passed).toBe(true);
  });
});
