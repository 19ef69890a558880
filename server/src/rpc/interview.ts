/** RPCs NextInterviewTurn and SummariseInterview. The transcript comes with each request: nothing is remembered. */
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  InterviewChooser,
  type InterviewQuoteSchema,
  InterviewSpeaker,
  InterviewStage,
  InterviewSubject,
  type InterviewTurn,
  NextInterviewTurnRequestSchema,
  NextInterviewTurnResponseSchema,
  SummariseInterviewRequestSchema,
  SummariseInterviewResponseSchema,
} from '@offerwright/proto/marketing/v1/insight_interview_pb';
import type { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import { limits } from '../domain/limits.ts';
import type { QuestionChooser } from '../generate/choose-question.ts';
import {
  type EstimatedConcern,
  type InterviewCopybook,
  nextTurn,
  renderSummary,
  type Stage,
  type Subject,
  summariseInterview,
  type Turn,
} from '../insight/interview/index.ts';
import { addCount, type Handlers } from './call.ts';
import { assertValid } from './validate-message.ts';

export interface InterviewOptions {
  readonly interviewCopybook: InterviewCopybook;
  readonly chooseQuestion: QuestionChooser;
  /** Absent: results name no concerns. */
  readonly estimateConcerns?: (texts: readonly string[]) => Promise<readonly EstimatedConcern[]>;
}

const subjectOf: Readonly<Partial<Record<InterviewSubject, Subject>>> = {
  [InterviewSubject.PAYMENTS]: 'payments',
  [InterviewSubject.SAVING]: 'saving',
  [InterviewSubject.BORROWING]: 'borrowing',
  [InterviewSubject.HOUSING]: 'housing',
  [InterviewSubject.INVESTING]: 'investing',
  [InterviewSubject.INSURANCE]: 'insurance',
  [InterviewSubject.CURRENCY]: 'currency',
  [InterviewSubject.SALARY]: 'salary',
  [InterviewSubject.OFFICE]: 'office',
  [InterviewSubject.APP]: 'app',
  [InterviewSubject.APPLYING]: 'applying',
  [InterviewSubject.SUPPORT]: 'support',
};

const stageToProto: Readonly<Record<Stage, InterviewStage>> = {
  goal: InterviewStage.GOAL,
  context: InterviewStage.CONTEXT,
  last_case: InterviewStage.LAST_CASE,
  consequences: InterviewStage.CONSEQUENCES,
  tried: InterviewStage.TRIED,
  price: InterviewStage.PRICE,
  closing: InterviewStage.CLOSING,
};

const chooserToProto = { model: InterviewChooser.MODEL, rules: InterviewChooser.RULES } as const;

export function createNextInterviewTurn(
  options: InterviewOptions,
): Handlers<typeof InsightService>['nextInterviewTurn'] {
  const { interviewCopybook: copybook, chooseQuestion } = options;
  return async (request, { arrivedAtMs, signal, ...call }) => {
    assertValid(NextInterviewTurnRequestSchema, request);
    const answerWithinMs = request.answerWithinMs ?? limits.answerWithinMsMax;
    const turn = await nextTurn(
      { transcript: request.transcript.map(toTurn), subject: toSubject(request.subject), copybook, seed: request.seed },
      (task) => chooseQuestion(task, { arrivedAtMs, answerWithinMs, signal }),
    );
    addCount({ arrivedAtMs, signal, ...call }, `interview_${turn.chooser}`);
    return create(NextInterviewTurnResponseSchema, {
      text: turn.text,
      questionId: turn.questionId,
      stage: turn.endReason === null ? stageToProto[turn.stage] : InterviewStage.ENDED,
      understoodAs: turn.understoodAs,
      chooser: chooserToProto[turn.chooser],
      reason: turn.reason,
      eligibleIds: [...turn.eligibleIds],
      ended: turn.endReason !== null,
      endReason: turn.endReason ?? '',
      copybookHash: copybook.hash,
    });
  };
}

export function createSummariseInterview(
  options: InterviewOptions,
): Handlers<typeof InsightService>['summariseInterview'] {
  const { interviewCopybook: copybook, estimateConcerns } = options;
  return async (request) => {
    assertValid(SummariseInterviewRequestSchema, request);
    const subject = toSubject(request.subject);
    const transcript = request.transcript.map(toTurn);
    const summary = summariseInterview(transcript, subject, copybook);
    const spoken = summary.quotes.map(({ text }) => text);
    const concerns = spoken.length === 0 ? [] : ((await estimateConcerns?.(spoken)) ?? []);
    const { contradiction } = summary;
    return create(SummariseInterviewResponseSchema, {
      quotes: summary.quotes.map(quoteToProto),
      needs: summary.needs.map(quoteToProto),
      pains: summary.pains.map(({ theme, title, quotes, evidence }) => ({
        theme,
        title,
        quotes: quotes.map(quoteToProto),
        strength: evidence.length,
        evidence: [...evidence],
      })),
      hypotheses: summary.hypotheses.map((hypothesis) => ({ ...hypothesis })),
      concerns: concerns.map((concern) => ({ ...concern })),
      notCovered: summary.notCovered.map(({ stage, text }) => ({ stage: stageToProto[stage], text })),
      asked: summary.asked.map(quoteToProto),
      contradictions: contradiction === null ? [] : [contradiction.earlier, contradiction.later].map(quoteToProto),
      questionsCount: summary.questionsCount,
      clientShare: summary.clientShare,
      strength: summary.strength,
      markdown: renderSummary(summary, subject, concerns),
      endReason: summary.endReason ?? '',
    });
  };
}

/** Field rules have refused the unspecified one. */
function toSubject(subject: InterviewSubject): Subject {
  return subjectOf[subject]!;
}

function toTurn({ speaker, text, questionId }: InterviewTurn): Turn {
  return { speaker: speaker === InterviewSpeaker.CLIENT ? 'client' : 'interviewer', text, questionId };
}

function quoteToProto({
  text,
  turn,
  stage,
}: {
  readonly text: string;
  readonly turn: number;
  readonly stage?: Stage;
}): MessageInitShape<typeof InterviewQuoteSchema> {
  return { text, turn, ...(stage !== undefined && { stage: stageToProto[stage] }) };
}
