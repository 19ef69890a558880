/** Outcomes: told by the systems that send texts, or by a file that is looked at first. */
import {
  importOutcomesQuerySchema,
  type OutcomeMapping,
  type OutcomesReport,
  outcomeMappingSchema,
  postOutcomesEnvelopeSchema,
} from '../api/outcomes.ts';
import { parseInput } from '../api/parse-input.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database } from '../db/database.ts';
import type { Metrics } from '../metrics.ts';
import { fileFormatOf } from '../middleware/read-file-body.ts';
import { checkOutcome } from '../outcomes/check-outcome.ts';
import { inspectOutcomes, openOutcomesFile, readOutcomes, refuse } from '../outcomes/read-outcomes-file.ts';
import { type OutcomesContext, storeOutcomes } from '../outcomes/store-outcomes.ts';

export interface OutcomeRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
  readonly metrics: Metrics;
}

/** POST /v1/outcomes */
export function postOutcomesRoute(options: OutcomeRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { outcomes } = parseInput(postOutcomesEnvelopeSchema, context.request.body);
    const nowMs = options.clock.epochMs();
    const rows = outcomes.map((raw, index) => checkOutcome(raw, index, nowMs));
    context.body = await storeOutcomes(contextOf(options, context, 'api', false), rows);
  };
}

/** POST /v1/outcomes/inspect: nothing is stored. */
export const inspectOutcomesRoute: AdapterMiddleware = async (context) => {
  context.body = inspectOutcomes(await openFile(context));
};

/** POST /v1/outcomes/import */
export function importOutcomesRoute(options: OutcomeRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { dry_run: isDryRun = false, mapping } = parseInput(importOutcomesQuerySchema, { ...context.query });
    const table = await openFile(context);
    const rows = readOutcomes(table, parseMapping(mapping), options.clock.epochMs());
    const report = await storeOutcomes(contextOf(options, context, 'import', isDryRun), rows);
    if (!isDryRun) await note(options, context, report);
    context.body = report;
  };
}

async function openFile(context: AdapterContext) {
  const format = fileFormatOf(context) === 'csv' ? 'csv' : 'xlsx';
  return await openOutcomesFile(context.request.body as Buffer, format);
}

/** @throws RequestError invalid_request, invalid_import */
function parseMapping(text: string): OutcomeMapping {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw refuse('mapping', 'JSON', 'something else');
  }
  return parseInput(outcomeMappingSchema, raw);
}

function contextOf(
  { database, clock, createUuid, metrics }: OutcomeRouteOptions,
  context: AdapterContext,
  origin: OutcomesContext['origin'],
  isDryRun: boolean,
): OutcomesContext {
  return { database: database(), clock, createUuid, metrics, userId: context.state.user!.id, origin, isDryRun };
}

async function note({ database, clock }: OutcomeRouteOptions, context: AdapterContext, report: OutcomesReport) {
  const { rows_count, stored_count, unmatched_count, invalid_count, opted_out_count } = report;
  const details = { rows_count, stored_count, unmatched_count, invalid_count, opted_out_count };
  const userId = context.state.user!.id;
  await insertAudit(database(), { userId, action: 'outcomes.import', subject: '', details, atMs: clock.epochMs() });
}
