import { historyQuerySchema } from '../api/history.ts';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterMiddleware } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listHistory } from '../db/history/list-history.ts';

/** GET /v1/history: what was asked and answered, newest first. */
export function historyRoute(database: () => Database): AdapterMiddleware {
  return async (context) => {
    const query = parseInput(historyQuerySchema, { ...context.query });
    const page = await listHistory(database(), query);
    context.body = { items: page.items, next_cursor: page.nextCursor };
  };
}
