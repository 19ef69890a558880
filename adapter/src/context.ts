/** What the middleware of one request share. */
import type Koa from 'koa';
import type { Session } from './auth/sessions.ts';
import type { User } from './auth/verify-credentials.ts';

export interface AdapterState {
  requestId: string;
  /** `Clock.nowMs()` when the request came in: budgets count from here. */
  arrivedAtMs: number;
  /** Set under /v1 by authenticate. */
  user?: User;
  /** Set when a browser's session called, not a machine. */
  session?: Session;
}

export type AdapterMiddleware = Koa.Middleware<AdapterState>;
export type AdapterContext = Koa.ParameterizedContext<AdapterState>;
