/**
 * The interviewer's turn: asked of the inference server with the transcript, kept with the reasons of the choice, then
 * shown. The client's words are kept before: when the server is away nothing is lost, and the turn is taken by the next
 * call. Two calls at once take one turn: the second finds it taken.
 */
import { InterviewChooser } from '@offerwright/proto/marketing/v1/insight_interview_pb';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { endInterview } from '../../db/interviews/end-interview.ts';
import type { LinkedInterview } from '../../db/interviews/find-linked-interview.ts';
import { insertTurn } from '../../db/interviews/insert-turn.ts';
import { listTurns } from '../../db/interviews/list-turns.ts';
import { lockActiveInterview } from '../../db/interviews/lock-active-interview.ts';
import type { InterviewsContext } from './interviews-context.ts';
import { readStage, subjectToProto } from './subjects.ts';
import { summarise } from './summarise.ts';
import { toTranscript } from './to-transcript.ts';

/** Does nothing when it is the client's turn. @throws RequestError inference_unavailable … */
export async function takeTurn(context: InterviewsContext, interview: LinkedInterview): Promise<void> {
  const { database, inference, clock } = context;
  const turns = await listTurns(database, interview.id);
  if (turns.length % 2 === 1) return;
  const turn = await inference.insight.nextInterviewTurn({
    subject: subjectToProto[interview.subject],
    transcript: toTranscript(turns),
    seed: interview.seed,
  });
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    // Ended or deleted while the question was chosen: nothing more is said.
    if (!(await lockActiveInterview(transaction, interview.id))) return;
    const isOurs = await insertTurn(transaction, {
      interviewId: interview.id,
      number: turns.length,
      speaker: 'interviewer',
      text: turn.text,
      atMs,
      question: {
        id: turn.questionId,
        stage: readStage(turn.stage) ?? 'ended',
        understoodAs: turn.understoodAs,
        chooser: turn.chooser === InterviewChooser.MODEL ? 'model' : 'rules',
        reason: turn.reason,
        eligibleIds: turn.eligibleIds,
        copybookHash: turn.copybookHash,
      },
    });
    if (!isOurs || !turn.ended) return;
    await endInterview(transaction, { id: interview.id, reason: turn.endReason, atMs });
    const about = { userId: null, subject: interview.id, details: { reason: turn.endReason }, atMs };
    await insertAudit(transaction, { ...about, action: 'interviews.end' });
  });
  // The farewell does not wait for the result, nor fail with it: staff's page makes it when it is missing.
  if (turn.ended) await summarise(context, interview).catch(() => null);
}
