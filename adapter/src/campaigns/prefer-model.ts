/**
 * Asks again when rules wrote because the model did not make it in time: an answer has two seconds, a campaign has
 * longer. The last answer counts, whoever wrote it.
 */
import type { ClientResult } from '../api/generate-response.ts';
import { campaignLimits } from './campaign-limits.ts';
import type { FlightLimit } from './flight-limit.ts';

export async function preferModel(ask: () => Promise<ClientResult>, limit: FlightLimit): Promise<ClientResult> {
  for (let tries = 1; ; tries += 1) {
    const result = await ask();
    if (isLate(result)) limit.learn(true);
    else if ('source' in result && result.source === 'model') limit.learn(false);
    if (!isLate(result) || tries >= campaignLimits.modelTriesMax) return result;
  }
}

function isLate(result: ClientResult): boolean {
  return 'rules_reason' in result && (result.rules_reason === 'deadline' || result.rules_reason === 'overload');
}
