/** The watched folder of market watch: what came of its files, and a look that somebody asks for. */
import { emptyBodySchema } from '../api/interviews.ts';
import type { InboxLookAsked, MarketInbox } from '../api/market-inbox.ts';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterMiddleware } from '../context.ts';
import { findInboxLook } from '../db/insight/find-inbox-look.ts';
import { listInboxFiles } from '../db/insight/list-inbox-files.ts';
import { RequestError } from '../errors.ts';
import { marketLimits } from '../insight/market/market-limits.ts';
import type { MarketRouteOptions } from './insight-market.ts';

/** GET /v1/insight/market/inbox */
export function marketInboxRoute({ database, marketInbox }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const [look, files] = await Promise.all([
      findInboxLook(database()),
      listInboxFiles(database(), marketLimits.inboxFilesShown),
    ]);
    const body: MarketInbox = {
      folder: marketInbox?.folder ?? null,
      looked_at: look === null ? null : new Date(look.lookedAtMs).toISOString(),
      waiting: look?.waiting ?? 0,
      problem: look?.problem ?? null,
      files,
    };
    context.body = body;
  };
}

/** POST /v1/insight/market/inbox/look */
export function lookIntoInboxRoute({ marketInbox }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    parseInput(emptyBodySchema, context.request.body);
    if (marketInbox === null) {
      throw new RequestError('inbox_off', 'no folder is watched', { field: 'OFFERWRIGHT_MARKET_INBOX' });
    }
    await marketInbox.look();
    const body: InboxLookAsked = { asked: true };
    context.status = 202;
    context.body = body;
  };
}
