/**
 * The port to a language model. Order of calls: `createX` (loads) → `describe` → for each answer `openSlot` →
 * `start`/`score` (composed) or `stream` (free) → `release`.
 *
 * Admission (generate/admission.ts) owns the slots: it never opens more than `slotsCount` at once.
 * Implementations: llama-engine.ts (node-llama-cpp), scripted-engine.ts (tests); both are a token sequence (sequence.ts)
 * under the same slots (slot-pool.ts). One suite runs on all of them (tests/kit/engine-suite.ts).
 *
 * The same calls give the same scores to the bit, whatever the slot did before and the others do meanwhile. Other calls
 * for the same tokens (a longer prompt instead of a `score` after it) agree within rounding.
 */
export type EngineName = 'llama' | 'scripted' | 'remote';

/** What was done to the published model before it was loaded. */
export interface ModelFileDescription {
  readonly kind: 'published' | 'local';
  /** Tokens before the vocabulary was cut; 0 for a published file, which has all it had. */
  readonly publishedVocabularyTokens: number;
  /** Whether weights were turned into a type that llama.cpp evaluates faster. */
  readonly requantised: boolean;
  /** Empty without an adapter. */
  readonly adapterName: string;
  readonly adapterSha256: string;
}

export const asPublished: ModelFileDescription = {
  kind: 'published',
  publishedVocabularyTokens: 0,
  requantised: false,
  adapterName: '',
  adapterSha256: '',
};

export function describeModelFile(file: ModelFileDescription, vocabularyTokens: number): string {
  const parts: string[] = [file.kind];
  if (file.publishedVocabularyTokens > vocabularyTokens) {
    parts.push(`${vocabularyTokens} of ${file.publishedVocabularyTokens} tokens`);
  }
  if (file.requantised) parts.push('requantised');
  if (file.adapterName !== '') parts.push(`adapter ${file.adapterName}`);
  return parts.join(', ');
}

export interface EngineDescription {
  readonly engine: EngineName;
  readonly modelName: string;
  readonly modelSha256: string;
  readonly modelLicence: string;
  readonly modelBytes: number;
  readonly adapterName: string;
  readonly adapterSha256: string;
  /** What serves, in words: "published", or "local, 31540 of 151936 tokens, requantised, adapter NAME". */
  readonly modelFile: string;
  /** Declared strong enough for free writing. */
  readonly strong: boolean;
  readonly vocabularyTokens: number;
}

export interface FreeOptions {
  /** GBNF grammar the text must match. */
  readonly grammar: string;
  readonly tokensMax: number;
  readonly temperature: number;
  readonly seed: number;
}

export interface FreePiece {
  readonly text: string;
  /**
   * Probability of the chosen token before masking, 0–1. A character made of several tokens is one piece, with the
   * product of their probabilities.
   */
  readonly probability: number;
}

/** What the model thinks of each candidate as the next token. */
export interface CandidateScores {
  /** Natural log-probabilities before masking, in the order of the candidates. */
  readonly logProbabilities: readonly number[];
}

export interface EngineSlot {
  /**
   * Evaluates the prompt (the prefix it shares with the slot's last one is reused) and scores the candidates as its
   * next token. @throws AbortError when the signal fires; EngineError when the model fails.
   */
  start(prompt: readonly number[], candidates: readonly number[], signal: AbortSignal): Promise<CandidateScores>;
  /**
   * Feeds tokens (at least one) after what was fed before, and scores the candidates as the next token. Follows a
   * `start` or `score` that has succeeded: after an abort begin again with `start`.
   */
  score(tokens: readonly number[], candidates: readonly number[], signal: AbortSignal): Promise<CandidateScores>;
  /**
   * Writes freely inside a grammar, until the text ends or `tokensMax` tokens are written (then it may end in the middle
   * of a word). @throws AbortError when the signal fires; EngineError when the grammar is refused or the model fails.
   */
  stream(prompt: readonly number[], options: FreeOptions, signal: AbortSignal): AsyncIterable<FreePiece>;
  /** Tokens evaluated since the last `start` or `stream`, the reused prefix left out. */
  tokensEvaluated(): number;
  /**
   * Gives the slot back; safe to call twice. Resolves when the slot can be opened again: after an abort the evaluation
   * under way may still run for a moment. Never rejects.
   */
  release(): Promise<void>;
}

export interface Engine {
  readonly slotsCount: number;
  describe(): EngineDescription;
  /** Tokens of a text; special tokens are not parsed. */
  tokenize(text: string): readonly number[];
  /** Tokens of a prompt, in which the model's special tokens are parsed. */
  tokenizePrompt(prompt: string): readonly number[];
  /** @throws EngineError when no slot is free or the engine has failed. */
  openSlot(): EngineSlot;
  /** Refuses new slots and cuts evaluations short between batches; resolves when the model's memory is given back. */
  close(): Promise<void>;
}

/** The model failed. `reason` holds no paths and no client data. */
export class EngineError extends Error {
  readonly reason: string;
  constructor(reason: string, options?: { cause?: unknown }) {
    super(reason, options);
    this.name = 'EngineError';
    this.reason = reason;
  }
}
