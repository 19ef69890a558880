/** What the bank's people do with an interview: read it, end it, delete it. Every act is in the audit trail. */
import type { InterviewDetails } from '../../api/interviews.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { deleteAnswers } from '../../db/interviews/delete-answers.ts';
import { endInterview } from '../../db/interviews/end-interview.ts';
import { findInterview } from '../../db/interviews/find-interview.ts';
import { findSummary } from '../../db/interviews/interview-summary.ts';
import { listOutdatedInterviews } from '../../db/interviews/list-outdated-interviews.ts';
import { listTurns } from '../../db/interviews/list-turns.ts';
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { noInterview } from './create-interview.ts';
import type { InterviewsContext } from './interviews-context.ts';
import { summarise } from './summarise.ts';

/** A result that is missing (the server was away at the end) is made now, if it can be. @throws RequestError not_found */
export async function readInterviewDetails(context: InterviewsContext, id: string): Promise<InterviewDetails> {
  const { database } = context;
  const interview = await findInterview(database, id);
  if (interview === null) throw noInterview();
  const turns = [...(await listTurns(database, id))];
  const kept = await findSummary(database, id);
  if (kept !== null || interview.status !== 'ended') return { interview, turns, summary: kept };
  return { interview, turns, summary: await summarise(context, interview).catch(() => null) };
}

/** @throws RequestError not_found, interview_over */
export async function finishInterview(
  context: InterviewsContext,
  id: string,
  userId: string,
): Promise<InterviewDetails> {
  const { database, clock } = context;
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    if ((await findInterview(transaction, id)) === null) throw noInterview();
    if (!(await endInterview(transaction, { id, reason: 'finished', atMs }))) {
      throw new RequestError('interview_over', 'only an interview that has begun and is not over can be ended');
    }
    await insertAudit(transaction, {
      userId,
      action: 'interviews.end',
      subject: id,
      details: { reason: 'finished' },
      atMs,
    });
  });
  return await readInterviewDetails(context, id);
}

/** For a client who has asked for it by other ways than the link. @throws RequestError not_found, interview_over */
export async function deleteByStaff({ database, clock }: InterviewsContext, id: string, userId: string): Promise<void> {
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    if ((await findInterview(transaction, id)) === null) throw noInterview();
    if (!(await deleteAnswers(transaction, id, { by: 'staff', atMs }))) {
      throw new RequestError('interview_over', 'the answers were deleted before');
    }
    await insertAudit(transaction, {
      userId,
      action: 'interviews.delete',
      subject: id,
      details: { by: 'staff' },
      atMs,
    });
  });
}

/** Deletes what was kept for its whole term; before anybody reads a list, so that nobody can read it later. */
export async function deleteOutdated({ database, clock }: InterviewsContext): Promise<void> {
  const atMs = clock.epochMs();
  for (const id of await listOutdatedInterviews(database, atMs - limits.interviewKeptMsMax)) {
    await database.transaction(async (transaction) => {
      if (!(await deleteAnswers(transaction, id, { by: 'term', atMs }))) return;
      const about = { userId: null, subject: id, details: { by: 'term' }, atMs };
      await insertAudit(transaction, { ...about, action: 'interviews.delete' });
    });
  }
}

export async function noteExport({ database, clock }: InterviewsContext, id: string, userId: string): Promise<void> {
  const about = { userId, subject: id, details: {}, atMs: clock.epochMs() };
  await insertAudit(database, { ...about, action: 'interviews.export' });
}
