/** Market watch: items in, items and digests out. */

import {
  type MarketDigestBody,
  type MarketDigests,
  marketFileQuerySchema,
  marketItemsQuerySchema,
  postDigestSchema,
  postMarketItemsSchema,
} from '../api/insight-market.ts';
import { insightIdSchema } from '../api/insight-reports.ts';
import { parseInput } from '../api/parse-input.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database } from '../db/database.ts';
import { listMarketItems } from '../db/insight/list-market-items.ts';
import { findMarketDigest, listMarketDigests } from '../db/insight/market-digests.ts';
import { RequestError } from '../errors.ts';
import { type Digest, writeDigestDocument, writeDigestMarkdown } from '../insight/market/digest.ts';
import type { InboxWorker } from '../insight/market/inbox/inbox-worker.ts';
import { formatWeek, parseWeek } from '../insight/market/iso-week.ts';
import { makeWeekDigest } from '../insight/market/make-week-digest.ts';
import { weekMs } from '../insight/market/market.ts';
import { itemFormats, type PlacedItem, readItemFile } from '../insight/market/read-item-file.ts';
import { type TakenItems, takeItems } from '../insight/market/take-items.ts';
import { refuseSheet } from '../insight/refuse-sheet.ts';
import { limits } from '../limits.ts';
import { fileFormatOf } from '../middleware/read-file-body.ts';

export interface MarketRouteOptions {
  /** Null: no folder is watched. */
  readonly marketInbox: Pick<InboxWorker, 'folder' | 'look'> | null;
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}

/** POST /v1/insight/market/items */
export function postMarketItemsRoute(options: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { items } = parseInput(postMarketItemsSchema, context.request.body);
    context.body = await take(
      options,
      context,
      items.map((raw, index) => ({ row: index, raw })),
    );
  };
}

/** POST /v1/insight/market/files */
export function postMarketFileRoute(options: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const about = parseInput(marketFileQuerySchema, { ...context.query });
    const format = itemFormats.find((one) => one === fileFormatOf(context)) ?? 'txt';
    const placed = await readItemFile(context.request.body as Buffer, format, about).catch(refuseSheet);
    context.body = await take(options, context, placed);
  };
}

/** GET /v1/insight/market/items */
export function marketItemsRoute({ database }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const rows = await listMarketItems(database(), parseInput(marketItemsQuerySchema, { ...context.query }));
    const items = rows.slice(0, limits.insightPageMax);
    context.body = { items, next_cursor: rows.length > items.length ? items.at(-1)!.id : null };
  };
}

/** POST /v1/insight/market/digests */
export function postDigestRoute({ database, clock, createUuid }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { week } = parseInput(postDigestSchema, context.request.body);
    if (parseWeek(week) === null) {
      const [limit, given] = ['a week such as "2026-W47"', 'no week'];
      throw new RequestError('invalid_request', `week: must be ${limit}`, { field: 'week', limit, given });
    }
    const [id, userId, atMs] = [createUuid(), context.state.user!.id, clock.epochMs()];
    await database().transaction(async (transaction) => {
      await makeWeekDigest(transaction, week, { id, createdAtMs: atMs, createdBy: userId });
      await insertAudit(transaction, { userId, action: 'insight.digest', subject: week, details: {}, atMs });
    });
    context.status = 201;
    context.body = await requireDigest(database(), id);
  };
}

/** GET /v1/insight/market/digests */
export function digestsRoute({ database, clock }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const body: MarketDigests = {
      items: await listMarketDigests(database()),
      last_week: formatWeek(clock.epochMs() - weekMs),
    };
    context.body = body;
  };
}

/** GET /v1/insight/market/digests/{id} */
export function digestRoute({ database }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = await requireDigest(database(), parseId(context));
  };
}

/** GET /v1/insight/market/digests/{id}/digest.md */
export function digestMarkdownRoute({ database }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = writeDigestMarkdown(toDigest(await requireDigest(database(), parseId(context))));
    context.type = 'text/markdown; charset=utf-8';
  };
}

/** GET /v1/insight/market/digests/{id}/digest.docx */
export function digestDocumentRoute({ database }: MarketRouteOptions): AdapterMiddleware {
  return async (context) => {
    const digest = toDigest(await requireDigest(database(), parseId(context)));
    context.body = await writeDigestDocument(digest);
    context.type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    context.attachment(`market-${digest.week}.docx`);
  };
}

async function take(
  { database, clock, createUuid }: MarketRouteOptions,
  context: AdapterContext,
  placed: readonly PlacedItem[],
): Promise<TakenItems> {
  const [userId, nowMs] = [context.state.user!.id, clock.epochMs()];
  return await database().transaction(async (transaction) => {
    const taken = await takeItems(transaction, placed, { createUuid, nowMs, userId });
    const details = { taken: taken.taken, repeated: taken.repeated, problems: taken.problems.length };
    await insertAudit(transaction, { userId, action: 'insight.market_items', subject: '', details, atMs: nowMs });
    return taken;
  });
}

async function requireDigest(database: Database, id: string): Promise<MarketDigestBody> {
  const digest = await findMarketDigest(database, id);
  if (digest === null) throw new RequestError('not_found', 'there is no such digest', { field: 'id' });
  return digest;
}

function toDigest({ week, items_count, events, evidence }: MarketDigestBody): Digest {
  return { week, itemsCount: items_count, events, evidence };
}

function parseId(context: AdapterContext): string {
  return parseInput(insightIdSchema, { ...(context as { params?: object }).params }).id;
}
