/** The model's choice among questions: only among them, within its deadline, and never at all when it cannot. */
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../domain/fake-clock.ts';
import type { Engine } from '../engine/engine.ts';
import { createScriptedEngine } from '../engine/scripted-engine.ts';
import { createAdmission } from './admission.ts';
import { createQuestionChooser } from './choose-question.ts';
import { createEngineHolder } from './engine-holder.ts';

const candidates = [
  { id: 'one', text: 'Что было дальше?', score: 2 },
  { id: 'two', text: 'Как вы решили, что делать дальше?', score: 2 },
  { id: 'three', text: 'Когда это было?', score: 1 },
];
const task = { subject: 'office', lastAnswer: 'Прождала полтора часа.', candidates } as const;

function open(engine: Engine | null) {
  const clock = createFakeClock();
  const engineHolder = createEngineHolder();
  if (engine) engineHolder.setReady(engine);
  const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 1 });
  const failures: unknown[] = [];
  const choose = createQuestionChooser({
    clock,
    engineHolder,
    admission,
    onEngineError: (error) => failures.push(error),
  });
  const budget = { arrivedAtMs: 0, answerWithinMs: 2000, signal: new AbortController().signal };
  return { clock, admission, failures, choose: () => choose(task, budget) };
}

describe('a question is chosen', () => {
  test('by the model, among those that the rules allow, the same each time', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { choose } = open(createScriptedEngine({ seed }));
      const choice = await choose();
      expect(choice).toMatchObject({ chooser: 'model', reason: 'likeliest' });
      expect(candidates.map(({ id }) => id)).toContain('id' in choice ? choice.id : '');
      expect(await choose()).toEqual(choice);
    }
  });

  test('by rules when there is no engine', async () => {
    expect(await open(null).choose()).toEqual({ chooser: 'rules', reason: 'engine_down' });
  });

  test('by rules when the engine fails, which is told', async () => {
    const { choose, failures, admission } = open(createScriptedEngine({ failure: () => new Error('broken') }));
    expect(await choose()).toEqual({ chooser: 'rules', reason: 'engine_error' });
    expect(failures).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(admission.busyCount()).toBe(0);
  });

  test('by rules when time runs out', async () => {
    const { clock } = open(null);
    const slow = createScriptedEngine({ stepDelay: { clock, delayMs: 5000 } });
    const holder = createEngineHolder();
    holder.setReady(slow);
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 1 });
    const choose = createQuestionChooser({ clock, engineHolder: holder, admission, onEngineError: () => undefined });
    const budget = { arrivedAtMs: clock.nowMs(), answerWithinMs: 2000, signal: new AbortController().signal };
    const choosing = choose(task, budget);
    await clock.advance(2000);
    expect(await choosing).toEqual({ chooser: 'rules', reason: 'deadline' });
  });

  test('by rules when no slot is free in time', async () => {
    const { clock, admission, choose } = open(createScriptedEngine());
    await admission.acquire('SMS', 10_000, new AbortController().signal);
    const choosing = choose();
    await clock.advance(2000);
    expect(await choosing).toMatchObject({ chooser: 'rules' });
  });

  test('never, when the caller leaves', async () => {
    const clock = createFakeClock();
    const holder = createEngineHolder();
    holder.setReady(createScriptedEngine({ stepDelay: { clock, delayMs: 500 } }));
    const admission = createAdmission({ clock, slotsCount: 1, queueLengthMax: 1 });
    const choose = createQuestionChooser({ clock, engineHolder: holder, admission, onEngineError: () => undefined });
    const caller = new AbortController();
    const choosing = choose(task, { arrivedAtMs: 0, answerWithinMs: 2000, signal: caller.signal });
    caller.abort();
    await expect(choosing).rejects.toThrow(/abort/i);
  });
});
