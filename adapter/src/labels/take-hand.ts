/**
 * The texts before one reviewer, filled up to as many as wanted. What was given out and is not labelled yet stays, so
 * that a page loaded anew shows the same; one in ten is a text that somebody else has labelled, by which agreement is
 * measured; where there are no unlabelled texts left, all are.
 */
import type { LabelTask } from '../api/labels.ts';
import { drawTexts } from '../db/labels/draw-texts.ts';
import { listHand } from '../db/labels/list-hand.ts';
import { lockDrawing } from '../db/labels/lock-drawing.ts';
import { limits } from '../limits.ts';
import type { LabelContext } from './label-context.ts';

export async function takeHand(
  { database, clock }: LabelContext,
  userId: string,
  wantedCount: number,
): Promise<LabelTask[]> {
  const nowMs = clock.epochMs();
  return await database.transaction(async (transaction) => {
    await lockDrawing(transaction);
    const hand = await listHand(transaction, userId, nowMs);
    const missingCount = wantedCount - hand.length;
    if (missingCount <= 0) return hand;
    const draw = (kind: 'unlabelled' | 'second_opinion', count: number) =>
      count <= 0 ? 0 : drawTexts(transaction, { userId, nowMs, count, kind });
    const isDue = wantedCount >= limits.labelSecondOpinionEvery && !hand.some((task) => task.second_opinion);
    const second = isDue ? await draw('second_opinion', 1) : 0;
    const unlabelled = await draw('unlabelled', missingCount - second);
    await draw('second_opinion', missingCount - second - unlabelled);
    return await listHand(transaction, userId, nowMs);
  });
}
