import { InterviewSpeaker } from '@offerwright/proto/marketing/v1/insight_interview_pb';
import type { InterviewTurnRow } from '../../api/interviews.ts';

/** Turns as the inference server reads them. */
export function toTranscript(turns: readonly InterviewTurnRow[]) {
  return turns.map(({ speaker, text, question_id }) => ({
    speaker: speaker === 'client' ? InterviewSpeaker.CLIENT : InterviewSpeaker.INTERVIEWER,
    text,
    questionId: question_id ?? '',
  }));
}
