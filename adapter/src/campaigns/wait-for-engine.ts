/**
 * Waits until the server can write by its model, because nobody waits for a campaign's texts as for an answer: up to
 * `engineWaitMsMax` while the server starts or its model loads. An engine that is down ends the run before the first
 * client: rules would write everything. Who wants that says --policy rules_only, and then nothing is waited for.
 */
import { type DescribeModelResponse, EngineState } from '@offerwright/proto/marketing/v1/generation_pb';
import { type Clock, sleep } from '../clock.ts';
import { RequestError } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import { CampaignError } from './campaign-error.ts';
import { campaignLimits } from './campaign-limits.ts';
import { InterruptedError } from './interrupted-error.ts';

export interface WaitOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly needsModel: boolean;
  /** Called when it turns out that there is something to wait for, once for each reason. */
  readonly onWait: (reason: string) => void;
}

/**
 * @throws CampaignError inference_unavailable, engine_not_ready
 * @throws InterruptedError when the signal fires
 */
export async function waitForEngine(inference: InferenceClient, options: WaitOptions): Promise<DescribeModelResponse> {
  const startedMs = options.clock.nowMs();
  let told = '';
  for (;;) {
    const described = await describeOrNull(inference);
    if (described !== null && (!options.needsModel || described.engineState === EngineState.READY)) return described;
    if (described?.engineState === EngineState.DOWN) {
      throw new CampaignError(
        'engine_not_ready',
        `The engine is down (${described.engineStateReason || 'no reason given'}): rules would write every text. ` +
          'Put it right, or say --policy rules_only.',
      );
    }
    const reason = described === null ? 'the inference server does not answer' : 'the model is loading';
    if (options.clock.nowMs() - startedMs >= campaignLimits.engineWaitMsMax) {
      const kind = described === null ? 'inference_unavailable' : 'engine_not_ready';
      throw new CampaignError(kind, `Waited ${campaignLimits.engineWaitMsMax / 1000} s: ${reason}.`);
    }
    if (reason !== told) options.onWait(reason);
    told = reason;
    await sleep(options.clock, campaignLimits.engineAskEveryMs, options.signal);
    if (options.signal.aborted) throw new InterruptedError();
  }
}

async function describeOrNull(inference: InferenceClient): Promise<DescribeModelResponse | null> {
  try {
    return await inference.describe();
  } catch (error) {
    if (error instanceof RequestError && (error.kind === 'inference_unavailable' || error.kind === 'overloaded')) {
      return null;
    }
    throw error;
  }
}

/** @throws CampaignError request_refused for a product or channel that the server does not know */
export function assertKnownCodes(described: DescribeModelResponse, productCode: string, channelCode: string): void {
  const refuse = (option: string, came: string, known: readonly string[]) => {
    throw new CampaignError('request_refused', `--${option}: one of ${known.join(', ')}; "${came}" came.`);
  };
  if (!described.productCodes.includes(productCode)) refuse('product', productCode, described.productCodes);
  if (!described.channelCodes.includes(channelCode)) refuse('channel', channelCode, described.channelCodes);
}
