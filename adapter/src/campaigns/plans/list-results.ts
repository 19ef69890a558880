/** The clients of a campaign with their texts, a page at a time, and row by row for the export. */
import type { CampaignResult, CampaignResultsQuery } from '../../api/campaigns.ts';
import { planLimits } from '../../api/plan-limits.ts';
import type { Statements } from '../../db/database.ts';
import { listMembers, type StoredMember } from '../../db/plans/list-members.ts';
import { readResult } from '../../db/requests/result-columns.ts';

const beforeFirst = { row: 0, offer: 0 };

export interface ResultsPage {
  readonly items: CampaignResult[];
  readonly nextCursor: string | null;
}

export async function listResults(
  database: Statements,
  planId: string,
  query: CampaignResultsQuery,
): Promise<ResultsPage> {
  const { limit = planLimits.campaignResultsPageDefault, cursor, ...filters } = query;
  const after = cursor === undefined ? beforeFirst : parseCursor(cursor);
  const members = await listMembers(database, { ...filters, planId, after, membersMax: limit + 1 });
  const page = members.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toResult),
    nextCursor: members.length > limit && last !== undefined ? `${last.row}.${last.offer}` : null,
  };
}

/** Everybody of the campaign, in the order of the file. */
export async function* readMembers(database: Statements, planId: string): AsyncGenerator<StoredMember> {
  for (let after = beforeFirst; ; ) {
    const members = await listMembers(database, { planId, after, membersMax: planLimits.fileRowsPerRead });
    yield* members;
    const last = members.at(-1);
    if (last === undefined || members.length < planLimits.fileRowsPerRead) return;
    after = { row: last.row, offer: last.offer };
  }
}

function parseCursor(cursor: string): { row: number; offer: number } {
  const [row = 0, offer = 0] = cursor.split('.').map(Number);
  return { row, offer };
}

function toResult(member: StoredMember): CampaignResult {
  const result = readResult(member, member.row - 1, member.member_client_id);
  return {
    row: member.row,
    offer: member.offer,
    client_id: member.member_client_id,
    status: statusOf(member),
    reason: member.reason,
    product: member.product_code,
    channel: member.channel_code,
    variant: member.arm,
    score: member.score,
    reasons: member.reasons,
    ranking: member.ranking,
    answer_id: member.answer_id,
    label: member.label,
    answer: result.kind === 'answer' ? result.answer : null,
    error: result.kind === 'error' ? result.error : null,
  };
}

export function statusOf(member: StoredMember): CampaignResult['status'] {
  if (member.outcome !== 'text') return member.outcome;
  return member.status === 'sendable' && member.has_opted_out ? 'not_sendable' : (member.status ?? 'waiting');
}
