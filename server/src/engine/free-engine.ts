/**
 * The port for free writing. It takes a prompt in words: how a model marks up a conversation, and how it cuts text into
 * tokens, is the engine's own business. Choosing among threads needs tokens and scores and has another port, engine.ts:
 * a server on the network can do the one and not the other, and neither pretends.
 *
 * Order of calls: `describe` → for each text `openSlot` → `write` → `release`. Admission (generate/admission.ts) never
 * opens more than `slotsCount` at once.
 * Implementations: remote-engine.ts (a server of the bank's), embedded-free-engine.ts (the embedded engine, where it is
 * declared strong). One suite runs on all of them (tests/kit/free-engine-suite.ts).
 */
import type { EngineDescription, FreeOptions } from './engine.ts';

export interface FreeEngineDescription
  extends Pick<
    EngineDescription,
    'engine' | 'modelName' | 'modelLicence' | 'adapterName' | 'adapterSha256' | 'modelFile'
  > {
  /** Empty for a remote engine, which does not tell. */
  readonly modelSha256: string;
}

export interface WrittenPiece {
  readonly text: string;
  /** Probability before masking, 0–1, as in FreePiece; null when the engine does not tell. */
  readonly probability: number | null;
}

export interface FreeSlot {
  /**
   * Writes one text until it ends or `tokensMax` tokens are written (then it may end in the middle of a word). Whether
   * the text keeps to the grammar is to be checked: a server may ignore it, or be told not to use it.
   * @param prompt what is wanted, in words, without markup.
   * @throws AbortError when the signal fires; EngineError when the grammar is refused or the engine fails.
   */
  write(prompt: string, options: FreeOptions, signal: AbortSignal): AsyncIterable<WrittenPiece>;
  /** Tokens evaluated since the last `write`; those of a remote engine are the written ones alone. */
  tokensEvaluated(): number;
  /** Gives the slot back; safe to call twice. Resolves when the slot can be opened again. Never rejects. */
  release(): Promise<void>;
}

export interface FreeEngine {
  readonly slotsCount: number;
  describe(): FreeEngineDescription;
  /** @throws EngineError when no slot is free or the engine is closed. */
  openSlot(): FreeSlot;
  /** Refuses new slots and ends texts under way. */
  close(): Promise<void>;
}
