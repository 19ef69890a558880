import { sql } from 'slonik';
import type { CampaignState } from '../../api/campaigns.ts';
import type { Statements } from '../database.ts';

export interface PlanChange {
  readonly planId: string;
  /** Only from one of these states. */
  readonly from: readonly CampaignState[];
  readonly to: CampaignState;
  /** Only in this version, where one was read. */
  readonly version?: number | undefined;
  readonly failure?: { readonly kind: string; readonly message: string };
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** @returns whether the campaign was in such a state, and has changed */
export async function changePlanState(database: Statements, change: PlanChange): Promise<boolean> {
  const at = sql.timestamp(new Date(change.atMs));
  const isEnd = change.to === 'finished' || change.to === 'cancelled';
  const { rowCount } = await database.query(sql.unsafe`
    UPDATE campaign_plans
    SET state = ${change.to},
      failure = ${change.failure === undefined ? null : JSON.stringify(change.failure)}::jsonb,
      waiting_for = NULL,
      started_at = coalesce(started_at, CASE WHEN ${change.to === 'preparing'} THEN ${at} END),
      finished_at = ${isEnd ? at : sql.fragment`NULL`}
    WHERE id = ${change.planId}::uuid AND state = ANY (${sql.array([...change.from], 'text')})
      AND ${change.version === undefined ? sql.fragment`true` : sql.fragment`version = ${change.version}`}
  `);
  return rowCount === 1;
}
