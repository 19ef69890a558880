/**
 * How far the approval of a campaign has come. Its reach picks the step of the rules; each approver that the step names
 * is another person than the author and than the other approvers. A manager's place is filled by a manager, a compliance
 * officer or an administrator; a compliance officer's by a compliance officer alone. The last word of a person counts,
 * and one rejection that stands rejects.
 */
import type { Approvers, CampaignApproval, CampaignState } from '../../api/campaigns.ts';
import type { StoredApprovalRules } from '../../db/plans/find-approval-rules.ts';
import type { StoredApproval } from '../../db/plans/list-approvals.ts';

const fillers: Readonly<Record<Approvers[number]['role'], readonly string[]>> = {
  compliance: ['compliance'],
  manager: ['manager', 'compliance', 'administrator'],
};

export interface ApprovalQuery {
  readonly state: CampaignState;
  readonly reach: number | null;
  readonly authorId: string;
}

export function judgeApproval(
  { state, reach, authorId }: ApprovalQuery,
  steps: StoredApprovalRules['steps'],
  said: readonly StoredApproval[],
): CampaignApproval {
  const last = new Map(said.map((one) => [one.user_id, one]));
  const standing = [...last.values()].filter(({ user_id: userId }) => userId !== authorId);
  const needed = neededFor(steps, reach ?? 0);
  const missing = missingOf(
    needed,
    standing.filter(({ decision }) => decision === 'approve'),
  );
  return {
    state: stateOf(state, standing, missing),
    needed,
    missing,
    decisions: said.map((one) => ({
      user: one.user_name,
      role: one.role,
      decision: one.decision,
      comment: one.comment,
      at: new Date(one.created_at).toISOString(),
      counts: last.get(one.user_id) === one,
    })),
  };
}

export function neededFor(steps: StoredApprovalRules['steps'], reach: number): Approvers {
  const step = steps.find(({ clients_max: max }) => max === null || reach <= max);
  return step?.approvers ?? [];
}

function stateOf(
  state: CampaignState,
  standing: readonly StoredApproval[],
  missing: Approvers,
): CampaignApproval['state'] {
  if (state !== 'finished') return 'not_ready';
  if (standing.some(({ decision }) => decision === 'reject')) return 'rejected';
  return missing.length === 0 ? 'approved' : 'waiting';
}

/** Places of compliance are filled first: whoever is left over may fill a manager's. */
function missingOf(needed: Approvers, approvals: readonly StoredApproval[]): Approvers {
  const free = [...approvals];
  const order = [...needed].sort((a, b) => fillers[a.role].length - fillers[b.role].length);
  return order.flatMap(({ role, count }) => {
    let open = count;
    while (open > 0) {
      const place = placeOf(free, role);
      if (place < 0) break;
      free.splice(place, 1);
      open -= 1;
    }
    return open === 0 ? [] : [{ role, count: open }];
  });
}

/** Of those who may, the one who can fill the fewest other places. */
function placeOf(free: readonly StoredApproval[], role: Approvers[number]['role']): number {
  const able = free.filter((one) => fillers[role].includes(one.role));
  const best = able.find((one) => one.role !== 'compliance') ?? able[0];
  return best === undefined ? -1 : free.indexOf(best);
}
