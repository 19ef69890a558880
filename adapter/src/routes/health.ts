/** Whether the process lives, and whether it can do its work. */
import type { AdapterMiddleware } from '../context.ts';

export const healthRoute: AdapterMiddleware = (context) => {
  context.body = { alive: true };
};

export interface ReadinessChecks {
  /** Null when it works, else what is wrong. */
  readonly database: () => Promise<string | null>;
  readonly inference: () => Promise<string | null>;
  /** The model that serves and its file, in words; empty while there is none. */
  readonly model: () => Promise<string>;
  readonly isDraining: () => boolean;
}

export function readinessRoute(checks: ReadinessChecks): AdapterMiddleware {
  return async (context) => {
    const [database, inference, model] = await Promise.all([checks.database(), checks.inference(), checks.model()]);
    const missing = [
      ...(database === null ? [] : ['database']),
      ...(inference === null ? [] : ['inference']),
      ...(checks.isDraining() ? ['draining'] : []),
    ];
    context.status = missing.length === 0 ? 200 : 503;
    context.body = {
      ready: missing.length === 0,
      missing,
      checks: {
        database: { ok: database === null, reason: database ?? '' },
        inference: { ok: inference === null, reason: inference ?? '', model },
      },
    };
  };
}
