/**
 * Holds a campaign for one run. A second run of the same campaign says so and waits; when the first ends, or is killed,
 * the second goes on from there.
 *
 * The lock goes with its database session. When that ends in mid-run (the database restarts), it is taken again; where
 * another run was quicker, this one stops. In between two runs may meet: then the store's unique keys still keep one row
 * a client and one answer a row.
 */
import { type Clock, sleep } from '../clock.ts';
import { type CampaignLock, tryLockCampaign } from '../db/campaigns/lock-campaign.ts';
import { isDatabaseUnavailable } from '../db/database.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { InterruptedError } from './interrupted-error.ts';

export interface HoldOptions {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once, when another run has the campaign. */
  readonly onWait: () => void;
}

/**
 * @param run its signal fires when the caller's does, or when another run has taken the campaign over
 * @throws InterruptedError when the signal fires
 * @throws CampaignError taken_over
 */
export async function holdCampaign<Result>(
  keySha256: string,
  options: HoldOptions,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const first = await waitForLock(keySha256, options);
  const takenOver = new AbortController();
  const ended = new AbortController();
  const keeping = keepLock(first, keySha256, options, ended.signal, () => takenOver.abort());
  try {
    return await run(AbortSignal.any([options.signal, takenOver.signal]));
  } catch (error) {
    if (!(error instanceof InterruptedError) || options.signal.aborted) throw error;
    throw new CampaignError('taken_over', 'The database was away, and another run of this campaign went on meanwhile.');
  } finally {
    ended.abort();
    await keeping;
  }
}

async function waitForLock(keySha256: string, options: HoldOptions): Promise<CampaignLock> {
  for (let told = false; ; told = true) {
    const lock = await tryLockCampaign(options.databaseUrl, keySha256);
    if (lock !== null) return lock;
    if (!told) options.onWait();
    await sleep(options.clock, campaignLimits.lockAskEveryMs, options.signal);
    if (options.signal.aborted) throw new InterruptedError();
  }
}

/** Until the run has ended: a lock that was lost is taken again; then the last one is released. */
async function keepLock(
  first: CampaignLock,
  keySha256: string,
  options: HoldOptions,
  ended: AbortSignal,
  onTakenOver: () => void,
): Promise<void> {
  const end = new Promise<void>((resolve) => ended.addEventListener('abort', () => resolve(), { once: true }));
  let lock: CampaignLock | null = first;
  while (lock !== null) {
    await Promise.race([lock.lost, end]);
    await lock.release();
    if (ended.aborted) return;
    lock = await takeAgain(keySha256, options, ended);
    if (lock === null && !ended.aborted) onTakenOver();
  }
}

/** @returns null when another run has it, or this one has ended */
async function takeAgain(keySha256: string, options: HoldOptions, ended: AbortSignal): Promise<CampaignLock | null> {
  while (!ended.aborted) {
    try {
      return await tryLockCampaign(options.databaseUrl, keySha256);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) return null;
      await sleep(options.clock, campaignLimits.databaseRetryMs, ended);
    }
  }
  return null;
}
