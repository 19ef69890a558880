/**
 * Holds a campaign for one run. A second run of the same campaign says so and waits; when the first ends, or is killed,
 * the second goes on from there. Two runs could only meet if the first lost its database connection: then the store's
 * unique keys still keep one row a client and one answer a row.
 */
import type { Clock } from '../clock.ts';
import { sleep } from '../clock.ts';
import { tryLockCampaign, unlockCampaign, withConnection } from '../db/campaigns/lock-campaign.ts';
import type { Database } from '../db/database.ts';
import { campaignLimits } from './campaign-limits.ts';
import { InterruptedError } from './interrupted-error.ts';

export interface HoldOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once, when another run has the campaign. */
  readonly onWait: () => void;
}

/** @throws InterruptedError when the signal fires while waiting */
export function holdCampaign<Result>(
  database: Database,
  keySha256: string,
  options: HoldOptions,
  run: () => Promise<Result>,
): Promise<Result> {
  return withConnection(database, async (connection) => {
    let told = false;
    while (!(await tryLockCampaign(connection, keySha256))) {
      if (!told) options.onWait();
      told = true;
      await sleep(options.clock, campaignLimits.lockAskEveryMs, options.signal);
      if (options.signal.aborted) throw new InterruptedError();
    }
    try {
      return await run();
    } finally {
      // A connection that was lost meanwhile took the lock along.
      await unlockCampaign(connection, keySha256).catch(() => false);
    }
  });
}
