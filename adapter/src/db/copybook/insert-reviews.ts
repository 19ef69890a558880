import { sql } from 'slonik';
import type { reviewActs } from '../../api/copybook.ts';
import type { Statements } from '../database.ts';

export interface NewReview {
  readonly id: string;
  readonly threadId: string;
  readonly revision: number;
  /** Null: the whole revision. */
  readonly place: { readonly position: number; readonly variant: number } | null;
  readonly act: (typeof reviewActs)[number];
  /** Null: a person named on the command line. */
  readonly person: string | null;
  readonly personName: string;
  readonly comment: string;
}

/** @param edition that they made, or null. */
export async function insertReviews(
  transaction: Statements,
  reviews: readonly NewReview[],
  edition: number | null,
  atMs: number,
): Promise<void> {
  const rows = reviews.map((row) => [
    row.id,
    row.threadId,
    row.revision,
    row.place?.position ?? null,
    row.place?.variant ?? null,
    row.act,
    row.person,
    row.personName,
    row.comment,
  ]);
  await transaction.query(sql.unsafe`
    INSERT INTO copybook_reviews (id, thread_id, revision, position, variant, act, person, person_name, comment, edition,
      created_at)
    SELECT id, thread_id, revision, position, variant, act, person, person_name, comment, ${edition}::integer,
      ${sql.timestamp(new Date(atMs))}
    FROM ${sql.unnest(rows, ['uuid', 'text', 'int4', 'int4', 'int4', 'text', 'uuid', 'text', 'text'])}
      AS row (id, thread_id, revision, position, variant, act, person, person_name, comment)
  `);
}
