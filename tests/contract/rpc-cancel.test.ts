/**
 * A caller that leaves stops the engine: real handlers, generator and copybook on both transports, and a scripted engine
 * that waits before each evaluation, so that the moment of leaving is in the middle of decoding.
 */
import { join } from 'node:path';
import { ruleSet } from '@offerwright/server/src/compliance/index.ts';
import { createCopybookShelf, loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import { systemClock } from '@offerwright/server/src/domain/clock.ts';
import { createScriptedEngine, type ScriptedEngine } from '@offerwright/server/src/engine/scripted-engine.ts';
import { type Admission, createAdmission } from '@offerwright/server/src/generate/admission.ts';
import { createEngineHolder } from '@offerwright/server/src/generate/engine-holder.ts';
import { createAnswerGenerator } from '@offerwright/server/src/generate/generate-answer.ts';
import { createGenerationHandlers } from '@offerwright/server/src/rpc/handlers.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { type Caller, failureOf, openCallers, validRequests } from '../kit/rpc-callers.ts';
import { startTransports, type TestTransports } from '../kit/start-transports.ts';

const slotsCount = 2;
/** Long enough to leave during an evaluation, short enough for several of them in a text. */
const stepMs = 100;

let engine: ScriptedEngine;
let admission: Admission;
let transports: TestTransports;
let callers: readonly Caller[];
const names = openCallers({ grpc: 1, connect: 1 }).map(({ name }) => name);

beforeAll(async () => {
  engine = createScriptedEngine({ slotsCount, stepDelay: { clock: systemClock, delayMs: stepMs } });
  admission = createAdmission({ clock: systemClock, slotsCount, queueLengthMax: 64 });
  const engineHolder = createEngineHolder();
  engineHolder.setReady(engine);
  const copybookDir = join(repositoryRoot, 'models', 'copybook');
  const copybook = await loadCopybook(copybookDir);
  const unexpected = (error: unknown): void => {
    throw error;
  };
  transports = await startTransports(
    createGenerationHandlers({
      clock: systemClock,
      engineHolder,
      freeEngine: () => null,
      freePromptVersion: '',
      provider: { legalName: 'Банк', licence: 'Лицензия' },
      generator: createAnswerGenerator({
        clock: systemClock,
        copybook,
        engineHolder,
        admission,
        serverVersion: 'test',
        onEngineError: unexpected,
      }),
      candidates: {
        clock: systemClock,
        copybook,
        free: { engine: () => null, admission },
        serverVersion: 'test',
        onEngineError: unexpected,
      },
      onClientFailure: unexpected,
      engineName: 'scripted',
      copybook,
      copybookDir,
      copybooks: createCopybookShelf(copybook, 1),
      ruleSet: { ...ruleSet, rulesCount: ruleSet.rules.length },
      grammarVersion: 'test',
      promptVersion: 'test',
      slotsCount,
      queueLengthMax: 64,
      serverVersion: 'test',
    }),
  );
  callers = openCallers(transports.ports);
});

afterAll(async () => {
  for (const caller of callers) caller.close();
  await transports.close();
  await engine.close();
});

/** Waits until the engine is at work on a text. */
async function untilEvaluating(before: number): Promise<void> {
  while (engine.evaluationsCount() === before) await systemClock.nextTurn();
}

/** Waits until no slot is held and no call is under way, then gives the evaluations so far. */
async function evaluationsAtRest(): Promise<number> {
  await transports.gate.whenIdle();
  while (admission.busyCount() > 0 || admission.queueLength() > 0) await systemClock.nextTurn();
  return engine.evaluationsCount();
}

describe.each(names)('%s', (name) => {
  const callerOf = (): Caller => callers.find((caller) => caller.name === name)!;

  test('leaving Generate ends decoding with the evaluation that runs', async () => {
    const before = await evaluationsAtRest();
    const controller = new AbortController();
    const reading = failureOf(callerOf().generate(validRequests.generate(), { signal: controller.signal }));
    await untilEvaluating(before);
    controller.abort();
    expect((await reading).code).toBe('Canceled');
    expect((await evaluationsAtRest()) - before).toBe(1);
  });

  test('leaving GenerateBatch ends decoding and empties the queue', async () => {
    const before = await evaluationsAtRest();
    const controller = new AbortController();
    const request = validRequests.generateBatch(8);
    const reading = failureOf(callerOf().generateBatch(request, { signal: controller.signal }));
    await untilEvaluating(before);
    controller.abort();
    expect((await reading).code).toBe('Canceled');
    expect((await evaluationsAtRest()) - before).toBeLessThanOrEqual(slotsCount);
  });

  test('after that the slots serve as before', async () => {
    const events = await Array.fromAsync(callerOf().generate(validRequests.generate()));
    expect(events.at(0)?.event.case).toBe('started');
    expect(events.at(-1)?.event).toMatchObject({ case: 'final', value: { result: { case: 'answer' } } });
  });
});
