import { fileURLToPath } from 'node:url';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Concern } from '@offerwright/proto/marketing/v1/generation_pb';
import { EstimateConcernsRequestSchema } from '@offerwright/proto/marketing/v1/insight_concerns_pb';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../domain/fake-clock.ts';
import { type ConcernModel, loadConcernModel } from '../insight/concerns/index.ts';
import type { CallContext } from './call.ts';
import { createEstimateConcerns } from './estimate-concerns.ts';

const modelPath = fileURLToPath(new URL('../../../models/concerns/concerns-model.json', import.meta.url));
let concernModel: ConcernModel;
beforeAll(async () => {
  concernModel = await loadConcernModel(modelPath);
});

function estimate(init: MessageInitShape<typeof EstimateConcernsRequestSchema>, signal = new AbortController().signal) {
  const context: CallContext = { signal, deadlineMs: null, arrivedAtMs: 0, requestId: '', counts: new Map() };
  const handler = createEstimateConcerns({ clock: createFakeClock(), concernModel });
  return handler(create(EstimateConcernsRequestSchema, init), context);
}

describe('EstimateConcerns', () => {
  it('answers a text and texts by key', async () => {
    const response = await estimate({
      text: 'Оператор нахамил и бросил трубку',
      clientConcerns: { '7': 'Ставка слишком высокая', '8': '😀' },
      productDescription: 'Кредит наличными',
    });
    expect(response.modelSha256).toBe(concernModel.sha256);
    expect(response.estimates.map(({ key, found }) => [key, found])).toEqual([
      ['', [Concern.SUPPORT]],
      ['7', [Concern.FINANCE]],
      ['8', []],
    ]);
    const [phrase] = response.estimates[1]!.phrases;
    expect(phrase).toMatchObject({ concern: Concern.FINANCE, start: 0 });
  });

  it('takes any product, and none', async () => {
    for (const productDescription of ['', 'CC', 'NO_SUCH_CODE', 'что-то новое']) {
      const { estimates } = await estimate({ text: 'Приложение зависает', productDescription });
      expect(estimates[0]!.found).toEqual([Concern.EFFICIENCY]);
    }
  });

  it('refuses a call without words, with empty words, with too many or too long ones', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [String(at), 'да']));
    for (const init of [{}, { clientConcerns: { a: '' } }, { text: 'а'.repeat(20_001) }, { clientConcerns: many }]) {
      await expect(estimate(init)).rejects.toMatchObject({ kind: 'invalid_argument' });
    }
  });

  it('stops when the caller leaves', async () => {
    const clientConcerns = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [String(at), 'Где карта?']));
    await expect(estimate({ clientConcerns }, AbortSignal.abort())).rejects.toThrow();
  });
});
