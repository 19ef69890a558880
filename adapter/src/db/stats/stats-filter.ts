/** The period, product and channel of a question, for every statement that answers it. */
import { type FragmentSqlToken, sql } from 'slonik';
import { z } from 'zod';
import { lowestUuidAt } from '../../clock.ts';

export interface StatsFilter {
  /** Milliseconds since 1970, whole hours. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly product: string | null;
  readonly channel: string | null;
  /** Whose days they are. */
  readonly zone: string;
}

/** For tables with `hour`. */
export function inHours(filter: StatsFilter): FragmentSqlToken {
  const from = sql.timestamp(new Date(filter.fromMs));
  const to = sql.timestamp(new Date(filter.toMs));
  return sql.fragment`hour >= ${from} AND hour < ${to} AND ${ofOffer(filter)}`;
}

/** For tables whose `id` is that of the client asked. */
export function inIds(filter: StatsFilter, id: FragmentSqlToken): FragmentSqlToken {
  return sql.fragment`${id} >= ${lowestUuidAt(filter.fromMs)}::uuid AND ${id} < ${lowestUuidAt(filter.toMs)}::uuid`;
}

export function ofOffer({ product, channel }: StatsFilter): FragmentSqlToken {
  const conditions = [
    sql.fragment`true`,
    ...(product === null ? [] : [sql.fragment`product_code = ${product}`]),
    ...(channel === null ? [] : [sql.fragment`channel_code = ${channel}`]),
  ];
  return sql.fragment`${sql.join(conditions, sql.fragment` AND `)}`;
}

export function dayOf({ zone }: StatsFilter): FragmentSqlToken {
  return sql.fragment`to_char(hour AT TIME ZONE ${zone}, 'YYYY-MM-DD')`;
}

/** Sums are int8, which arrive as BigInt, or null without rows. */
export const sumColumn = z
  .bigint()
  .nullable()
  .transform((sum) => Number(sum ?? 0n));
