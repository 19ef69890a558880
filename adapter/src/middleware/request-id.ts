import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterMiddleware } from '../context.ts';

/** Gives every request an id (header X-Request-Id, log, error bodies, rows) and the time of its arrival. */
export function requestId(clock: Clock, createUuid: CreateUuid): AdapterMiddleware {
  return (context, next) => {
    context.state.requestId = createUuid();
    context.state.arrivedAtMs = clock.nowMs();
    context.set('X-Request-Id', context.state.requestId);
    return next();
  };
}
