/**
 * The generator over an engine without a model and a fake clock, for tests: real copybook, real rule set, nothing timed
 * by the machine.
 */
import type { Copybook } from '../copybook/index.ts';
import type { Answer, GenerateEvent } from '../domain/answer.ts';
import { createFakeClock, type FakeClock } from '../domain/fake-clock.ts';
import { matchChannel } from '../domain/match-channel.ts';
import { matchProduct } from '../domain/match-product.ts';
import type { ClientPortrait } from '../domain/signals.ts';
import type { Usage } from '../domain/usage.ts';
import {
  noContactPolicy,
  unknownContact,
  type ValidChannel,
  type ValidClient,
  type ValidOptions,
  type ValidOrder,
  type ValidProduct,
} from '../domain/valid-request.ts';
import { createEmbeddedFreeEngine } from '../engine/embedded-free-engine.ts';
import type { FreeEngine } from '../engine/free-engine.ts';
import { createScriptedEngine, type ScriptedEngineOptions } from '../engine/scripted-engine.ts';
import { createAdmission } from './admission.ts';
import { createEngineHolder } from './engine-holder.ts';
import { createAnswerGenerator } from './generate-answer.ts';
import type { FreeWriting } from './write-free.ts';

export function orderOf(productCode: string, channelCode: string, options: Partial<ValidOptions> = {}): ValidOrder {
  return {
    product: matchProduct({ code: productCode, name: '', description: '' }) as ValidProduct,
    channel: matchChannel({ code: channelCode, description: '' }) as ValidChannel,
    profile: {
      name: 'strict',
      version: 'test',
      terms: {
        legalName: 'Банк ГПБ (АО)',
        licence: 'Генеральная лицензия Банка России № 354',
        fullTerms: '',
        url: '',
        erid: '',
        version: 'test',
        confirmedClaims: null,
        tail: '',
      },
      contactPolicy: noContactPolicy,
    },
    options: {
      concern: 'finance',
      policy: 'model-first',
      mode: 'composed',
      temperature: 0.8,
      seed: 7,
      answerWithinMs: 2000,
      language: 'ru',
      ...options,
    },
  };
}

export function clientOf(id: bigint, portrait: Partial<ClientPortrait> = {}): ValidClient {
  return {
    id,
    recentThreadIds: [],
    contact: unknownContact,
    portrait: { gender: 'u', ageBand: 'adult', minor: false, region: null, signals: [], ownValues: [], ...portrait },
  };
}

/**
 * @param engineOptions null: no engine. @param freeEngine what writes freely, with an admission of its own; absent: the
 * scripted engine, where it is strong.
 */
export function createScriptedGenerator(
  copybook: Copybook,
  engineOptions: ScriptedEngineOptions | null,
  clock: FakeClock = createFakeClock(),
  freeEngine?: FreeEngine,
) {
  const engineHolder = createEngineHolder();
  const engine = engineOptions ? createScriptedEngine(engineOptions) : null;
  if (engine) engineHolder.setReady(engine);
  const errors: unknown[] = [];
  const admission = createAdmission({ clock, slotsCount: engine?.slotsCount ?? 1, queueLengthMax: 2 });
  const free: FreeWriting = freeEngine
    ? {
        engine: () => freeEngine,
        admission: createAdmission({ clock, slotsCount: freeEngine.slotsCount, queueLengthMax: 2 }),
      }
    : { engine: () => (engine && engineOptions?.strong ? createEmbeddedFreeEngine(engine) : null), admission };
  const generator = createAnswerGenerator({
    free,
    clock,
    copybook,
    engineHolder,
    admission,
    serverVersion: 'test',
    onEngineError: (error) => errors.push(error),
  });
  async function run(order: ValidOrder, client: ValidClient, signal = new AbortController().signal, usage?: Usage) {
    const context = { arrivedAtMs: clock.nowMs(), signal, ...(usage && { usage }) };
    const events: GenerateEvent[] = [];
    for await (const event of generator.generate(order, client, context)) {
      events.push(event);
    }
    return events;
  }
  async function answer(order: ValidOrder, client: ValidClient, usage?: Usage): Promise<Answer> {
    const last = (await run(order, client, undefined, usage)).at(-1);
    if (last?.kind !== 'final') throw new Error('no final event');
    return last.answer;
  }
  return { clock, engine, engineHolder, admission, free, errors, generator, run, answer };
}
