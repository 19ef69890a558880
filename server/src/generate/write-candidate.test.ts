/** Candidates in idle time: real copybook and rule set, the scripted engine, a clock turned by hand. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Copybook, loadCopybook } from '../copybook/index.ts';
import { createFakeClock } from '../domain/fake-clock.ts';
import { EngineError } from '../engine/engine.ts';
import type { ScriptedEngineOptions } from '../engine/scripted-engine.ts';
import { clientOf, createScriptedGenerator, orderOf } from './scripted-generator.ts';
import { type CandidateTask, writeCandidate } from './write-candidate.ts';

const freeText = 'Кредитная карта поможет с покупками. Оформите её в приложении.';
let copybook: Copybook;

beforeAll(async () => {
  copybook = await loadCopybook(fileURLToPath(new URL('../../../models/copybook', import.meta.url)));
});

function setUp(engineOptions: ScriptedEngineOptions, clock = createFakeClock()) {
  const made = createScriptedGenerator(copybook, { strong: true, freeText, ...engineOptions }, clock);
  const { free, errors } = made;
  const options = {
    clock,
    copybook,
    free,
    serverVersion: 'test',
    onEngineError: (error: unknown) => errors.push(error),
  };
  const write = (task: Partial<CandidateTask> = {}) =>
    writeCandidate(options, {
      order: orderOf('CC', 'SMS'),
      concern: 'finance',
      withinMs: 30_000,
      signal: new AbortController().signal,
      ...task,
    });
  return { ...made, write };
}

describe('writeCandidate', () => {
  it('gives the body, its verdict, its confidence and who wrote it', async () => {
    const { write, admission } = setUp({});
    const outcome = await write();
    expect(outcome).toMatchObject({
      draft: { body: freeText, repaired: false, confidenceBasis: 'token_probabilities' },
      finished: { verdict: { passed: true } },
      provenance: { engine: 'scripted', promptVersion: expect.stringMatching(/^free-/) },
    });
    expect(admission.busyCount()).toBe(0);
  });

  it('repairs once, and tells the rule that objects', async () => {
    const repaired = await setUp({ freeText: freeText.replace('. О', '. Она самая лучшая. О') }).write();
    expect(repaired).toMatchObject({ draft: { body: freeText, repaired: true } });
    const unlawful = await setUp({ freeText: 'Самая лучшая кредитная карта. Вам одобрено.' }).write();
    expect(unlawful).toMatchObject({ obstacle: 'check_failed', refusal: { ruleId: expect.stringMatching(/^law\./) } });
    expect(await setUp({ freeText: 'Карта.' }).write()).toEqual({ obstacle: 'unfit', refusal: null });
  });

  it('needs an engine that writes freely', async () => {
    expect(await setUp({ strong: false }).write()).toEqual({ obstacle: 'no_engine', refusal: null });
  });

  it('tells that the engine failed, and gives the slot back', async () => {
    const { write, errors, admission } = setUp({ failure: () => new EngineError('broken') });
    expect(await write()).toEqual({ obstacle: 'engine_error', refusal: null });
    expect(errors).toHaveLength(1);
    expect(admission.busyCount()).toBe(0);
  });

  it('ends when its time is over, and when the caller leaves', async () => {
    const clock = createFakeClock();
    const { write } = setUp({ slotsCount: 2, stepDelay: { clock, delayMs: 1000 } }, clock);
    const late = write({ withinMs: 5000 });
    await clock.advance(5000);
    expect(await late).toEqual({ obstacle: 'deadline', refusal: null });
    const caller = new AbortController();
    const left = expect(write({ signal: caller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance(2000);
    caller.abort();
    await left;
    await clock.advance(2000);
    expect(clock.pendingTimersCount()).toBe(0);
  });

  it('gives way to a text for a client, which is written in time by the model', async () => {
    const clock = createFakeClock();
    const { write, answer, admission } = setUp({ stepDelay: { clock, delayMs: 20 } }, clock);
    const candidate = write();
    await clock.advance(500);
    const text = answer(orderOf('CC', 'SMS'), clientOf(1n));
    expect(await write()).toEqual({ obstacle: 'busy', refusal: null });
    await clock.advance(2000);
    expect(await candidate).toEqual({ obstacle: 'busy', refusal: null });
    expect(await text).toMatchObject({ source: 'model', rulesReason: null });
    expect(admission.busyCount()).toBe(0);
  });
});
