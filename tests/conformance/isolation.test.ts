/**
 * Nobody's data reaches anybody: many clients at once, each with markers planted in every place that holds data. The
 * markers must not be in any prompt, in any answer (the client's own included), in any error, nor in the server's log.
 */
import { fileURLToPath } from 'node:url';
import { findOwnValues, normaliseText } from '@offerwright/server/src/compliance/index.ts';
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { Answer } from '@offerwright/server/src/domain/answer.ts';
import { channelCodes } from '@offerwright/server/src/domain/channels.ts';
import { systemClock } from '@offerwright/server/src/domain/clock.ts';
import { matchChannel } from '@offerwright/server/src/domain/match-channel.ts';
import { matchProduct } from '@offerwright/server/src/domain/match-product.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import {
  noContactPolicy,
  unknownContact,
  type ValidChannel,
  type ValidOrder,
  type ValidProduct,
} from '@offerwright/server/src/domain/valid-request.ts';
import { createScriptedEngine } from '@offerwright/server/src/engine/scripted-engine.ts';
import { createAdmission } from '@offerwright/server/src/generate/admission.ts';
import { createEngineHolder } from '@offerwright/server/src/generate/engine-holder.ts';
import { createAnswerGenerator } from '@offerwright/server/src/generate/generate-answer.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { expect, test } from 'vitest';
import { useRunningService } from '../kit/running-service.ts';

const clientsCount = 120;

/** Unique to client `index`: letters that no thread holds, and sums of twelve digits that no hash or time is likely to hold. */
const markerOf = (index: number) =>
  `Ъъмаркер${String.fromCharCode(1072 + (index % 32), 1072 + Math.floor(index / 32))}ъъ`;
const sumOf = (index: number) => 731_000_310_007 + index * 10_111_013;

function plantedFeatures(index: number): Record<string, string | number | null> {
  return {
    gender: index % 2,
    age: 20 + (index % 60) + 0.68817,
    reg_region_nm: markerOf(index),
    app_position_type_nm: markerOf(index),
    visit_purposes: `DCARD ${markerOf(index)}`,
    super_clust: `a. ${markerOf(index)}`,
    sum_zp_12m: sumOf(index),
    cnt_zp_12m: 12,
    sum_dep_now: `${sumOf(index) + 3},25`,
    max_outstanding_amount_6m: index % 3 === 0 ? sumOf(index) + 7 : null,
    [`unknown_${index}`]: markerOf(index),
  };
}

/** Markers and sums of any of the clients in a piece of text or JSON. */
function leaksIn(text: string): string[] {
  const leaks: string[] = [];
  for (let index = 0; index < clientsCount; index += 1) {
    if (text.includes(markerOf(index))) leaks.push(`marker of ${index}`);
    for (const sum of [sumOf(index), sumOf(index) + 3, sumOf(index) + 7]) {
      if (text.includes(String(sum))) leaks.push(`sum of ${index}`);
    }
  }
  return leaks;
}

test('the search for leaks finds what is planted', () => {
  expect(leaksIn(`в тексте ${markerOf(5)} и ${sumOf(9)}`)).toEqual(['marker of 5', 'sum of 9']);
});

test('no marker reaches a prompt or a text, whoever is served beside whom', async () => {
  const prompts: string[] = [];
  const engine = createScriptedEngine({ slotsCount: 3 });
  const engineHolder = createEngineHolder();
  engineHolder.setReady({
    ...engine,
    tokenizePrompt(prompt) {
      prompts.push(prompt);
      return engine.tokenizePrompt(prompt);
    },
  });
  const generator = createAnswerGenerator({
    clock: systemClock,
    copybook: await loadCopybook(fileURLToPath(new URL('../../models/copybook', import.meta.url))),
    engineHolder,
    admission: createAdmission({ clock: systemClock, slotsCount: 3, queueLengthMax: clientsCount }),
    serverVersion: 'test',
    onEngineError: (error) => {
      throw error;
    },
  });
  async function answer(index: number): Promise<Answer> {
    const order: ValidOrder = {
      product: matchProduct({ code: productCodes[index % 22]!, name: '', description: '' }) as ValidProduct,
      channel: matchChannel({ code: channelCodes[index % 8]!, description: '' }) as ValidChannel,
      profile: {
        name: 'strict',
        version: 'test',
        terms: {
          legalName: 'АО «Банк Пример»',
          licence: '',
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
        concern: null,
        policy: index % 4 === 0 ? 'rules-only' : 'model-first',
        mode: 'composed',
        temperature: 1,
        seed: index,
        answerWithinMs: 2000,
        language: 'ru',
      },
    };
    const client = {
      id: BigInt(index),
      portrait: derivePortrait(parseFeatures(plantedFeatures(index)).features),
      recentThreadIds: [],
      contact: unknownContact,
    };
    const context = { arrivedAtMs: systemClock.nowMs(), signal: new AbortController().signal };
    for await (const event of generator.generate(order, client, context)) {
      if (event.kind === 'final') return event.answer;
    }
    throw new Error('no final event');
  }
  const answers = await Promise.all(Array.from({ length: clientsCount }, (_, index) => answer(index)));
  // The model writes as many as its time allows, the rules the others.
  expect(prompts.length).toBeGreaterThan(clientsCount / 12);
  expect(prompts.flatMap(leaksIn)).toEqual([]);
  const sums = Array.from({ length: clientsCount }, (_, index) => sumOf(index));
  for (const result of answers) {
    expect(leaksIn(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? String(value) : value)))).toEqual(
      [],
    );
    expect(findOwnValues(normaliseText(result.text).text, sums)).toEqual([]);
  }
});

const service = useRunningService({
  serverEnvironment: { OFFERWRIGHT_LOG_LEVEL: 'debug' },
  adapterEnvironment: { OFFERWRIGHT_LOG_LEVEL: 'debug' },
});

test('no marker leaves the running service: answers, errors, logs, metrics', async () => {
  const { adapter, authorization, logTails } = service();
  const clients = Array.from({ length: clientsCount }, (_, index) => ({
    id: index,
    // Every tenth has a feature of a wrong type, so that errors are searched too.
    features: { ...plantedFeatures(index), ...(index % 10 === 0 ? { cnt_tr_all_3m: markerOf(index) } : {}) },
  }));
  const response = await fetch(`${adapter.url}/v1/generate`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'DEPOSIT', channel: 'PUSH', clients }),
  });
  const body = await response.text();
  const { results } = JSON.parse(body) as { results: { id: number; error?: unknown }[] };
  expect(results.filter((result) => result.error)).toHaveLength(clientsCount / 10);
  expect(leaksIn(body)).toEqual([]);
  expect(leaksIn(await (await fetch(`${adapter.url}/metrics`, { headers: { authorization } })).text())).toEqual([]);
  expect(logTails()).toContain('"requestId"');
  expect(leaksIn(logTails())).toEqual([]);
});
