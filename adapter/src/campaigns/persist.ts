/**
 * Repeats a write or a read while the database is away (a restart, a fail-over), up to `databaseAwayMsMax`. The work
 * must be safe to repeat: a statement may have been carried out although its confirmation was lost.
 */
import { type Clock, sleep } from '../clock.ts';
import { isDatabaseUnavailable } from '../db/database.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { InterruptedError } from './interrupted-error.ts';

/**
 * @param onAway called once, when the database turns out to be away
 * @throws CampaignError database_unavailable when it stays away
 * @throws InterruptedError when the signal fires while it is away
 */
export async function persist<Result>(
  clock: Clock,
  signal: AbortSignal,
  work: () => Promise<Result>,
  onAway: () => void = () => {},
): Promise<Result> {
  const startedMs = clock.nowMs();
  let told = false;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      if (signal.aborted) throw new InterruptedError();
      if (clock.nowMs() - startedMs >= campaignLimits.databaseAwayMsMax) {
        const seconds = campaignLimits.databaseAwayMsMax / 1000;
        throw new CampaignError('database_unavailable', `The database could not be reached for ${seconds} s.`, {
          cause: error,
        });
      }
      if (!told) onAway();
      told = true;
      await sleep(clock, campaignLimits.databaseRetryMs, signal);
    }
  }
}
