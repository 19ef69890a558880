/** One client's answer from a generator in this process: for reports and benches, where a wire would be in the way. */
import type { Answer, AnswerGenerator } from '@offerwright/server/src/domain/answer.ts';
import { systemClock } from '@offerwright/server/src/domain/clock.ts';
import type { Usage } from '@offerwright/server/src/domain/usage.ts';
import { unknownContact, type ValidOrder } from '@offerwright/server/src/domain/valid-request.ts';
import { derivePortrait, parseFeatures } from '@offerwright/server/src/signals/index.ts';

export async function askGenerator(
  generator: AnswerGenerator,
  order: ValidOrder,
  features: Readonly<Record<string, unknown>>,
  id: bigint,
  usage?: Usage,
): Promise<Answer> {
  const portrait = derivePortrait(parseFeatures(features).features);
  const client = { id, portrait, recentThreadIds: [], contact: unknownContact };
  const context = { arrivedAtMs: systemClock.nowMs(), signal: new AbortController().signal, ...(usage && { usage }) };
  for await (const event of generator.generate(order, client, context)) {
    if (event.kind === 'final') return event.answer;
  }
  throw new Error('no final event');
}
