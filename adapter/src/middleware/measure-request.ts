/** Counts and times every request, and logs it, when its last byte has left (streams end long after the middleware). */
import type { Clock } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export interface MeasureOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Paths of routes without parameters: they label requests that are refused before the router, too. */
  readonly paths: ReadonlySet<string>;
}

export function measureRequest({ clock, log, metrics, paths }: MeasureOptions): AdapterMiddleware {
  return (context, next) => {
    context.res.once('close', () => {
      const route = routeOf(context, paths);
      const tookMs = clock.nowMs() - context.state.arrivedAtMs;
      const hasLeft = !context.res.writableFinished;
      const status = hasLeft ? 499 : context.status;
      metrics.requests.inc({ route, method: context.method, status: String(status) });
      metrics.requestSeconds.observe({ route }, tookMs / 1000);
      const fields = {
        requestId: context.state.requestId,
        method: context.method,
        route,
        status,
        tookMs: Math.round(tookMs),
      };
      const isProbe = route === '/healthz' || route === '/readyz' || route === '/metrics';
      log[isProbe ? 'debug' : 'info'](
        { ...fields, user: context.state.user?.name },
        hasLeft ? 'the caller left' : 'answered',
      );
    });
    return next();
  };
}

/** The route's pattern, never the path: paths of the callers' making would be labels without end. */
function routeOf(context: AdapterContext, paths: ReadonlySet<string>): string {
  if (paths.has(context.path)) return context.path;
  const matched = (context as { _matchedRoute?: unknown })._matchedRoute;
  return typeof matched === 'string' ? matched : 'unmatched';
}
