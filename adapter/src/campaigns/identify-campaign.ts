/**
 * What makes two commands the same campaign: the file's content, product, channel, options, limit and the seed asked
 * for. Not: paths, concurrency, the output's format. Asked for without a seed it is another campaign than with one,
 * whatever seed was chosen.
 */
import { createHash } from 'node:crypto';
import type { ValidArguments } from './parse-arguments.ts';

/** Raised when what follows is no longer what an older version stored under the same key. */
const keyVersion = 1;

export function identifyCampaign(
  campaign: Pick<ValidArguments, 'productCode' | 'channelCode' | 'options' | 'limit' | 'seed'>,
  clientsSha256: string,
): string {
  const { options } = campaign;
  const parts = [
    keyVersion,
    clientsSha256,
    campaign.productCode,
    campaign.channelCode,
    options.profile,
    options.concern,
    options.policy,
    options.temperature,
    options.language,
    options.answerWithinMs,
    // Absent where it is not asked for: campaigns of before there was the option are found.
    ...(options.approvedOnly ? ['approved_only'] : []),
    campaign.limit,
    campaign.seed,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
