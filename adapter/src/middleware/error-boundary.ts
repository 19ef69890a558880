/**
 * Turns whatever was thrown, and answers nobody gave, into {error, request_id}. Unknown errors go out as "internal
 * error", their cause to the log.
 */
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { isDatabaseUnavailable } from '../db/database.ts';
import { ClientLeftError, RequestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export function errorBoundary(log: Log, metrics: Metrics): AdapterMiddleware {
  return async (context, next) => {
    try {
      await next();
      if (context.status >= 400 && context.body == null) throw unanswered(context);
    } catch (thrown) {
      if (thrown instanceof ClientLeftError) {
        metrics.errors.inc({ kind: 'client_left', scope: 'request' });
        return;
      }
      const error = toRequestError(thrown);
      metrics.errors.inc({ kind: error.kind, scope: 'request' });
      if (error.kind === 'internal') log.error({ requestId: context.state.requestId, err: thrown }, 'internal error');
      send(context, error, thrown);
    }
  };
}

function send(context: AdapterContext, error: RequestError, thrown: unknown): void {
  const { headers } = thrown as { headers?: Record<string, string> };
  if (error.kind === 'unauthorized' && headers !== undefined) context.set(headers);
  if (error.retryAfterS !== null) context.set('Retry-After', String(error.retryAfterS));
  context.status = error.status;
  context.body = {
    error: {
      kind: error.kind,
      message: error.message,
      field: error.field,
      limit: error.limit,
      given: error.given,
    },
    ...(error.problems === null ? {} : { problems: error.problems }),
    ...(error.current === null ? {} : { current: error.current }),
    request_id: context.state.requestId,
  };
}

function unanswered(context: AdapterContext): RequestError {
  if (context.status === 404)
    return new RequestError('not_found', 'there is nothing at this address: see /openapi.json');
  const limit = context.response.get('Allow');
  return new RequestError('method_not_allowed', `this address takes ${limit || 'other methods'}`, {
    limit,
    given: context.method,
  });
}

export function toRequestError(thrown: unknown): RequestError {
  if (thrown instanceof RequestError) return thrown;
  if (isDatabaseUnavailable(thrown)) {
    return new RequestError('database_unavailable', 'the database cannot be reached', {
      retryAfterS: 1,
      cause: thrown,
    });
  }
  const status = (thrown as { status?: unknown } | null)?.status;
  if (status === 401) {
    return new RequestError('unauthorized', 'a name and password by basic authentication are needed', {
      cause: thrown,
    });
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new RequestError('broken_request', 'the request cannot be read', { cause: thrown });
  }
  return new RequestError('internal', 'internal error', { cause: thrown });
}
