import { sql } from 'slonik';
import type { KeptRanking } from '../../api/campaign-ranking.ts';
import type { RankedOfferBody } from '../../api/propensity.ts';
import type { Statements } from '../database.ts';

export interface NewMember {
  readonly row: number;
  readonly offer: number;
  readonly clientId: number | null;
  readonly outcome: 'text' | 'control' | 'excluded' | 'problem';
  readonly reason: string | null;
  readonly productCode: string | null;
  readonly channelCode: string | null;
  readonly arm: string | null;
  /** Null where people chose the offers. */
  readonly ranked: RankedOfferBody | null;
}

/** Rows that are there already stay as they are. */
export async function insertMembers(
  database: Statements,
  planId: string,
  members: readonly NewMember[],
): Promise<void> {
  const values = members.map((member) => [
    member.row,
    member.offer,
    member.clientId,
    member.outcome,
    member.reason,
    member.productCode,
    member.channelCode,
    member.arm,
    member.ranked?.score ?? null,
    JSON.stringify(member.ranked?.reasons.map(({ name }) => name) ?? []),
    member.ranked === null ? null : JSON.stringify(toKept(member.ranked)),
  ]);
  const types = ['int4', 'int4', 'int8', 'text', 'text', 'text', 'text', 'text', 'float8', 'jsonb', 'jsonb'];
  await database.query(sql.unsafe`
    INSERT INTO campaign_members
      (plan_id, row, offer, client_id, outcome, reason, product_code, channel_code, arm, score, reasons, ranking)
    SELECT ${planId}::uuid, row, offer, client_id, outcome, reason, product_code, channel_code, arm, score,
      ARRAY(SELECT jsonb_array_elements_text(reasons)), ranking
    FROM ${sql.unnest(values, types)}
      AS member (row, offer, client_id, outcome, reason, product_code, channel_code, arm, score, reasons, ranking)
    ON CONFLICT (plan_id, row, offer) DO NOTHING
  `);
}

/** Product and channel have columns of their own. */
function toKept({ product: _product, channel: _channel, ...kept }: RankedOfferBody): KeptRanking {
  return kept;
}
