/** The history: a page of it, counts by facet, one entry whole, all of it as a file. */
import { Readable } from 'node:stream';
import { type HistoryFilters, historyFilterSchema, historyQuerySchema } from '../api/history.ts';
import type { HistoryFacetsResponse } from '../api/history-facets.ts';
import { type ExportFormat, type HistoryRecord, historyExportSchema } from '../api/history-record.ts';
import { parseInput } from '../api/parse-input.ts';
import type { Clock } from '../clock.ts';
import type { AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database } from '../db/database.ts';
import { countFacets } from '../db/history/count-facets.ts';
import { findRecord } from '../db/history/find-record.ts';
import { listHistory } from '../db/history/list-history.ts';
import { listLabels } from '../db/labels/list-labels.ts';
import { RequestError } from '../errors.ts';
import { exportHistory } from '../history/export-history.ts';
import { parseAnswerId } from './parse-answer-id.ts';

export interface HistoryRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
}

/** GET /v1/history: what was asked and answered, newest first. */
export function historyRoute({ database }: HistoryRouteOptions): AdapterMiddleware {
  return async (context) => {
    const query = parseInput(historyQuerySchema, { ...context.query });
    if (query.cursor !== undefined && query.after !== undefined) {
      const limit = 'absent beside cursor';
      throw new RequestError('invalid_request', `after: must be ${limit}`, { field: 'after', limit, given: 'both' });
    }
    const page = await listHistory(database(), query);
    context.body = { items: page.items, next_cursor: page.nextCursor, previous_cursor: page.previousCursor };
  };
}

/** GET /v1/history/facets: how much of it has which product, channel, label and so on. */
export function historyFacetsRoute({ database }: HistoryRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { total, isExact, facets } = await countFacets(
      database(),
      parseInput(historyFilterSchema, { ...context.query }),
    );
    const response: HistoryFacetsResponse = { total, exact: isExact, facets };
    context.body = response;
  };
}

/** GET /v1/history/{id}: one entry whole. */
export function historyRecordRoute({ database }: HistoryRouteOptions): AdapterMiddleware {
  return async (context) => {
    const id = parseAnswerId(context);
    const found = await findRecord(database(), id);
    if (found === null) throw new RequestError('not_found', 'the history has no entry with this id');
    const record: HistoryRecord = { ...found, labels: await listLabels(database(), id) };
    context.body = record;
  };
}

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** GET /v1/history/export */
export function exportHistoryRoute({ database, clock }: HistoryRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { format, ...filters } = parseInput(historyExportSchema, { ...context.query });
    const body = await exportHistory(database(), filters, format);
    const { id: userId } = context.state.user!;
    const details = { format, ...tellableFilters(filters) };
    await insertAudit(database(), { userId, action: 'history.export', subject: '', details, atMs: clock.epochMs() });
    context.type = contentTypes[format];
    context.set('Content-Disposition', `attachment; filename="offerwright-history.${format}"`);
    context.body = Readable.from(body, { objectMode: false });
  };
}

/** For the audit trail. Words that were searched for and ids of clients may be a client's data: that they narrowed it. */
function tellableFilters({ q, client_id, from, to, ...rest }: HistoryFilters): Record<string, string | boolean> {
  const times = Object.entries({ from, to }).flatMap(([name, atMs]) =>
    atMs === undefined ? [] : [[name, new Date(atMs).toISOString()]],
  );
  const told = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries([...times, ...told]),
    ...(q !== undefined && { searched: true }),
    ...(client_id !== undefined && { one_client: true }),
  };
}
