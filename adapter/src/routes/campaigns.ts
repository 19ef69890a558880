/** Campaigns: create and see them, start, pause, resume, cancel, approve, look at the texts, export. */
import { z } from 'zod';
import {
  approveCampaignSchema,
  campaignActSchema,
  campaignExportQuerySchema,
  campaignResultsQuerySchema,
  campaignsQuerySchema,
  changeCampaignSchema,
  createCampaignSchema,
  putApprovalRulesSchema,
} from '../api/campaigns.ts';
import { parseInput } from '../api/parse-input.ts';
import { approvePlan, putApprovalRules } from '../campaigns/plans/approve-plan.ts';
import { createPlanCounter } from '../campaigns/plans/count-plan.ts';
import { describePlan, describePlans } from '../campaigns/plans/describe-plan.ts';
import { exportPlan } from '../campaigns/plans/export-plan.ts';
import { listResults } from '../campaigns/plans/list-results.ts';
import {
  actOnPlan,
  type CampaignActName,
  changePlan,
  createPlan,
  findPlanOrRefuse,
} from '../campaigns/plans/manage-plan.ts';
import type { Actor, PlansContext } from '../campaigns/plans/plans-context.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { findApprovalRules, type StoredApprovalRules } from '../db/plans/find-approval-rules.ts';
import { parseExpectedVersion } from './parse-expected-version.ts';

export interface CampaignRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly campaigns: () => PlansContext;
}

const campaignPathSchema = z.strictObject({ id: z.uuid() });

/** GET /v1/campaigns */
export function campaignsRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const query = parseInput(campaignsQuerySchema, { ...context.query });
    const page = await describePlans(campaigns().database, query);
    context.body = { items: page.items, next_cursor: page.nextCursor };
  };
}

/** POST /v1/campaigns */
export function createCampaignRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { file_id: fileId, name, seed, settings } = parseInput(createCampaignSchema, context.request.body);
    const open = campaigns();
    const id = await createPlan(open, { name, fileId, seed, settings }, actorOf(context));
    context.status = 201;
    context.body = await describePlan(open.database, await findPlanOrRefuse(open, id), open.clock.epochMs());
  };
}

/** GET /v1/campaigns/{id} */
export function campaignRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  const count = createPlanCounter({ nowMs: () => campaigns().clock.nowMs() });
  return async (context) => {
    const open = campaigns();
    const plan = await findPlanOrRefuse(open, parseId(context));
    context.body = await describePlan(open.database, plan, open.clock.epochMs(), count);
  };
}

/** PUT /v1/campaigns/{id} */
export function changeCampaignRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const id = parseId(context);
    const expectedVersion = parseExpectedVersion(context);
    const { name, settings } = parseInput(changeCampaignSchema, context.request.body);
    const open = campaigns();
    await changePlan(open, id, { name, settings, expectedVersion }, actorOf(context));
    context.body = await describePlan(open.database, await findPlanOrRefuse(open, id), open.clock.epochMs());
  };
}

/** POST /v1/campaigns/{id}/start and …/pause, …/resume, …/cancel */
export function campaignActRoute({ campaigns }: CampaignRouteOptions, act: CampaignActName): AdapterMiddleware {
  return async (context) => {
    const id = parseId(context);
    parseInput(campaignActSchema, context.request.body);
    const open = campaigns();
    // Who starts a draft may say which one: somebody else may have changed it since it was read.
    const hasVersion = act === 'start' && context.get('If-Match') !== '';
    const expectedVersion = hasVersion ? parseExpectedVersion(context) : undefined;
    const plan = await actOnPlan(open, id, act, actorOf(context), expectedVersion);
    context.body = await describePlan(open.database, plan, open.clock.epochMs());
  };
}

/** POST /v1/campaigns/{id}/approvals */
export function approveCampaignRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const id = parseId(context);
    const decision = parseInput(approveCampaignSchema, context.request.body);
    context.status = 201;
    context.body = await approvePlan(campaigns(), id, decision, actorOf(context));
  };
}

/** GET /v1/campaigns/{id}/results */
export function campaignResultsRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const open = campaigns();
    const id = parseId(context);
    const query = parseInput(campaignResultsQuerySchema, { ...context.query });
    await findPlanOrRefuse(open, id);
    const page = await listResults(open.database, id, query);
    context.body = { items: page.items, next_cursor: page.nextCursor };
  };
}

const exportTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** GET /v1/campaigns/{id}/export */
export function exportCampaignRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const open = campaigns();
    const id = parseId(context);
    const { format = 'csv' } = parseInput(campaignExportQuerySchema, { ...context.query });
    const plan = await findPlanOrRefuse(open, id);
    const body = await exportPlan(open, plan, format, actorOf(context));
    context.set('Content-Disposition', `attachment; filename="offerwright-campaign-${id}.${format}"`);
    context.body = body;
    context.set('Content-Type', exportTypes[format]);
  };
}

/** GET /v1/campaign-approval-rules */
export function approvalRulesRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    showRules(context, await findApprovalRules(campaigns().database));
  };
}

/** PUT /v1/campaign-approval-rules */
export function putApprovalRulesRoute({ campaigns }: CampaignRouteOptions): AdapterMiddleware {
  return async (context) => {
    const expectedVersion = parseExpectedVersion(context);
    const { steps } = parseInput(putApprovalRulesSchema, context.request.body);
    showRules(context, await putApprovalRules(campaigns(), { steps, expectedVersion }, actorOf(context)));
  };
}

function showRules(context: AdapterContext, rules: StoredApprovalRules): void {
  context.set('ETag', `"${rules.version}"`);
  context.body = { ...rules, created_at: new Date(rules.created_at).toISOString() };
}

function parseId(context: AdapterContext): string {
  return parseInput(campaignPathSchema, { ...(context as { params?: object }).params }).id;
}

export function actorOf(context: AdapterContext): Actor {
  const { id, name, role } = context.state.user!;
  return { id, name, role };
}
