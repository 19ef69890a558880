import { sql } from 'slonik';
import type { OfferRankingBody } from '../../api/propensity.ts';
import type { Statements } from '../database.ts';

export interface NewRanking {
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly clientId: number | null;
  readonly features: object;
  readonly ranking: OfferRankingBody;
}

/** What was ranked for whom, from what and why: a row a ranking, never changed. */
export async function insertRanking(database: Statements, row: NewRanking): Promise<void> {
  const { id, ...ranking } = row.ranking;
  await database.query(sql.unsafe`
    INSERT INTO offer_rankings (id, created_at, created_by, client_id, features, ranking)
    VALUES (
      ${id}, ${sql.timestamp(new Date(row.createdAtMs))}, ${row.createdBy}, ${row.clientId},
      ${JSON.stringify(row.features)}::jsonb, ${JSON.stringify(ranking)}::jsonb
    )
  `);
}
