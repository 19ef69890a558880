/**
 * Turns written tokens into pieces of whole characters: a token may end inside a UTF-8 character, and half a character
 * must not reach a reader.
 */
import type { FreePiece } from './engine.ts';

/** What a decoder puts for bytes that are no character. */
const replacement = '\uFFFD';
/** A UTF-8 character has at most four bytes, so at most four tokens. */
const tokensPerCharacterMax = 4;
/** Tokens before a piece that tell the tokeniser whether it follows a word. */
const contextTokens = 8;

export type Detokenize = (tokens: readonly number[], before: readonly number[]) => string;

export interface PieceSplitter {
  /** @returns a piece when the token completes one, else null. */
  push(token: number, probability: number): FreePiece | null;
}

export function createPieceSplitter(detokenize: Detokenize, prompt: readonly number[]): PieceSplitter {
  let before = prompt.slice(-contextTokens);
  let pending: number[] = [];
  let probability = 1;
  return {
    push(token, tokenProbability) {
      pending.push(token);
      probability *= tokenProbability;
      const text = detokenize(pending, before);
      if (text.endsWith(replacement) && pending.length < tokensPerCharacterMax) return null;
      const piece = { text, probability };
      before = [...before, ...pending].slice(-contextTokens);
      pending = [];
      probability = 1;
      return piece.text === '' ? null : piece;
    },
  };
}
