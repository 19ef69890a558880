/** Columns of an interview and of a turn, as the API shows them. */
import { sql } from 'slonik';
import { z } from 'zod';
import {
  endReasons,
  type InterviewItem,
  type InterviewTurnRow,
  interviewStages,
  interviewStatuses,
  interviewSubjects,
} from '../../api/interviews.ts';
import { instantColumn } from '../row-types.ts';

export const interviewRow = z.object({
  id: z.uuid(),
  goal: z.string(),
  subject: z.enum(interviewSubjects),
  product_code: z.string().nullable(),
  status: z.enum(interviewStatuses),
  channel: z.enum(['web', 'telegram']).nullable(),
  created_at: instantColumn,
  created_by: z.string(),
  link_expires_at: instantColumn,
  consent_version: z.string().nullable(),
  consented_at: instantColumn.nullable(),
  ended_at: instantColumn.nullable(),
  end_reason: z.enum(endReasons).nullable(),
  answers_count: z.bigint().transform(Number),
  strength: z.string().nullable(),
  deleted_at: instantColumn.nullable(),
  deleted_by: z.enum(['client', 'staff', 'term']).nullable(),
});

export const interviewColumns = sql.fragment`
  interviews.id, interviews.goal, interviews.subject, interviews.product_code, interviews.status, interviews.channel,
  interviews.created_at, users.name AS created_by, interviews.link_expires_at, interviews.consent_version,
  interviews.consented_at, interviews.ended_at, interviews.end_reason,
  (SELECT count(*) FROM interview_turns WHERE interview_id = interviews.id AND speaker = 'client') AS answers_count,
  interviews.summary ->> 'strength' AS strength, interviews.deleted_at, interviews.deleted_by
`;

export function readInterview(row: z.output<typeof interviewRow>): InterviewItem {
  const { product_code, ...rest } = row;
  return {
    ...rest,
    product: product_code,
    created_at: iso(row.created_at),
    link_expires_at: iso(row.link_expires_at),
    consented_at: isoOrNull(row.consented_at),
    ended_at: isoOrNull(row.ended_at),
    deleted_at: isoOrNull(row.deleted_at),
  };
}

export const turnRow = z.object({
  number: z.int(),
  speaker: z.enum(['interviewer', 'client']),
  text: z.string(),
  at: instantColumn,
  question_id: z.string().nullable(),
  stage: z.enum(interviewStages).nullable(),
  understood_as: z.string().nullable(),
  chooser: z.enum(['model', 'rules']).nullable(),
  reason: z.string().nullable(),
  eligible_ids: z.array(z.string()).nullable(),
});

export function readTurn(row: z.output<typeof turnRow>): InterviewTurnRow {
  return { ...row, at: iso(row.at) };
}

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));
