/** Approvals of campaigns, and the rules that say how many there must be. */
import type { z } from 'zod';
import type { approvalStepsSchema, CampaignApproval } from '../../api/campaigns.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import type { Statements } from '../../db/database.ts';
import { findApprovalRules, type StoredApprovalRules } from '../../db/plans/find-approval-rules.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import { insertApproval } from '../../db/plans/insert-approval.ts';
import { insertApprovalRules } from '../../db/plans/insert-approval-rules.ts';
import { listApprovals } from '../../db/plans/list-approvals.ts';
import { lockPlan } from '../../db/plans/lock-plan.ts';
import { RequestError } from '../../errors.ts';
import { judgeApproval } from './judge-approval.ts';
import { findPlanOrRefuse } from './manage-plan.ts';
import type { Actor, PlansContext } from './plans-context.ts';

export async function findApproval(database: Statements, plan: StoredPlan): Promise<CampaignApproval> {
  const { steps } = await findApprovalRules(database);
  const query = { state: plan.state, reach: plan.reach, authorId: plan.author_id };
  return judgeApproval(query, steps, await listApprovals(database, [plan.id]));
}

export interface Decision {
  readonly decision: 'approve' | 'reject';
  readonly comment: string;
}

/** @throws RequestError not_found, own_campaign, campaign_state */
export async function approvePlan(
  context: PlansContext,
  planId: string,
  { decision, comment }: Decision,
  actor: Actor,
): Promise<CampaignApproval> {
  const { database, clock, createUuid } = context;
  const plan = await findPlanOrRefuse(context, planId);
  if (plan.author_id === actor.id) {
    throw new RequestError('own_campaign', 'another person than its author approves a campaign');
  }
  if (decision === 'reject' && comment === '') {
    const problem = { field: 'comment', limit: 'a reason for the rejection', given: 'nothing' };
    throw new RequestError('invalid_request', 'comment: must be a reason for the rejection; got nothing', problem);
  }
  await database.transaction(async (transaction) => {
    const state = (await lockPlan(transaction, planId))?.state;
    if (state !== 'finished') {
      const limit = 'a finished campaign';
      const message = `only ${limit} can be approved; this one is ${state}`;
      throw new RequestError('campaign_state', message, { field: 'state', limit, given: String(state) });
    }
    const createdAtMs = clock.epochMs();
    const { id: userId, role } = actor;
    await insertApproval(transaction, { id: createUuid(), planId, userId, role, decision, comment, createdAtMs });
    const action = `campaigns.${decision}`;
    await insertAudit(transaction, {
      userId,
      action,
      subject: planId,
      details: { name: plan.name },
      atMs: createdAtMs,
    });
  });
  return await findApproval(database, plan);
}

/** @throws RequestError version_conflict */
export async function putApprovalRules(
  { database, clock }: PlansContext,
  change: { readonly steps: z.output<typeof approvalStepsSchema>; readonly expectedVersion: number },
  actor: Actor,
): Promise<StoredApprovalRules> {
  const version = change.expectedVersion + 1;
  const createdAtMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    const before = await findApprovalRules(transaction);
    const rules = { version, steps: change.steps, createdBy: actor.id, createdAtMs };
    if (before.version !== change.expectedVersion || !(await insertApprovalRules(transaction, rules))) {
      const [limit, given] = [`"${before.version}"`, `"${change.expectedVersion}"`];
      const message = `If-Match: the rules have version ${before.version} by now; got ${change.expectedVersion}`;
      throw new RequestError('version_conflict', message, { field: 'If-Match', limit, given });
    }
    const action = 'campaigns.approval_rules';
    await insertAudit(transaction, { userId: actor.id, action, subject: '', details: { version }, atMs: createdAtMs });
  });
  return await findApprovalRules(database);
}
