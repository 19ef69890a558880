import type { Role } from '../api/history.ts';
import type { AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';

/** Lets the named roles through. */
export function requireRole(...allowed: readonly Role[]): AdapterMiddleware {
  return (context, next) => {
    const { role } = context.state.user!;
    if (allowed.includes(role)) return next();
    const limit = `role ${allowed.join(' or ')}`;
    throw new RequestError('forbidden', `this needs the ${limit}; you have the role ${role}`, { limit, given: role });
  };
}
