import type { AdapterContext } from '../context.ts';
import { describeKind, RequestError } from '../errors.ts';

/**
 * If-Match: "N" → N, the version that the caller saw; "0" says that there was none.
 * @throws RequestError version_required, invalid_request
 */
export function parseExpectedVersion(context: AdapterContext): number {
  const given = context.get('If-Match');
  const limit = 'the version that was read, in quotes: "3", or "0" where there was none';
  const field = 'If-Match';
  if (given === '') {
    throw new RequestError('version_required', `If-Match: must be ${limit}; got nothing`, {
      field,
      limit,
      given: 'nothing',
    });
  }
  const digits = /^"(\d{1,9})"$/.exec(given)?.[1];
  if (digits !== undefined) return Number(digits);
  const kind = describeKind(given);
  throw new RequestError('invalid_request', `If-Match: must be ${limit}; got ${kind}`, { field, limit, given: kind });
}
