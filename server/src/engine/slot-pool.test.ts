/** What slots promise about abort, delay and failure, on a clock turned by hand; the rest is in the engine suite. */
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../domain/fake-clock.ts';
import { EngineError } from './engine.ts';
import { createScriptedEngine } from './scripted-engine.ts';

const never = new AbortController().signal;
const delayMs = 100;

function createDelayedEngine() {
  const clock = createFakeClock();
  const engine = createScriptedEngine({ stepDelay: { clock, delayMs } });
  return { clock, engine, prompt: engine.tokenizePrompt('Карта'.repeat(20)) };
}

describe('abort', () => {
  test('rejects without time passing, with the reason of the signal; the evaluation ends on its own', async () => {
    const { clock, engine, prompt } = createDelayedEngine();
    const caller = new AbortController();
    const slot = engine.openSlot();
    const starting = slot.start(prompt, [1], caller.signal);
    await clock.advance(0);
    const reason = new DOMException('soft deadline', 'AbortError');
    caller.abort(reason);
    await expect(starting).rejects.toBe(reason);
    expect(clock.nowMs()).toBe(0);
    expect(clock.pendingTimersCount()).toBe(1);
  });

  test('stops between batches: what was not begun is never evaluated', async () => {
    const { clock, engine, prompt } = createDelayedEngine();
    const caller = new AbortController();
    const starting = engine.openSlot().start(prompt, [1], caller.signal);
    await clock.advance(delayMs);
    expect(engine.evaluationsCount()).toBe(2);
    caller.abort();
    await expect(starting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await clock.advance(100 * delayMs);
    expect(engine.evaluationsCount()).toBe(2);
    expect(engine.tokensEvaluatedCount()).toBeLessThan(prompt.length);
  });

  test('holds the slot back until the evaluation has ended', async () => {
    const { clock, engine, prompt } = createDelayedEngine();
    const caller = new AbortController();
    const slot = engine.openSlot();
    const starting = slot.start(prompt, [1], caller.signal).catch((error: Error) => error.name);
    await clock.advance(0);
    caller.abort();
    expect(await starting).toBe('AbortError');
    let released = false;
    const releasing = slot.release().then(() => {
      released = true;
    });
    await clock.advance(delayMs - 1);
    expect(released).toBe(false);
    expect(() => engine.openSlot()).toThrow('all 1 slots of the engine are taken');
    await clock.advance(1);
    await releasing;
    expect(engine.openSlot()).toBeDefined();
  });

  test('an AbortError is given for any reason of the signal', async () => {
    const { engine, prompt } = createDelayedEngine();
    const failing = engine.openSlot().start(prompt, [1], AbortSignal.abort('no error at all'));
    await expect(failing).rejects.toThrow(expect.objectContaining({ name: 'AbortError', cause: 'no error at all' }));
  });
});

describe('failure', () => {
  test('the model’s error becomes an EngineError that keeps it as cause; the next evaluation begins afresh', async () => {
    const cause = new Error('decode failed in /srv/models/model.gguf');
    const engine = createScriptedEngine({ failure: (evaluation) => (evaluation === 2 ? cause : null) });
    const prompt = engine.tokenizePrompt('Карта');
    const slot = engine.openSlot();
    const wanted = await slot.start(prompt, [1, 2], never);
    const failure = await slot.score([3], [1], never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ reason: 'the model failed to evaluate', cause });
    await expect(slot.score([3], [1], never)).rejects.toThrow('score follows a start that has succeeded');
    expect(await slot.start(prompt, [1, 2], never)).toEqual(wanted);
    expect(slot.tokensEvaluated()).toBe(prompt.length);
  });

  test('a failure while writing reaches the reader', async () => {
    const engine = createScriptedEngine({ failure: (evaluation) => (evaluation === 3 ? new Error('lost') : null) });
    const free = { grammar: 'root ::= [А-я ]*', tokensMax: 50, temperature: 0, seed: 1 };
    const reading = (async () => {
      const stream = engine.openSlot().stream(engine.tokenizePrompt('Карта'), free, never);
      for await (const piece of stream) expect(piece.text).not.toBe('');
    })();
    await expect(reading).rejects.toThrow(EngineError);
  });

  test('closing cuts an evaluation short', async () => {
    const { clock, engine, prompt } = createDelayedEngine();
    const starting = engine.openSlot().start(prompt, [1], never);
    await clock.advance(0);
    const closing = engine.close();
    await Promise.all([expect(starting).rejects.toThrow('closed'), clock.advance(delayMs), closing]);
    expect(engine.evaluationsCount()).toBe(1);
  });
});

test('a prompt is fed in batches of 64 tokens, and never one token alone at its end', async () => {
  const clock = createFakeClock();
  const engine = createScriptedEngine({ stepDelay: { clock, delayMs } });
  const slot = engine.openSlot();
  const starting = slot.start(
    Array.from({ length: 65 }, () => 7),
    [1],
    never,
  );
  await clock.advance(delayMs);
  expect(engine.tokensEvaluatedCount()).toBe(60);
  await clock.advance(delayMs);
  await starting;
  expect(engine.evaluationsCount()).toBe(2);
});

test('what was fed by score is not reused as a prompt', async () => {
  const engine = createScriptedEngine();
  const slot = engine.openSlot();
  const prompt = engine.tokenizePrompt('Карта для тех');
  const run = engine.tokenize(', кто копит');
  await slot.start(prompt, [1], never);
  await slot.score(run, [1], never);
  await slot.start([...prompt, ...run], [1], never);
  expect(slot.tokensEvaluated()).toBeGreaterThanOrEqual(run.length);
});
