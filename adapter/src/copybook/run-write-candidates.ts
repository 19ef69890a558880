/** The act `write-candidates` of the command `copybook`: its arguments, its progress. */
import { createUuidSource, systemClock } from '../clock.ts';
import { readEdition } from '../db/copybook/read-edition.ts';
import type { Database } from '../db/database.ts';
import { createInferenceClient } from '../inference/inference-client.ts';
import { createLog } from '../log.ts';
import { type CellOutcome, writeCandidates } from './write-candidates.ts';

export interface CandidateWishes {
  readonly cellsCount: number;
  readonly temperature: number;
  readonly withinMs: number;
  readonly seed: number;
}

const cellsMax = 1000;
const withinMsDefault = 30_000;
const withinMsMin = 100;
const withinMsMax = 120_000;
/** A little variety: the same cell is asked more than once. */
const temperatureDefault = 0.9;
const temperatureMax = 2;
const seedMax = 4_294_967_295;

export type CandidateArguments = Readonly<
  Partial<Record<'cells' | 'temperature' | 'within-ms' | 'seed', string | undefined>>
>;

/** @returns the wishes, or what is wrong with the arguments. */
export function parseCandidateWishes(values: CandidateArguments): CandidateWishes | string {
  const cellsCount = readNumber(values.cells, 1, cellsMax, true);
  const temperature = readNumber(values.temperature ?? String(temperatureDefault), 0, temperatureMax, false);
  const withinMs = readNumber(values['within-ms'] ?? String(withinMsDefault), withinMsMin, withinMsMax, true);
  const seed = readNumber(values.seed ?? '1', 0, seedMax, true);
  if (cellsCount === null) return `--cells takes a whole number, 1 to ${cellsMax}`;
  if (temperature === null) return `--temperature takes a number, 0 to ${temperatureMax}`;
  if (withinMs === null) return `--within-ms takes a whole number, ${withinMsMin} to ${withinMsMax}`;
  if (seed === null) return `--seed takes a whole number, 0 to ${seedMax}`;
  return { cellsCount, temperature, withinMs, seed };
}

function readNumber(text: string | undefined, min: number, max: number, isWhole: boolean): number | null {
  if (text === undefined || !/^\d{1,10}(\.\d{1,3})?$/.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max && (!isWhole || Number.isInteger(value)) ? value : null;
}

/** What people read of each cell. */
const outcomeWords: Readonly<Record<CellOutcome, string>> = {
  stored: 'a candidate',
  known: 'nothing new: the text is there already',
  duplicate: 'nothing new: the copybook says it already',
  unfit: 'nothing: what the engine wrote is no text to be sent',
  late: 'nothing: the engine took too long',
  failed: 'nothing: the engine failed',
};

/** @throws RequestError inference_unavailable, refused_by_engine, overloaded */
export async function runWriteCandidates(
  wishes: CandidateWishes,
  database: Database,
  inferenceAddress: string,
  say: (line: string) => void,
): Promise<void> {
  const inference = createInferenceClient(inferenceAddress, systemClock, (hash) => readEdition(database, hash));
  const context = {
    database,
    inference,
    clock: systemClock,
    createUuid: createUuidSource(systemClock),
    log: createLog('silent'),
  };
  let cellsCount = 0;
  try {
    const storedCount = await writeCandidates(context, {
      ...wishes,
      onCell(cell, outcome, threadId) {
        cellsCount += 1;
        const what = threadId ? `${outcomeWords[outcome]}, ${threadId}` : outcomeWords[outcome];
        say(`${cell.product} ${cell.channel} ${cell.need}: ${what}`);
      },
    });
    if (cellsCount === 0) say('there is no copybook in the database: import one first');
    else say(`${storedCount} candidates of ${cellsCount} cells wait for people to approve them`);
  } finally {
    inference.close();
  }
}
