/**
 * Free writing for engines declared strong: the same prompt, an alphabet-and-length grammar instead of threads. The text
 * is checked like any other.
 */
import { buildFreeGrammar } from '../compliance/index.ts';
import type { DeltaEvent } from '../domain/answer.ts';
import type { EngineSlot } from '../engine/engine.ts';

/** UTF-8 bytes of a character of the alphabet, at most. */
const bytesPerCharMax = 4;

export interface FreeResult {
  readonly body: string;
  /** Natural log-probabilities of the written pieces before masking. */
  readonly logProbabilities: readonly number[];
}

export interface FreeWriteOptions {
  readonly charsMin: number;
  readonly charsMax: number;
  readonly temperature: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Yields pieces as they are written; returns the whole. @throws AbortError, EngineError. */
export async function* writeFree(
  slot: EngineSlot,
  prompt: readonly number[],
  options: FreeWriteOptions,
): AsyncGenerator<DeltaEvent, FreeResult> {
  const pieces: string[] = [];
  const logProbabilities: number[] = [];
  const stream = slot.stream(
    prompt,
    {
      grammar: buildFreeGrammar({ charsMin: options.charsMin, charsMax: options.charsMax }),
      // The grammar bounds the length; this bounds an engine whose tokens are single bytes.
      tokensMax: options.charsMax * bytesPerCharMax,
      temperature: options.temperature,
      seed: options.seed,
    },
    options.signal,
  );
  for await (const piece of stream) {
    pieces.push(piece.text);
    logProbabilities.push(Math.log(Math.max(piece.probability, Number.MIN_VALUE)));
    yield { kind: 'delta', text: piece.text };
  }
  return { body: pieces.join('').trim(), logProbabilities };
}
