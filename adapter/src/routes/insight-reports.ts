/** Client journeys from event logs, and financial statements of companies. */
import { createHash } from 'node:crypto';
import {
  type CompanyReportBody,
  companyReportPartsSchema,
  insightIdSchema,
  type JourneyBody,
  journeyPartsSchema,
  journeyQuerySchema,
  reportQuerySchema,
} from '../api/insight-reports.ts';
import { parseInput } from '../api/parse-input.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { insertAudit } from '../db/audit/insert-audit.ts';
import type { Database, Statements } from '../db/database.ts';
import { deleteCompanyReport } from '../db/insight/delete-company-report.ts';
import { deleteJourney } from '../db/insight/delete-journey.ts';
import { findCompanyReport } from '../db/insight/find-company-report.ts';
import { findJourney } from '../db/insight/find-journey.ts';
import { insertCompanyReport } from '../db/insight/insert-company-report.ts';
import { insertJourney } from '../db/insight/insert-journey.ts';
import { listCompanyReports } from '../db/insight/list-company-reports.ts';
import { listJourneys } from '../db/insight/list-journeys.ts';
import { RequestError } from '../errors.ts';
import { drawJourneyMap } from '../insight/journeys/draw-journey-map.ts';
import { readJourney } from '../insight/journeys/read-journey.ts';
import { writeJourneyReport } from '../insight/journeys/write-journey-report.ts';
import { readReport } from '../insight/reports/read-report.ts';
import { writeCompanyReport } from '../insight/reports/write-company-report.ts';
import { fileFormatOf } from '../middleware/read-file-body.ts';

export interface InsightReportRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}

/** POST /v1/insight/journeys */
export function postJourneyRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { process, goal = [], ...columns } = parseInput(journeyQuerySchema, { ...context.query });
    const content = context.request.body as Buffer;
    const nowMs = options.clock.epochMs();
    const read = await readJourney(content, tableFormatOf(context), { ...columns, goals: goal }, nowMs);
    const parts = journeyPartsSchema.parse(read);
    const row = { ...createRow(options, context, content), process, ...parts };
    await options.database().transaction(async (transaction) => {
      await insertJourney(transaction, { ...row, events: [...read.cases.values()].flat() });
      await audit(options, context, transaction, 'insight.journey_upload', row.id);
    });
    context.status = 201;
    context.body = await requireJourney(options, row.id);
  };
}

/** GET /v1/insight/journeys */
export function journeysRoute({ database }: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = { items: await listJourneys(database()) };
  };
}

/** GET /v1/insight/journeys/{id} */
export function journeyRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = await requireJourney(options, parseId(context));
  };
}

/** GET /v1/insight/journeys/{id}/map.svg */
export function journeyMapRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { process, analysis } = await requireJourney(options, parseId(context));
    context.body = await drawJourneyMap(process, analysis);
    context.type = 'image/svg+xml';
    context.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  };
}

/** GET /v1/insight/journeys/{id}/report.md */
export function journeyReportRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = writeJourneyReport(await requireJourney(options, parseId(context)));
    context.type = 'text/markdown; charset=utf-8';
  };
}

/** DELETE /v1/insight/journeys/{id} */
export function deleteJourneyRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return (context) => remove(options, context, deleteJourney, 'insight.journey_delete');
}

/** POST /v1/insight/reports */
export function postCompanyReportRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { company, unit = 'thousand' } = parseInput(reportQuerySchema, { ...context.query });
    const content = context.request.body as Buffer;
    const read = await readReport(content, tableFormatOf(context), unit);
    const parts = companyReportPartsSchema.parse({ unit, ...read });
    const row = { ...createRow(options, context, content), company, ...parts };
    await options.database().transaction(async (transaction) => {
      await insertCompanyReport(transaction, row);
      await audit(options, context, transaction, 'insight.report_upload', row.id);
    });
    context.status = 201;
    context.body = await requireCompanyReport(options, row.id);
  };
}

/** GET /v1/insight/reports */
export function companyReportsRoute({ database }: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = { items: await listCompanyReports(database()) };
  };
}

/** GET /v1/insight/reports/{id} */
export function companyReportRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = await requireCompanyReport(options, parseId(context));
  };
}

/** GET /v1/insight/reports/{id}/report.md */
export function companyReportTextRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return async (context) => {
    context.body = writeCompanyReport(await requireCompanyReport(options, parseId(context)));
    context.type = 'text/markdown; charset=utf-8';
  };
}

/** DELETE /v1/insight/reports/{id} */
export function deleteCompanyReportRoute(options: InsightReportRouteOptions): AdapterMiddleware {
  return (context) => remove(options, context, deleteCompanyReport, 'insight.report_delete');
}

function createRow({ clock, createUuid }: InsightReportRouteOptions, context: AdapterContext, content: Buffer) {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { id: createUuid(), createdAtMs: clock.epochMs(), createdBy: context.state.user!.id, sha256 };
}

async function requireJourney({ database }: InsightReportRouteOptions, id: string): Promise<JourneyBody> {
  return (await findJourney(database(), id)) ?? refuseUnknown();
}

async function requireCompanyReport({ database }: InsightReportRouteOptions, id: string): Promise<CompanyReportBody> {
  return (await findCompanyReport(database(), id)) ?? refuseUnknown();
}

async function remove(
  options: InsightReportRouteOptions,
  context: AdapterContext,
  act: (database: Statements, id: string) => Promise<boolean>,
  action: string,
): Promise<void> {
  const id = parseId(context);
  await options.database().transaction(async (transaction) => {
    if (!(await act(transaction, id))) refuseUnknown();
    await audit(options, context, transaction, action, id);
  });
  context.body = { deleted: true };
}

function audit(
  { clock }: InsightReportRouteOptions,
  context: AdapterContext,
  transaction: Statements,
  action: string,
  subject: string,
): Promise<void> {
  return insertAudit(transaction, {
    userId: context.state.user!.id,
    action,
    subject,
    details: {},
    atMs: clock.epochMs(),
  });
}

function parseId(context: AdapterContext): string {
  return parseInput(insightIdSchema, { ...(context as { params?: object }).params }).id;
}

function tableFormatOf(context: AdapterContext): 'csv' | 'xlsx' {
  return fileFormatOf(context) === 'csv' ? 'csv' : 'xlsx';
}

function refuseUnknown(): never {
  throw new RequestError('not_found', 'there is nothing under this id', { field: 'id' });
}
