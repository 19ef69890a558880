/**
 * Fills thin cells of the copybook with candidates, in the server's idle time. Order: the thinnest cells, those that wait
 * for approval counted in → for each, the server's free engine writes a text for anybody → stored as a candidate, unless
 * it is unfit, or says what is said already → another attempt, a few times.
 *
 * The server says when clients need the engine: then this waits. Each candidate is stored at once: whatever ends the job,
 * nothing is lost.
 */
import {
  type Candidate as CandidateMessage,
  CandidateObstacle,
  type WriteCandidateResponse,
} from '@offerwright/proto/marketing/v1/generation_pb';
import { channelCodes } from '../api/channels.ts';
import { noContactPolicy } from '../api/contacts.ts';
import type { Coverage, ThreadContent } from '../api/copybook.ts';
import { concernNames } from '../api/generate-request.ts';
import { sleep } from '../clock.ts';
import { countWaitingCandidates } from '../db/copybook/count-waiting-candidates.ts';
import type { Statements } from '../db/database.ts';
import { RequestError } from '../errors.ts';
import { buildProfile } from '../inference/build-batches.ts';
import { concernNumbers, confidenceBasisSlugs } from '../inference/slugs.ts';
import type { CopybookContext } from './copybook-context.ts';
import { describeCoverage } from './describe-coverage.ts';
import { type StoredCandidate, storeCandidate } from './store-candidate.ts';

export interface CandidateJob {
  readonly cellsCount: number;
  readonly temperature: number;
  readonly withinMs: number;
  /** Of the first text; the others count on from it. */
  readonly seed: number;
  /** Told of each cell when it is done. */
  readonly onCell: (cell: Cell, outcome: CellOutcome, threadId: string | null) => void;
}

export type Cell = Pick<Coverage['cells'][number], 'product' | 'channel' | 'need'>;
/** `late`: the engine took too long; `failed`: it failed. */
export type CellOutcome = StoredCandidate['outcome'] | 'late' | 'failed';

/** Texts asked for a cell before it is left as it is. */
const attemptsMax = 3;
/** An engine that fails so often in a row is left alone. */
const failuresMax = 3;
const busyPauseMs = 2000;
/** The longest that clients are waited for, in all. */
const busyPausesMax = 150;

/** @returns how many candidates were stored. @throws RequestError inference_unavailable, refused_by_engine */
export async function writeCandidates(context: CopybookContext, job: CandidateJob): Promise<number> {
  const { cells, copybookHash } = await findThinCells(context.database, job.cellsCount);
  const ask = createAsking(context, job, copybookHash);
  let storedCount = 0;
  let failuresCount = 0;
  for (const cell of cells) {
    const { outcome, threadId } = await fillCell(context, cell, ask);
    job.onCell(cell, outcome, threadId);
    if (outcome === 'stored') storedCount += 1;
    failuresCount = outcome === 'failed' ? failuresCount + 1 : 0;
    if (failuresCount === failuresMax) {
      throw new RequestError(
        'inference_unavailable',
        'the engine that writes freely fails: the log of the server says why',
      );
    }
  }
  return storedCount;
}

/** By threads for anybody, then by all threads. Families are left out: their threads must name no product. */
export async function findThinCells(
  database: Statements,
  count: number,
): Promise<{ readonly cells: readonly Cell[]; readonly copybookHash: string }> {
  const coverage = await describeCoverage(database, channelCodes, concernNames);
  const waiting = new Map((await countWaitingCandidates(database)).map((row) => [keyOf(row), row.waiting_count]));
  const cells = coverage.cells
    .filter(({ product }) => !product.startsWith('FAMILY_'))
    .map((cell) => ({ cell, neutralCount: cell.neutral_count + (waiting.get(keyOf(cell)) ?? 0) }))
    .sort((one, other) => one.neutralCount - other.neutralCount || one.cell.threads_count - other.cell.threads_count)
    .slice(0, count)
    .map(({ cell: { product, channel, need } }) => ({ product, channel, need }));
  return { cells, copybookHash: coverage.copybook_hash ?? '' };
}

const keyOf = ({ product, channel, need }: Cell): string => [product, channel, need].join('\u0000');

type Ask = (cell: Cell) => Promise<WriteCandidateResponse['result']>;

/** Waits while clients need the engine. */
function createAsking({ inference, clock }: CopybookContext, job: CandidateJob, copybookHash: string): Ask {
  const profile = { ...buildProfile({ profile: 'strict', terms: null, contactPolicy: noContactPolicy }), copybookHash };
  let asked = 0;
  let pauses = 0;
  return async (cell) => {
    for (;;) {
      const { result } = await inference.writeCandidate({
        product: { code: cell.product },
        channel: { code: cell.channel },
        concern: concernNumbers[cell.need as keyof typeof concernNumbers],
        profile,
        temperature: job.temperature,
        seed: (job.seed + asked) % 2 ** 32,
        withinMs: job.withinMs,
      });
      if (result.case !== 'failure' || result.value.obstacle !== CandidateObstacle.BUSY) {
        asked += 1;
        return result;
      }
      pauses += 1;
      if (pauses > busyPausesMax) throw new RequestError('overloaded', 'clients need the engine: try again later');
      await sleep(clock, busyPauseMs);
    }
  };
}

async function fillCell(
  context: CopybookContext,
  cell: Cell,
  ask: Ask,
): Promise<{ readonly outcome: CellOutcome; readonly threadId: string | null }> {
  let outcome: CellOutcome = 'unfit';
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const result = await ask(cell);
    if (result.case === 'candidate') {
      const stored = await storeCandidate(context, candidateOf(cell, result.value));
      if (stored.outcome === 'stored') return { outcome: 'stored', threadId: stored.thread };
      outcome = stored.outcome;
    } else {
      outcome = outcomeOf(result.value?.obstacle);
      // A slow or broken engine is no better at the next attempt.
      if (outcome !== 'unfit') break;
    }
  }
  return { outcome, threadId: null };
}

/** @throws RequestError refused_by_engine when nothing writes freely */
function outcomeOf(obstacle: CandidateObstacle | undefined): CellOutcome {
  switch (obstacle) {
    case CandidateObstacle.UNFIT:
    case CandidateObstacle.CHECK_FAILED:
      return 'unfit';
    case CandidateObstacle.DEADLINE:
      return 'late';
    case CandidateObstacle.ENGINE_ERROR:
      return 'failed';
    case CandidateObstacle.NO_ENGINE:
      throw new RequestError('refused_by_engine', 'the server has no engine that writes freely (docs/FREE.md)');
    default:
      throw new Error('the server gave no candidate and no known reason');
  }
}

function candidateOf(cell: Cell, { body, provenance, verdict, confidence, confidenceBasis }: CandidateMessage) {
  if (!provenance || !verdict) throw new Error('a candidate without provenance or verdict');
  const modelName = provenance.modelName;
  const { product, channel, need } = cell as Cell & Pick<ThreadContent, 'channel' | 'need'>;
  return {
    written: { product, channel, need, signals: [], body, modelName },
    origin: {
      engine: provenance.engine,
      model_name: modelName,
      prompt_version: provenance.promptVersion,
      answer: null,
      confidence,
      confidence_basis: confidenceBasisSlugs[confidenceBasis] ?? 'unknown',
      law_score: verdict.lawScore,
      brand_voice_score: verdict.brandVoiceScore,
      fit_score: verdict.fitScore,
    },
    submitter: null,
  } as const;
}
