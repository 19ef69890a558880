/**
 * Every limit of the server, with its meaning. Relations between them are asserted at start.
 * Those the operator may change are read in config.ts, with these defaults.
 */
export const limits = {
  /** The longest an answer may take, from the request's arrival (PRODUCT.md: 2 s whatever happens). */
  answerWithinMsMax: 2000,
  answerWithinMsMin: 50,
  /** Kept back from the budget for composing by rules, checking and writing the answer. */
  reserveMs: 450,
  /** Clients in one GenerateBatch call. */
  clientsPerCallMax: 1000,
  /** Requests waiting for an engine slot; beyond it texts are composed by rules at once. */
  queueLengthMax: 64,
  /** Calls of the generation service served at once (and, apart, of health and reflection); then RESOURCE_EXHAUSTED. */
  callsMax: 256,
  /** Connections held at once on the Connect port. */
  connectionsMax: 1024,
  /** How long a new connection on the Connect port may take to show which HTTP it speaks. */
  sniffMs: 10_000,
  /** How long calls under way may take to finish after SIGTERM (OFFERWRIGHT_DRAIN_MS). */
  drainMs: 10_000,
  /** How long closed connections may take to say goodbye before they are cut. */
  goodbyeMs: 1000,
  /**
   * How long the batches may hold the event loop before others get their turn, milliseconds, composing and sending
   * included. Without it a batch of 1,000, most of them by rules, held it for 0.3–1.8 s, and the soft deadlines of other
   * calls fired that late.
   */
  batchTurnMs: 10,
  /** How long the engine may write a candidate for people to read, when the request does not say, milliseconds. */
  candidateWithinMs: 30_000,
  /** Characters of a text given to CheckText. */
  checkTextCharsMax: 10_000,
  /** Temperature of the model's choice when a request names none: some variety, likely choices preferred. */
  temperatureDefault: 0.7,
  /** Bytes of one request message. */
  messageBytesMax: 4 * 1024 * 1024,
  /** Tokens of prompt and text that an engine slot holds: a prompt takes some 300, the longest e-mail some 250. */
  contextTokensPerSlot: 1024,
  /** The same where the engine writes freely: the prompt in words has up to 3,500 characters, some 1,300 tokens. */
  contextTokensPerFreeSlot: 2048,
  /** Editions of the copybook kept besides the server's own: the one in force and those of requests under way. */
  copybooksKeptMax: 4,
  /** Editions being loaded at once; then RESOURCE_EXHAUSTED. */
  copybookLoadsMax: 4,
  /** Threads of one edition: five times what is written today. */
  copybookThreadsMax: 20_000,
  /** How long loading an edition may hold the event loop before others get their turn, milliseconds. */
  copybookTurnMs: 8,
  /** Threads a grammar may hold. */
  graphThreadsMax: 64,
  /** A CSV file that propensity is learnt from: bytes, rows, columns, characters of a row. */
  propensityFileBytesMax: 2 ** 30,
  propensityRowsMax: 5_000_000,
  propensityColumnsMax: 500,
  propensityRowCharsMax: 1_000_000,
  /** Levels of a categorical column that are told apart; rarer ones are pooled. */
  propensityLevelsMax: 200,
  /** Rows with and rows without the wanted outcome that a model needs at least. */
  propensityClassRowsMin: 10,
  /** Columns of a logistic design: its information matrix is solved in a third of their cube of operations. */
  propensityDesignColumnsMax: 3000,
  /** Model files kept read: each is a few megabytes in memory. */
  propensityModelsKeptMax: 32,
} as const;

export function assertLimits(): void {
  if (limits.reserveMs >= limits.answerWithinMsMax / 2) {
    throw new Error('limits: reserveMs must be below half of answerWithinMsMax');
  }
}
