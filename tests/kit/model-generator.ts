/** The server's generator in this process, with the real model: for benches, where a wire would blur the figures. */
import { join } from 'node:path';
import { readConfig } from '@offerwright/server/src/config.ts';
import { type Copybook, loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { Answer } from '@offerwright/server/src/domain/answer.ts';
import { channels, isChannelCode } from '@offerwright/server/src/domain/channels.ts';
import { type Clock, systemClock } from '@offerwright/server/src/domain/clock.ts';
import { isProductCode, products } from '@offerwright/server/src/domain/products.ts';
import type { Usage } from '@offerwright/server/src/domain/usage.ts';
import { noContactPolicy, type ValidOptions, type ValidOrder } from '@offerwright/server/src/domain/valid-request.ts';
import type { Engine } from '@offerwright/server/src/engine/engine.ts';
import { findModelFile } from '@offerwright/server/src/engine/find-model.ts';
import { createLlamaEngine } from '@offerwright/server/src/engine/llama-engine.ts';
import { createAdmission } from '@offerwright/server/src/generate/admission.ts';
import { createEngineHolder } from '@offerwright/server/src/generate/engine-holder.ts';
import { createAnswerGenerator } from '@offerwright/server/src/generate/generate-answer.ts';
import { askGenerator } from '../../scripts/fairness/ask-generator.ts';
import { repositoryRoot } from '../../scripts/repository.ts';

export interface ModelGenerator {
  readonly engine: Engine;
  readonly copybook: Copybook;
  /** @param usage texts of the campaign so far; the answer's is recorded in it. */
  answer(order: ValidOrder, features: Readonly<Record<string, unknown>>, id: bigint, usage?: Usage): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * One slot on all cores, as the server's default on two cores; the model of the settings.
 * @param clock one that stands still knows no deadline: what is asked of the model is then the model's.
 */
export async function openModelGenerator(clock: Clock = systemClock): Promise<ModelGenerator> {
  const config = readConfig({ OFFERWRIGHT_COPYBOOK_DIR: join(repositoryRoot, 'models', 'copybook'), ...process.env });
  const engine = await createLlamaEngine({
    ...(await findModelFile(config)),
    slotsCount: 1,
    threadsCount: config.engineThreadsCount,
    contextTokensPerSlot: 1024,
    logLevel: 'error',
  });
  const engineHolder = createEngineHolder();
  engineHolder.setReady(engine);
  const copybook = await loadCopybook(config.copybookDir);
  const generator = createAnswerGenerator({
    clock,
    copybook,
    engineHolder,
    admission: createAdmission({ clock, slotsCount: 1, queueLengthMax: 1 }),
    serverVersion: 'bench',
    onEngineError: (error) => {
      throw error;
    },
  });
  return {
    engine,
    copybook,
    answer: (order, features, id, usage) => askGenerator(generator, order, features, id, usage),
    close: () => engine.close(),
  };
}

export function orderOf(productCode: string, channelCode: string, options: Partial<ValidOptions> = {}): ValidOrder {
  if (!isProductCode(productCode)) throw new Error(`unknown product ${productCode}`);
  if (!isChannelCode(channelCode)) throw new Error(`unknown channel ${channelCode}`);
  const insured = products[productCode].family === 'insurance';
  return {
    product: products[productCode],
    channel: { ...channels[channelCode], matched: true },
    profile: {
      name: 'strict',
      version: 'bench',
      terms: {
        legalName: insured ? 'ООО «Образец-Страхование»' : 'Банк ГПБ (АО)',
        licence: insured ? '' : 'Генеральная лицензия Банка России № 354',
        fullTerms: '',
        url: '',
        erid: '',
        version: 'bench',
        confirmedClaims: null,
        tail: '',
      },
      contactPolicy: noContactPolicy,
    },
    options: {
      concern: null,
      policy: 'model-first',
      mode: 'composed',
      temperature: 0.7,
      seed: 1,
      answerWithinMs: 2000,
      language: 'ru',
      ...options,
    },
  };
}
