/** Whether a request is to be written freely, by its mode, its policy and what is there. */
import type { Eligible } from '../copybook/index.ts';
import { RequestError } from '../domain/errors.ts';
import type { ValidOrder } from '../domain/valid-request.ts';

/** `uncovered`: only where the copybook has nothing written for the product. */
export type FreeWish = 'never' | 'always' | 'uncovered';

/**
 * @param isThere an engine that may write freely.
 * @throws RequestError when free writing is asked for and there is none, or nothing but what people have approved.
 */
export function wantsFree(order: ValidOrder, isThere: boolean): FreeWish {
  if (order.options.approvedOnly) return approvedInsteadOfFree(order);
  if (order.options.mode === 'free') {
    if (!isThere) {
      throw new RequestError('engine_not_strong', 'mode free needs an engine declared strong; this one is not', [
        { field: 'options.mode', limit: 'composed or auto', given: 'free', message: 'the engine is not strong' },
      ]);
    }
    return 'always';
  }
  return order.options.mode === 'auto' && isThere ? 'uncovered' : 'never';
}

export function isFree(wish: FreeWish, eligible: Eligible): boolean {
  return wish === 'always' || (wish === 'uncovered' && eligible.coverage === 'family');
}

/** Nobody has approved what is written freely. @throws RequestError when just that is asked for. */
function approvedInsteadOfFree(order: ValidOrder): FreeWish {
  if (order.options.mode !== 'free') return 'never';
  const limit = 'absent in mode free, which writes what nobody has approved';
  const message = `options.approved_only: ${limit}; given: true`;
  throw new RequestError('invalid_argument', message, [
    { field: 'options.approved_only', limit, given: 'true', message },
  ]);
}
