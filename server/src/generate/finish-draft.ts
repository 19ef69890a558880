/**
 * Finishes a draft, and where it fails the check and was written freely, its one repair: a draft that was repaired
 * already, for its alphabet, is not repaired again.
 */
import type { CheckContext } from '../compliance/types.ts';
import type { Draft } from './draft.ts';
import type { FinishText } from './finish-once.ts';
import type { FinishOutcome } from './finish-text.ts';
import { repairBody } from './repair-body.ts';

export function finishDraft(
  finish: FinishText,
  draft: Draft,
  context: CheckContext,
): { readonly draft: Draft; readonly result: FinishOutcome } {
  const result = finish(draft.body, context);
  if ('finished' in result || draft.thread !== null || draft.repaired) return { draft, result };
  const repaired = repairBody(draft.body, result.spans, context.channel.bodyCharsMin);
  if (repaired === null) return { draft, result };
  return { draft: { ...draft, body: repaired, repaired: true }, result: finish(repaired, context) };
}
