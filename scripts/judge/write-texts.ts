/**
 * Writers that can be compared on the same briefs: a person (the corpus), the model, the rules, and chance. All but the
 * person choose among the same eligible threads; bodies only, because disclosures are the same whoever writes.
 *
 * The model is the server's own generator on a clock that stands still: what is judged is its choice, and a busy machine
 * must not hand texts of the rules in for it. A set said to be the model's holds no other, or the command fails.
 */
import { readConfig } from '../../server/src/config.ts';
import { type Copybook, findEligible, loadCopybook } from '../../server/src/copybook/index.ts';
import type { Answer, AnswerGenerator } from '../../server/src/domain/answer.ts';
import { channels } from '../../server/src/domain/channels.ts';
import { type Clock, systemClock } from '../../server/src/domain/clock.ts';
import { limits } from '../../server/src/domain/limits.ts';
import { products } from '../../server/src/domain/products.ts';
import { createRandom, mixSeed } from '../../server/src/domain/random.ts';
import type { ClientPortrait } from '../../server/src/domain/signals.ts';
import { bodyOf } from '../../server/src/domain/thread.ts';
import { noContactPolicy, unknownContact, type ValidOrder } from '../../server/src/domain/valid-request.ts';
import type { Engine } from '../../server/src/engine/engine.ts';
import { findModelFile } from '../../server/src/engine/find-model.ts';
import { createLlamaEngine } from '../../server/src/engine/llama-engine.ts';
import { createAdmission } from '../../server/src/generate/admission.ts';
import { createEngineHolder } from '../../server/src/generate/engine-holder.ts';
import { createAnswerGenerator } from '../../server/src/generate/generate-answer.ts';
import { CommandError } from '../report.ts';
import type { WritableBrief } from './draw-briefs.ts';
import type { TextLine } from './text-line.ts';

export const writerNames = ['model', 'rules', 'random', 'hand'] as const;
export type WriterName = (typeof writerNames)[number];

/** No deadline ever passes on it. */
const standingClock: Clock = { ...systemClock, nowMs: () => 0, schedule: () => () => {} };

export interface Writer {
  /** @throws CommandError when this writer has nothing for the brief. */
  write(brief: WritableBrief): Promise<{ readonly body: string; readonly thread: string | null }>;
  close(): Promise<void>;
}

/** Texts for all briefs, in their order. */
export async function writeTexts(
  name: WriterName,
  briefs: readonly WritableBrief[],
  seed: number,
  onText: (done: number) => void = () => {},
): Promise<readonly (TextLine & { readonly thread: string | null })[]> {
  const writer = await openWriter(name, seed);
  try {
    const lines: (TextLine & { readonly thread: string | null })[] = [];
    for (const brief of briefs) {
      const { id, product, channel, concern, client } = brief;
      lines.push({ source: name, id, product, channel, concern, client, ...(await writer.write(brief)) });
      onText(lines.length);
    }
    return lines;
  } finally {
    await writer.close();
  }
}

async function openWriter(name: WriterName, seed: number): Promise<Writer> {
  if (name === 'hand') return { write: async ({ handBody }) => ({ body: handBody, thread: null }), close: noClose };
  const config = readConfig();
  const copybook = await loadCopybook(config.copybookDir);
  if (name === 'random') return { write: async (brief) => pickAtRandom(copybook, brief, seed), close: noClose };
  const engine =
    name === 'rules'
      ? null
      : await createLlamaEngine({
          ...(await findModelFile(config)),
          slotsCount: 1,
          threadsCount: config.engineThreadsCount,
          contextTokensPerSlot: limits.contextTokensPerSlot,
          logLevel: 'error',
        });
  const generator = createGenerator(copybook, engine);
  return {
    async write(brief) {
      const answer = await askFor(generator, brief, engine !== null, seed);
      if (answer.source === name) return { body: answer.body, thread: answer.thread?.id ?? null };
      const why = answer.source === null ? `refused: ${answer.refusal?.ruleId}` : `by rules: ${answer.rulesReason}`;
      throw new CommandError(`${brief.id} (${brief.product}, ${brief.channel}) came ${why}`);
    },
    close: async () => engine?.close(),
  };
}

async function noClose(): Promise<void> {}

function createGenerator(copybook: Copybook, engine: Engine | null): AnswerGenerator {
  const engineHolder = createEngineHolder();
  if (engine) engineHolder.setReady(engine);
  return createAnswerGenerator({
    clock: standingClock,
    copybook,
    engineHolder,
    admission: createAdmission({ clock: standingClock, slotsCount: 1, queueLengthMax: 1 }),
    serverVersion: 'judge',
    onEngineError: (error) => {
      throw error;
    },
  });
}

async function askFor(
  generator: AnswerGenerator,
  brief: WritableBrief,
  byModel: boolean,
  seed: number,
): Promise<Answer> {
  const client = {
    id: BigInt(mixSeed(brief.id)),
    portrait: portraitOf(brief),
    recentThreadIds: [],
    contact: unknownContact,
  };
  const context = { arrivedAtMs: standingClock.nowMs(), signal: new AbortController().signal };
  for await (const event of generator.generate(orderOf(brief, byModel, seed), client, context)) {
    if (event.kind === 'final') return event.answer;
  }
  throw new Error('no final event');
}

function portraitOf({ portrait }: WritableBrief): ClientPortrait {
  return { ...portrait, minor: false, region: null, ownValues: [] };
}

function orderOf({ product, channel, concern }: WritableBrief, byModel: boolean, seed: number): ValidOrder {
  const terms = {
    legalName: 'АО «Банк Пример»',
    licence: '',
    fullTerms: '',
    url: '',
    erid: '',
    version: 'judge',
    confirmedClaims: null,
    tail: '',
  };
  return {
    product: products[product],
    channel: { ...channels[channel], matched: true },
    profile: { name: 'strict', version: 'judge', terms, contactPolicy: noContactPolicy },
    options: {
      concern,
      policy: byModel ? 'model-first' : 'rules-only',
      mode: 'composed',
      temperature: limits.temperatureDefault,
      seed,
      answerWithinMs: limits.answerWithinMsMax,
      language: 'ru',
    },
  };
}

/** Chance: any eligible thread, any of its variants, all alike. Weights no fit and asks no model. */
function pickAtRandom(copybook: Copybook, brief: WritableBrief, seed: number) {
  const { threads } = findEligible(copybook, {
    product: products[brief.product],
    channel: channels[brief.channel],
    portrait: brief.portrait,
    concern: brief.concern,
    recentThreadIds: [],
    bodyCharsMax: channels[brief.channel].bodyCharsMax,
    confirmedClaims: null,
  });
  if (threads.length === 0) throw new CommandError(`${brief.id}: the copybook has no thread`);
  const random = createRandom(mixSeed(seed, brief.id));
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)]!;
  const { thread, allowedVariants } = pick(threads);
  return { body: bodyOf({ thread, variants: allowedVariants.map(pick) }), thread: thread.id };
}
