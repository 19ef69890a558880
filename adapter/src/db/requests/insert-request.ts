import { type FragmentSqlToken, sql } from 'slonik';
import type { Statements } from '../database.ts';

export interface NewRequest {
  readonly id: string;
  readonly userId: string;
  readonly product: { readonly code: string; readonly name: string; readonly description: string };
  readonly channel: { readonly code: string; readonly description: string };
  readonly profileName: string;
  readonly termsVersion: string;
  readonly claimsReviewed: boolean;
  readonly sampleTerms: boolean;
  readonly options: object;
  readonly clientsCount: number;
  /** Milliseconds since 1970. */
  readonly askedAtMs: number;
}

export async function insertRequest(database: Statements, request: NewRequest): Promise<void> {
  await database.query(sql.unsafe`${addRequest(request)}`);
}

/** The row as a statement, to be part of a larger one. */
export function addRequest(request: NewRequest): FragmentSqlToken {
  return sql.fragment`
    INSERT INTO requests (id, user_id, product_code, product, channel_code, channel, profile_name, terms_version,
      claims_reviewed, sample_terms, options, clients_count, asked_at)
    VALUES (${request.id}, ${request.userId}, ${request.product.code}, ${sql.jsonb(request.product)},
      ${request.channel.code}, ${sql.jsonb(request.channel)}, ${request.profileName}, ${request.termsVersion},
      ${request.claimsReviewed}, ${request.sampleTerms}, ${sql.jsonb(request.options)}, ${request.clientsCount}, ${sql.timestamp(new Date(request.askedAtMs))})
  `;
}
