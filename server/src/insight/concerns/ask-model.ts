/**
 * What the language model thinks a statement is about: the log-probabilities of four answers as the next token, less
 * those after the same prompt with an empty statement (contextual calibration: a word that the model likes to begin with
 * is no opinion). The four descriptions come first, so that statements share the evaluation of the prefix.
 *
 * Measured, not shipped: see docs/CONCERNS.md.
 */

import type { Concern } from '../../domain/concerns.ts';
import type { Engine, EngineSlot } from '../../engine/engine.ts';
import type { Likelihoods } from './measure-likelihoods.ts';
import { perConcern } from './measure-likelihoods.ts';

const charsReadMax = 400;

const answers: Readonly<Record<Concern, string>> = {
  finance: 'деньги',
  efficiency: 'время',
  purchase: 'оформление',
  support: 'помощь',
};

function buildConcernPrompt(statement: string, product: string): string {
  return [
    '<|im_start|>user',
    'О чём говорит клиент банка? деньги: цена, ставка, платёж, выгода, потери. время: скорость, очереди, удобство, сбои ' +
      'приложения. оформление: заявка, документы, одобрение, отказ, получение. помощь: сотрудники, ответ, объяснение, ' +
      'доверие, мошенники. Ответь одним словом: деньги, время, оформление или помощь.',
    `Продукт: ${plain(product)}`,
    `Клиент: ${plain(statement)}<|im_end|>`,
    '<|im_start|>assistant',
    '',
  ].join('\n');
}

/** The client's words must not become the model's markup. */
function plain(text: string): string {
  return text.slice(0, charsReadMax).replace(/[<>|]/gu, ' ').replace(/\s+/gu, ' ').trim();
}

/** Scores of a statement less those of the empty one for the same product, which are evaluated once a product. */
export function createModelScorer(
  engine: Engine,
  slot: EngineSlot,
  signal: AbortSignal,
): (statement: string, product: string) => Promise<Likelihoods> {
  const emptyByProduct = new Map<string, Likelihoods>();
  return async (statement, product) => {
    const empty =
      emptyByProduct.get(product) ?? (await scoreAnswers(engine, slot, buildConcernPrompt('', product), signal));
    emptyByProduct.set(product, empty);
    const said = await scoreAnswers(engine, slot, buildConcernPrompt(statement, product), signal);
    return perConcern((concern) => said[concern] - empty[concern]);
  };
}

async function scoreAnswers(
  engine: Engine,
  slot: EngineSlot,
  prompt: string,
  signal: AbortSignal,
): Promise<Likelihoods> {
  const names = Object.keys(answers) as Concern[];
  const tokens = names.map((concern) => engine.tokenize(answers[concern])[0]!);
  if (new Set(tokens).size !== names.length) throw new Error('two answers begin with the same token');
  const { logProbabilities } = await slot.start(engine.tokenizePrompt(prompt), tokens, signal);
  return perConcern((concern) => logProbabilities[names.indexOf(concern)]!);
}
