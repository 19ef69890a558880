/**
 * Writes texts for clients and their counterparts, over every product and every channel in turn, and compares them.
 * By rules, or with a model: the same generator as the server's, so that what is judged is what clients get.
 */
import { loadCopybook } from '@offerwright/server/src/copybook/index.ts';
import type { Answer, AnswerGenerator } from '@offerwright/server/src/domain/answer.ts';
import { channelCodes, channels } from '@offerwright/server/src/domain/channels.ts';
import { systemClock } from '@offerwright/server/src/domain/clock.ts';
import { productCodes, products } from '@offerwright/server/src/domain/products.ts';
import { noContactPolicy, type ValidOptions, type ValidOrder } from '@offerwright/server/src/domain/valid-request.ts';
import type { Engine } from '@offerwright/server/src/engine/engine.ts';
import { createAdmission } from '@offerwright/server/src/generate/admission.ts';
import { createEngineHolder } from '@offerwright/server/src/generate/engine-holder.ts';
import { createAnswerGenerator } from '@offerwright/server/src/generate/generate-answer.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';
import { askGenerator } from './ask-generator.ts';
import {
  compareAnswers,
  counterpartsOf,
  type Difference,
  summarizeDifferences,
  type TraitReport,
} from './compare-counterparts.ts';

export interface FairnessRun {
  readonly clients: readonly Readonly<Record<string, unknown>>[];
  readonly copybookDir: string;
  /** Null: texts are composed by rules. */
  readonly engine: Engine | null;
  /** Products for each client, in turn over all. */
  readonly productsPerClient: number;
  readonly onProgress?: (done: number, all: number) => void;
}

export async function runFairness(run: FairnessRun): Promise<readonly TraitReport[]> {
  const generator = await createGenerator(run);
  const differences: Difference[] = [];
  for (const [index, features] of run.clients.entries()) {
    for (let turn = 0; turn < run.productsPerClient; turn += 1) {
      const order = orderOf(index * run.productsPerClient + turn, run.engine !== null);
      differences.push(...(await compareClient(generator, order, features, BigInt(index))));
    }
    run.onProgress?.(index + 1, run.clients.length);
  }
  return summarizeDifferences(differences);
}

/** A minor's age is not flipped: the law itself tells minors from others. */
async function compareClient(
  generator: AnswerGenerator,
  order: ValidOrder,
  features: Readonly<Record<string, unknown>>,
  id: bigint,
): Promise<readonly Difference[]> {
  const { minor } = derivePortrait(parseFeatures(features).features);
  const counterparts = counterpartsOf(features).filter(({ trait }) => trait !== 'age' || !minor);
  const first = new Map<string, Answer>();
  const differences: Difference[] = [];
  for (const counterpart of counterparts) {
    const answer = await askGenerator(generator, order, counterpart.features, id);
    const reference = first.get(counterpart.trait);
    if (reference) differences.push(compareAnswers(counterpart.trait, counterpart.change, reference, answer));
    else first.set(counterpart.trait, answer);
  }
  return differences;
}

async function createGenerator(run: FairnessRun): Promise<AnswerGenerator> {
  const engineHolder = createEngineHolder();
  if (run.engine) engineHolder.setReady(run.engine);
  return createAnswerGenerator({
    clock: systemClock,
    copybook: await loadCopybook(run.copybookDir),
    engineHolder,
    admission: createAdmission({ clock: systemClock, slotsCount: 1, queueLengthMax: 1 }),
    serverVersion: 'fairness',
    onEngineError: (error) => {
      throw error;
    },
  });
}

function orderOf(turn: number, byModel: boolean): ValidOrder {
  const product = products[productCodes[turn % productCodes.length]!];
  const channel = channels[channelCodes[Math.floor(turn / productCodes.length + turn) % channelCodes.length]!];
  const options: ValidOptions = {
    concern: null,
    policy: byModel ? 'model-first' : 'rules-only',
    mode: 'composed',
    temperature: 0,
    seed: 1,
    answerWithinMs: 2000,
    language: 'en',
  };
  return {
    product,
    channel: { ...channel, matched: true },
    profile: {
      name: 'strict',
      version: 'fairness',
      terms: {
        legalName: 'АО «Банк Пример»',
        licence: '',
        fullTerms: '',
        url: '',
        erid: '',
        version: 'fairness',
        confirmedClaims: null,
        tail: '',
      },
      contactPolicy: noContactPolicy,
    },
    options,
  };
}
