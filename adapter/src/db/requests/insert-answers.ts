/**
 * Writes what came for several clients by one statement. A client that was asked again (the same idempotency key) gets
 * its new result in place of an error; an answer is never overwritten.
 */
import { type FragmentSqlToken, sql } from 'slonik';
import type { AnsweredClient, ClientErrorBody, ClientResult } from '../../api/generate-response.ts';
import type { Statements } from '../database.ts';
import { endRequest, type RequestEnd } from './finish-request.ts';

export interface NewAnswer {
  readonly askedClientId: string;
  readonly result: ClientResult;
}

type Cell = string | number | boolean | null;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly ofAnswer: (answer: AnsweredClient) => Cell;
  /** What an error's row holds; null where nothing is said. */
  readonly ofError?: (error: ClientErrorBody) => Cell;
  /** Arrays travel as jsonb, because unnest takes no array of arrays. */
  readonly read?: FragmentSqlToken;
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
const nothing = () => null;

const columns: readonly Column[] = [
  { name: 'status', type: 'text', ofAnswer: (answer) => answer.status, ofError: () => 'error' },
  { name: 'text', type: 'text', ofAnswer: (answer) => answer.text, ofError: () => '' },
  { name: 'body', type: 'text', ofAnswer: (answer) => answer.body, ofError: () => '' },
  { name: 'disclosures', type: 'jsonb', ofAnswer: (answer) => json(answer.disclosures), ofError: () => '[]' },
  { name: 'confidence', type: 'float8', ofAnswer: (answer) => answer.confidence },
  { name: 'confidence_basis', type: 'text', ofAnswer: (answer) => answer.confidence_basis },
  { name: 'confidence_calibrated', type: 'bool', ofAnswer: (answer) => answer.confidence_calibrated },
  { name: 'source', type: 'text', ofAnswer: (answer) => answer.source },
  { name: 'rules_reason', type: 'text', ofAnswer: (answer) => answer.rules_reason },
  { name: 'verdict', type: 'jsonb', ofAnswer: (answer) => json(answer.verdict) },
  { name: 'thread_id', type: 'text', ofAnswer: (answer) => answer.thread?.id ?? null },
  { name: 'thread_version', type: 'text', ofAnswer: (answer) => answer.thread?.version ?? null },
  {
    name: 'variants',
    type: 'jsonb',
    ofAnswer: (answer) => json(answer.thread?.variants ?? null),
    read: sql.fragment`CASE WHEN variants IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(variants)::integer) END`,
  },
  { name: 'coverage', type: 'text', ofAnswer: (answer) => answer.coverage },
  { name: 'concern', type: 'text', ofAnswer: (answer) => answer.concern },
  { name: 'concern_rule', type: 'text', ofAnswer: (answer) => answer.concern_rule },
  {
    name: 'signals',
    type: 'jsonb',
    ofAnswer: (answer) => json(answer.signals),
    ofError: () => '[]',
    read: sql.fragment`ARRAY(SELECT jsonb_array_elements_text(signals))`,
  },
  { name: 'measures', type: 'jsonb', ofAnswer: (answer) => json(answer.measures) },
  { name: 'provenance', type: 'jsonb', ofAnswer: (answer) => json(answer.provenance) },
  { name: 'timings', type: 'jsonb', ofAnswer: (answer) => json(answer.timings) },
  { name: 'refusal', type: 'jsonb', ofAnswer: (answer) => json(answer.refusal) },
  { name: 'repaired', type: 'bool', ofAnswer: (answer) => answer.repaired, ofError: () => false },
  {
    name: 'heard_concerns',
    type: 'jsonb',
    ofAnswer: ({ heard_concerns: heard }) => (heard.length === 0 ? null : json(heard)),
  },
  { name: 'error', type: 'jsonb', ofAnswer: nothing, ofError: (error) => json(error) },
];

const comma = sql.fragment`, `;
const names = sql.join(
  columns.map((column) => sql.identifier([column.name])),
  comma,
);
const read = sql.join(
  columns.map((column) => column.read ?? sql.identifier([column.name])),
  comma,
);
const replacements = sql.join(
  columns.map((column) => sql.identifier(['excluded', column.name])),
  comma,
);
const types = ['uuid', ...columns.map((column) => column.type)];

/** @param end marks the request as ended by the same statement; null: it goes on. */
export async function insertAnswers(
  database: Statements,
  answers: readonly NewAnswer[],
  answeredAtMs: number,
  end: RequestEnd | null = null,
): Promise<void> {
  const answeredAt = sql.timestamp(new Date(answeredAtMs));
  await database.query(sql.unsafe`
    ${end === null ? sql.fragment`` : sql.fragment`WITH ended AS (${endRequest(end)})`}
    INSERT INTO answers (asked_client_id, answered_at, ${names})
    SELECT asked_client_id, ${answeredAt}, ${read}
    FROM ${sql.unnest(answers.map(toRow), types)} AS answered (asked_client_id, ${names})
    ON CONFLICT (asked_client_id) DO UPDATE
      SET (answered_at, ${names}) = ROW (excluded.answered_at, ${replacements})
      WHERE answers.status = 'error'
  `);
}

function toRow({ askedClientId, result }: NewAnswer): Cell[] {
  const cells = columns.map((column) =>
    'error' in result ? (column.ofError ?? nothing)(result.error) : column.ofAnswer(result),
  );
  return [askedClientId, ...cells];
}
