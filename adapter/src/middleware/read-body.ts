/**
 * Reads the body of requests under /v1 up to the limit; what is no JSON, or too much, is refused by name. Imports take
 * a file instead (read-file-body.ts).
 */
import { bodyParser } from '@koa/bodyparser';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { describeKind, RequestError } from '../errors.ts';
import { readFileBody, streamsFile, takesFile } from './read-file-body.ts';

export function readBody(bodyBytesMax: number): AdapterMiddleware {
  const parse = bodyParser({
    enableTypes: ['json'],
    jsonLimit: bodyBytesMax,
    onError: (error) => {
      throw explain(error as BodyError, bodyBytesMax);
    },
  });
  return async (context, next) => {
    if (streamsFile(context)) return await next();
    if (takesFile(context)) {
      context.request.body = await readFileBody(context, bodyBytesMax);
      return await next();
    }
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(context.method);
    if (!context.path.startsWith('/v1/') || !hasBody) return next();
    if (!context.is('json')) throw wrongType(context);
    return parse(context, () => {
      // The parser takes nothing for an empty object.
      if (context.request.rawBody === '') throw brokenJson(describeKind(undefined));
      return next();
    });
  };
}

interface BodyError extends Error {
  readonly type?: string;
  readonly status?: number;
  readonly length?: number;
}

function explain(error: BodyError, bodyBytesMax: number): RequestError {
  if (error.type === 'entity.too.large') {
    const limit = `${bodyBytesMax} bytes`;
    const given = error.length === undefined ? 'more' : `${error.length} bytes`;
    return new RequestError('body_too_large', `the body may hold at most ${limit}; got ${given}`, {
      field: 'body',
      limit,
      given,
      cause: error,
    });
  }
  if (error.status === 415) {
    const limit = 'content-encoding identity, gzip, deflate or br';
    return new RequestError('unsupported_media_type', `the body must come in ${limit}`, { field: 'body', limit });
  }
  // The parser's own message quotes the body: it stays inside.
  return brokenJson('something else');
}

function brokenJson(given: string): RequestError {
  const limit = 'a JSON object';
  return new RequestError('broken_json', `body: must be ${limit}; got ${given}`, { field: 'body', limit, given });
}

function wrongType(context: AdapterContext): RequestError {
  const given = context.get('Content-Type') === '' ? describeKind(undefined) : 'another type';
  return new RequestError('unsupported_media_type', `the body must be application/json; got ${given}`, {
    field: 'Content-Type',
    limit: 'application/json',
    given,
  });
}
