/**
 * Every limit that only campaigns have, with its meaning (those of any request are in limits.ts). Row limits differ by format because CSV and JSONL are streamed while the
 * kept xlsx libraries hold a whole sheet: 20,000 rows × 27 columns took 4.2 s and 0.45 GB to write and 1.2 s to read on
 * two shared cores, so 100,000 rows stay near 2 GB.
 */
export const campaignLimits = {
  /** Data rows of a CSV file of clients, and of a CSV or JSONL file of texts. */
  csvRowsMax: 1_000_000,
  /** Data rows of an xlsx file, read or written. */
  xlsxRowsMax: 100_000,
  /** Bytes an xlsx file may unpack to; guards against a small archive that fills the memory. */
  xlsxUnpackedBytesMax: 256 * 1024 * 1024,
  /** Entries of an xlsx archive. */
  xlsxEntriesMax: 10_000,
  /** Bytes of one CSV record. */
  csvRecordBytesMax: 1024 * 1024,
  /** Integers that JSON keeps exactly. */
  clientIdMax: Number.MAX_SAFE_INTEGER,
  /** Seeds are unsigned 32-bit integers (proto: GenerationOptions.seed). */
  seedMax: 2 ** 32 - 1,
  temperatureMax: 2,
  concurrencyMax: 256,
  /** Clients in flight beyond the server's slots: one waits, so that no slot idles between two answers. */
  clientsBeyondSlots: 1,
  /** Texts by the model in a row after which one more client may be in flight, up to the most. */
  growAfterTexts: 16,
  /** Times that a client is asked when rules wrote because the model did not make it in time. */
  modelTriesMax: 2,
  /** Clients whose asked rows are written, and whose history is read, in one go. */
  askedBatchRows: 64,
  /** Texts of the campaign that the next one keeps away from (proto: GenerateBatchRequest.used_texts takes 2,000). */
  usedTextsMax: 1000,
  /** Rows back from a client whose texts are not looked at yet; at least the clients in flight. */
  usedTextsWindowMin: 8,
  /** Answers of the same client, product and channel whose threads are not used again. */
  recentThreadsMax: 5,
  /** Rows read from the store in one go while the file of texts is written. */
  outputPageRows: 500,
  /** The longest wait for the engine to load before the first client is asked. */
  engineWaitMsMax: 300_000,
  engineAskEveryMs: 1000,
  /** Kept beyond the answer's budget before the call itself is given up. */
  callGraceMs: 3000,
  /** Tries of one call that the server refuses for the moment (UNAVAILABLE, RESOURCE_EXHAUSTED). */
  callTriesMax: 8,
  /** Tries of a call that ran into its deadline, which should never happen; then the client gets an error. */
  deadlineTriesMax: 3,
  callRetryMsFirst: 200,
  callRetryMsMax: 10_000,
  /** How long a database that is away is tried again, and how often. */
  databaseAwayMsMax: 30_000,
  databaseRetryMs: 500,
  /** How often a second run of the same campaign looks whether the first has ended. */
  lockAskEveryMs: 1000,
  /** How often progress is written where standard error is not a terminal. */
  progressEveryMs: 5000,
} as const;
