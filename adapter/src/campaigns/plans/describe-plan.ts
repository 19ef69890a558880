/** A campaign as its page shows it: settings, how far each cell has come, pace, approval. */
import type { Campaign, CampaignItem, CampaignProgress, CampaignsQuery } from '../../api/campaigns.ts';
import { planLimits } from '../../api/plan-limits.ts';
import type { Statements } from '../../db/database.ts';
import type { CountedAnswers } from '../../db/plans/count-cell-answers.ts';
import { findApprovalRules } from '../../db/plans/find-approval-rules.ts';
import type { StoredPlan } from '../../db/plans/find-plan.ts';
import { listApprovals } from '../../db/plans/list-approvals.ts';
import { listCells, type StoredCell } from '../../db/plans/list-cells.ts';
import { listPlans } from '../../db/plans/list-plans.ts';
import { findApproval } from './approve-plan.ts';
import { type CountPlan, countPlan, type PlanCounts, paceWindowMs } from './count-plan.ts';
import { judgeApproval } from './judge-approval.ts';

const isoOrNull = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export async function describePlan(
  database: Statements,
  plan: StoredPlan,
  nowMs: number,
  count: CountPlan = countPlan,
): Promise<Campaign> {
  const [cells, { answers, members, rowsPrepared }, approval] = await Promise.all([
    listCells(database, plan.id),
    count(database, plan, nowMs),
    findApproval(database, plan),
  ]);
  return {
    id: plan.id,
    name: plan.name,
    state: plan.state,
    waiting_for: plan.waiting_for,
    failure: plan.failure,
    seed: plan.seed,
    version: plan.version,
    changed_by: plan.changed_by,
    changed_at: isoOrNull(plan.changed_at),
    settings: plan.settings,
    file: { id: plan.file_id, name: plan.file_name, rows: plan.file_rows },
    created_by: plan.created_by,
    created_at: new Date(plan.created_at).toISOString(),
    started_at: isoOrNull(plan.started_at),
    finished_at: isoOrNull(plan.finished_at),
    reach: plan.reach,
    ranked_by: plan.ranked_by,
    cells: cells.map((cell) => describeCell(cell, answers)),
    progress: { ...progressOf(plan, cells, answers, nowMs), ...membersOf(members), rows_prepared: rowsPrepared },
    approval,
  };
}

function describeCell(cell: StoredCell, answers: readonly CountedAnswers[]): Campaign['cells'][number] {
  const own = answers.filter(({ place }) => place === cell.place);
  return {
    product: cell.product_code,
    channel: cell.channel_code,
    variant: cell.arm,
    planned: cell.clients_count,
    done: sum(own),
    sendable: sum(own.filter(({ status }) => status === 'sendable')),
    model: sum(own.filter(({ source }) => source === 'model')),
    rules: sum(own.filter(({ source }) => source === 'rules')),
    request_id: cell.request_id,
  };
}

function progressOf(
  plan: StoredPlan,
  cells: readonly StoredCell[],
  answers: readonly CountedAnswers[],
  nowMs: number,
): Omit<CampaignProgress, 'control' | 'excluded' | 'problems' | 'rows_prepared'> {
  const planned = cells.reduce((all, { clients_count: count }) => all + count, 0);
  const done = sum(answers);
  const isRunning = plan.state === 'running';
  const recent = answers.reduce((all, { recent_count: count }) => all + count, 0);
  // A campaign younger than the window is measured by its own age.
  const ageMs = plan.started_at === null ? paceWindowMs : Math.max(1000, nowMs - plan.started_at);
  const pace = isRunning && recent > 0 ? (recent / Math.min(paceWindowMs, ageMs)) * 60_000 : null;
  const errors = new Map<string, number>();
  for (const { error_kind: kind, count } of answers)
    if (kind !== null) errors.set(kind, (errors.get(kind) ?? 0) + count);
  return {
    planned,
    done,
    model: sum(answers.filter(({ source }) => source === 'model')),
    rules: sum(answers.filter(({ source }) => source === 'rules')),
    refused: sum(answers.filter(({ status }) => status === 'refused')),
    not_sendable: sum(answers.filter(({ status }) => status === 'not_sendable')),
    errors: [...errors].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
    texts_per_minute: pace === null ? null : Math.round(pace * 10) / 10,
    seconds_left: pace === null ? null : Math.ceil(((planned - done) / pace) * 60),
  };
}

function membersOf(members: PlanCounts['members']) {
  const rowsOf = (outcome: string) =>
    members.filter((one) => one.outcome === outcome).reduce((all, { rows_count: count }) => all + count, 0);
  return {
    control: rowsOf('control'),
    problems: rowsOf('problem'),
    excluded: members
      .filter(({ outcome }) => outcome === 'excluded')
      .map(({ reason, rows_count: count }) => ({ reason: reason ?? '', count })),
  };
}

const sum = (answers: readonly CountedAnswers[]) => answers.reduce((all, { count }) => all + count, 0);

export interface PlansPage {
  readonly items: CampaignItem[];
  readonly nextCursor: string | null;
}

export async function describePlans(database: Statements, query: CampaignsQuery): Promise<PlansPage> {
  const limit = query.limit ?? planLimits.campaignsPageDefault;
  const listed = await listPlans(database, query, limit + 1);
  const page = listed.slice(0, limit);
  const { steps } = await findApprovalRules(database);
  const said = await listApprovals(
    database,
    page.map(({ id }) => id),
  );
  const items = page.map((plan): CampaignItem => {
    const { settings, author_id: authorId, ...rest } = plan;
    const own = said.filter((one) => one.plan_id === plan.id);
    return {
      ...rest,
      created_at: new Date(plan.created_at).toISOString(),
      started_at: isoOrNull(plan.started_at),
      finished_at: isoOrNull(plan.finished_at),
      products: settings.offers.products,
      channels: settings.offers.channels,
      approval: judgeApproval({ state: plan.state, reach: plan.reach, authorId }, steps, own).state,
    };
  });
  return { items, nextCursor: listed.length > limit ? page.at(-1)!.id : null };
}
