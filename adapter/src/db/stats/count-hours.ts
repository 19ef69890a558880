/**
 * Counts hours anew, from what is stored. Run in a transaction under `lockStats`. Several at once cost little more than
 * one: what takes time of a quiet hour is asking at all.
 */
import { type FragmentSqlToken, sql } from 'slonik';
import { lowestUuidAt } from '../../clock.ts';
import type { Statements } from '../database.ts';
import { allowLongStatements } from './mark-stale-hours.ts';

/** @param fromMs, toMs whole hours, milliseconds since 1970 */
export async function countHours(transaction: Statements, fromMs: number, toMs: number): Promise<void> {
  const [begin, end] = [sql.timestamp(new Date(fromMs)), sql.timestamp(new Date(toMs))];
  await allowLongStatements(transaction);
  for (const table of tables) {
    await transaction.query(
      sql.unsafe`DELETE FROM ${sql.identifier([table])} WHERE hour >= ${begin} AND hour < ${end}`,
    );
  }
  const scope = scopeOf(fromMs, toMs);
  await countAnswers(transaction, scope);
  await countTimes(transaction, scope);
  await countRules(transaction, scope);
  await countVersions(transaction, scope);
  await countThreads(transaction, scope);
}

interface Scope {
  readonly hour: FragmentSqlToken;
  readonly offer: FragmentSqlToken;
  readonly from: FragmentSqlToken;
  readonly to: FragmentSqlToken;
  readonly inHour: FragmentSqlToken;
  /** Clients with their answers, to be narrowed by `inHour`. */
  readonly answered: FragmentSqlToken;
}

function scopeOf(fromMs: number, toMs: number): Scope {
  const hour = sql.fragment`date_trunc('hour', time_of_uuid(asked_clients.id), 'UTC')`;
  const from = sql.fragment`${lowestUuidAt(fromMs)}::uuid`;
  const to = sql.fragment`${lowestUuidAt(toMs)}::uuid`;
  const inHour = sql.fragment`asked_clients.id >= ${from} AND asked_clients.id < ${to}`;
  const offer = sql.fragment`asked_clients.product_code, asked_clients.channel_code`;
  const answered = sql.fragment`
    FROM asked_clients JOIN answers ON answers.asked_client_id = asked_clients.id
      AND answers.asked_client_id >= ${from} AND answers.asked_client_id < ${to}
  `;
  return { hour, offer, from, to, inHour, answered };
}

/** Who was asked about, and how it was answered. */
async function countAnswers(transaction: Statements, { hour, offer, from, to, inHour }: Scope): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO stats_hours
    SELECT ${hour}, ${offer}, coalesce(answers.source, ''), coalesce(answers.status, 'unanswered'),
      coalesce(answers.rules_reason, answers.error ->> 'kind', ''), count(*),
      count(*) FILTER (WHERE (answers.timings ->> 'total_ms')::double precision > 2000),
      count(*) FILTER (WHERE answers.verdict IS NOT NULL)
    FROM asked_clients
    LEFT JOIN answers ON answers.asked_client_id = asked_clients.id
      AND answers.asked_client_id >= ${from} AND answers.asked_client_id < ${to}
    WHERE ${inHour}
    GROUP BY 1, 2, 3, 4, 5, 6
  `);
}

/** How long answers took. */
async function countTimes(transaction: Statements, { hour, offer, inHour, answered }: Scope): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO stats_latency_hours
    SELECT ${hour}, ${offer}, coalesce(answers.source, ''),
      floor(ln(greatest((answers.timings ->> 'total_ms')::double precision, 1) / 2000) / ln(1.05)), count(*)
    ${answered}
    WHERE ${inHour} AND answers.timings IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
  `);
}

/** What rules said where a text did not just pass. */
async function countRules(transaction: Statements, { hour, offer, inHour, answered }: Scope): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO stats_rule_hours
    SELECT hour, product_code, channel_code, rule_id, outcome, count(DISTINCT id)
    FROM (
      SELECT ${hour} AS hour, asked_clients.id, ${offer}, result ->> 'rule_id' AS rule_id, result ->> 'outcome' AS outcome
      ${answered}
      CROSS JOIN jsonb_path_query(answers.verdict, '$.results[*] ? (@.outcome != "passed")') AS result
      WHERE ${inHour}
      UNION ALL
      SELECT ${hour}, asked_clients.id, ${offer}, answers.refusal ->> 'rule_id', 'refused'
      ${answered}
      WHERE ${inHour} AND answers.refusal ->> 'rule_id' <> ''
    ) AS found
    GROUP BY 1, 2, 3, 4, 5
  `);
}

/** What wrote the texts. */
async function countVersions(transaction: Statements, { hour, offer, inHour, answered }: Scope): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO stats_version_hours
    SELECT ${hour}, ${offer}, part, version, count(*)
    ${answered}
    CROSS JOIN LATERAL (VALUES
      ('model', CASE WHEN answers.source = 'model' THEN
        concat_ws(' + ', answers.provenance ->> 'model_name', nullif(answers.provenance ->> 'adapter_name', '')) END),
      ('copybook', left(answers.provenance ->> 'copybook_hash', 12)),
      ('rule_set', answers.provenance ->> 'rule_set_version'),
      ('prompt', CASE WHEN answers.source = 'model' THEN answers.provenance ->> 'prompt_version' END),
      ('server', answers.provenance ->> 'server_version')
    ) AS parts (part, version)
    WHERE ${inHour} AND version <> ''
    GROUP BY 1, 2, 3, 4, 5
  `);
}

/** Threads, and what became of their texts. */
async function countThreads(
  transaction: Statements,
  { hour, offer, from, to, inHour, answered }: Scope,
): Promise<void> {
  await transaction.query(sql.unsafe`
    INSERT INTO stats_thread_hours
    SELECT ${hour}, ${offer}, coalesce(answers.thread_id, ''), count(*), count(came.events),
      count(*) FILTER (WHERE 'opened' = ANY (came.events)), count(*) FILTER (WHERE 'clicked' = ANY (came.events)),
      count(*) FILTER (WHERE 'accepted' = ANY (came.events)), count(*) FILTER (WHERE 'rejected' = ANY (came.events)),
      count(*) FILTER (WHERE 'complained' = ANY (came.events)),
      count(*) FILTER (WHERE 'unsubscribed' = ANY (came.events))
    ${answered}
    LEFT JOIN (
      SELECT outcomes.answer_id, array_agg(outcomes.event) AS events
      FROM outcomes
      WHERE outcomes.answer_id >= ${from} AND outcomes.answer_id < ${to}
      GROUP BY outcomes.answer_id
    ) AS came ON came.answer_id = asked_clients.id
    WHERE ${inHour} AND answers.status IN ('sendable', 'not_sendable')
    GROUP BY 1, 2, 3, 4
  `);
}

const tables = [
  'stats_hours',
  'stats_latency_hours',
  'stats_rule_hours',
  'stats_version_hours',
  'stats_thread_hours',
] as const;
