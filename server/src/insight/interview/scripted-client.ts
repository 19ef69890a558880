/**
 * A client that answers from a script: for tests, and for the interviews of docs/INTERVIEWS.md. It knows the stage of
 * the question it is asked, so that the same script fits whatever question was chosen.
 */
import { z } from 'zod';
import { type ChooseQuestion, type NextTurn, nextTurn } from './next-turn.ts';
import { type EndReason, type InterviewCopybook, stages, subjects, type Turn } from './types.ts';

export const clientScriptSchema = z.strictObject({
  name: z.string().min(1).max(100),
  subject: z.enum(subjects),
  seed: z.int().min(0).default(0),
  /** Answers by stage, each used once, in order. */
  answers: z.partialRecord(z.enum(stages), z.array(z.string())).default({}),
  /** When the stage has none left; the last one again and again. */
  otherwise: z.array(z.string()).min(1).default(['Больше мне сказать нечего.']),
});
export type ClientScript = z.output<typeof clientScriptSchema>;

export interface PlayedInterview {
  readonly transcript: readonly Turn[];
  readonly turns: readonly NextTurn[];
  /** Null: it was cut off by `turnsMax`. */
  readonly endReason: EndReason | null;
}

const turnsMax = 60;

export async function playInterview(
  script: ClientScript,
  copybook: InterviewCopybook,
  choose?: ChooseQuestion,
): Promise<PlayedInterview> {
  const transcript: Turn[] = [];
  const turns: NextTurn[] = [];
  const answers = new Map(Object.entries(script.answers).map(([stage, texts]) => [stage, [...texts]]));
  const otherwise = [...script.otherwise];
  while (turns.length < turnsMax) {
    const { subject, seed } = script;
    const turn = await nextTurn({ transcript, subject, copybook, seed }, choose);
    turns.push(turn);
    transcript.push({ speaker: 'interviewer', text: turn.text, questionId: turn.questionId });
    if (turn.endReason !== null) return { transcript, turns, endReason: turn.endReason };
    const text = answers.get(turn.stage)?.shift() ?? (otherwise.length > 1 ? otherwise.shift()! : otherwise[0]!);
    transcript.push({ speaker: 'client', text, questionId: '' });
  }
  return { transcript, turns, endReason: null };
}
