/**
 * What a slot needs of a model: one sequence of tokens whose state is held, that can be cut back and grown.
 * llama-engine.ts and scripted-engine.ts implement it; slot-pool.ts makes slots of it. Calls never overlap: the slot
 * waits for one before it makes the next.
 */
export interface TokenSequence {
  /** The tokens whose state is held, in order. */
  tokens(): readonly number[];
  /** Forgets the state after the first `count` tokens; what is before stays. */
  truncate(count: number): Promise<void>;
  /**
   * Evaluates tokens after those held, as one batch.
   * @returns natural log-probabilities before masking: for each wanted place, those of its candidates in their order.
   */
  feed(tokens: readonly number[], wanted: readonly WantedScores[]): Promise<readonly (readonly number[])[]>;
  /** A writer inside a GBNF grammar. @throws EngineError when the grammar is refused. */
  createWriter(options: WriterOptions): Promise<TokenWriter>;
  /** Drops all state; after a failed evaluation nothing held is trusted. */
  reset(): Promise<void>;
}

export interface WantedScores {
  /** Place in the fed tokens after which the candidates are scored. */
  readonly index: number;
  readonly candidates: readonly number[];
}

export interface WriterOptions {
  readonly grammar: string;
  readonly temperature: number;
  readonly seed: number;
}

export interface WrittenTokens {
  readonly tokens: readonly number[];
  /** The grammar and the model ended the text. */
  readonly ended: boolean;
}

export interface TokenWriter {
  /**
   * Evaluates `last` and writes at most `tokensMax` tokens after it, fewer when the text ends or `isStopped` turns true.
   * Then the sequence holds `last` and some or all of the written tokens.
   */
  write(last: number, tokensMax: number, isStopped: () => boolean): Promise<WrittenTokens>;
}
