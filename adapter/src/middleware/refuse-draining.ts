import type { AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';

/** Refuses new work under /v1 once the adapter is asked to end. */
export function refuseDraining(isDraining: () => boolean): AdapterMiddleware {
  return (context, next) => {
    if (!isDraining() || !context.path.startsWith('/v1/')) return next();
    context.set('Connection', 'close');
    throw new RequestError('draining', 'the adapter is ending: ask another one', { retryAfterS: 1 });
  };
}
