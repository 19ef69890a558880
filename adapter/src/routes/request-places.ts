/** Requests for texts that are served at once: at most so many, whatever they ask for. */
import type { AdapterContext } from '../context.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';

export interface RequestPlaces {
  /**
   * Holds a place until the response is closed.
   * @returns a signal that fires when the caller leaves before the end.
   * @throws RequestError overloaded
   */
  take(context: AdapterContext, metrics: Metrics): AbortSignal;
}

export function createRequestPlaces(): RequestPlaces {
  let openCount = 0;
  return {
    take(context, metrics) {
      if (openCount >= limits.requestsAtOnceMax) {
        const limit = `${limits.requestsAtOnceMax} requests at once`;
        throw new RequestError('overloaded', `at most ${limit}`, { limit, retryAfterS: 1 });
      }
      openCount += 1;
      metrics.requestsInFlight.set(openCount);
      const left = new AbortController();
      context.res.once('close', () => {
        openCount -= 1;
        metrics.requestsInFlight.set(openCount);
        if (!context.res.writableFinished) left.abort();
      });
      return left.signal;
    },
  };
}
