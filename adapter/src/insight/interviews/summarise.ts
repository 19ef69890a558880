/** The result of an interview, asked of the inference server once it is over, and kept. */
import type { InterviewQuote, SummariseInterviewResponse } from '@offerwright/proto/marketing/v1/insight_interview_pb';
import type { InterviewSubject, InterviewSummaryJson } from '../../api/interviews.ts';
import { updateSummary } from '../../db/interviews/interview-summary.ts';
import { listTurns } from '../../db/interviews/list-turns.ts';
import type { InterviewsContext } from './interviews-context.ts';
import { readStage, subjectToProto } from './subjects.ts';
import { toTranscript } from './to-transcript.ts';

/** Null when the client has said nothing. @throws RequestError inference_unavailable … */
export async function summarise(
  { database, inference }: InterviewsContext,
  { id, subject }: { readonly id: string; readonly subject: InterviewSubject },
): Promise<InterviewSummaryJson | null> {
  const turns = await listTurns(database, id);
  if (!turns.some(({ speaker }) => speaker === 'client')) return null;
  const response = await inference.insight.summariseInterview({
    subject: subjectToProto[subject],
    transcript: toTranscript(turns),
  });
  const summary = readSummary(response);
  await updateSummary(database, id, summary);
  return summary;
}

function readSummary(response: SummariseInterviewResponse): InterviewSummaryJson {
  return {
    strength: response.strength,
    quotes: response.quotes.map(readQuote),
    needs: response.needs.map(readQuote),
    pains: response.pains.map(({ theme, title, quotes, strength, evidence }) => ({
      theme,
      title,
      quotes: quotes.map(readQuote),
      strength,
      evidence: [...evidence],
    })),
    hypotheses: response.hypotheses.map(({ theme, text, check }) => ({ theme, text, check })),
    concerns: response.concerns.map(({ concern, likelihood }) => ({ concern, likelihood })),
    not_covered: response.notCovered.map(({ stage, text }) => ({ stage: readStage(stage) ?? 'goal', text })),
    asked: response.asked.map(readQuote),
    contradictions: response.contradictions.map(readQuote),
    questions_count: response.questionsCount,
    client_share: response.clientShare,
    markdown: response.markdown,
  };
}

function readQuote({ text, turn, stage }: InterviewQuote) {
  return { text, turn, stage: readStage(stage) };
}
