/** The middleware, in the order in which a request meets them. */
import Koa from 'koa';
import { authenticate } from './auth/authenticate.ts';
import type { Clock, CreateUuid } from './clock.ts';
import type { AdapterMiddleware, AdapterState } from './context.ts';
import type { Log } from './log.ts';
import { errorBoundary } from './middleware/error-boundary.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { measureRequest } from './middleware/measure-request.ts';
import { readBody } from './middleware/read-body.ts';
import { refuseDraining } from './middleware/refuse-draining.ts';
import { requestId } from './middleware/request-id.ts';
import { buildRouter, type RouterOptions } from './routes/build-router.ts';

export interface AppOptions extends RouterOptions {
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly log: Log;
  readonly isDraining: () => boolean;
  readonly ratePerMinute: number;
  readonly bodyBytesMax: number;
  /** Believes X-Forwarded-Proto and -For. */
  readonly isBehindTls: boolean;
}

export function createApp(options: AppOptions): Koa<AdapterState> {
  const { clock, log, metrics } = options;
  const router = buildRouter(options);
  const paths = new Set(router.stack.map((layer) => String(layer.path)));
  const middleware: readonly AdapterMiddleware[] = [
    // Before the boundary, which names the request in its errors; neither can fail.
    requestId(clock, options.createUuid),
    measureRequest({ clock, log, metrics, paths }),
    errorBoundary(log, metrics),
    refuseDraining(options.isDraining),
    authenticate(options.authentication),
    limitRate(options.ratePerMinute),
    readBody(options.bodyBytesMax),
    router.routes() as AdapterMiddleware,
    router.allowedMethods() as AdapterMiddleware,
  ];
  // The last of X-Forwarded-For is what our own proxy saw; those before it a caller may have made up.
  const app = new Koa<AdapterState>({ proxy: options.isBehindTls, maxIpsCount: 1 });
  for (const one of middleware) app.use(one);
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A caller that leaves a stream: measured, cancelled, and no error of ours.
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
    log.error({ err: error }, 'a response failed');
  });
  return app;
}
