/**
 * The next turn of an interview: the plan of the rules, and where they leave a choice, the chooser's (the model's, or
 * the seed's when it has none). What is said is always a phrase and a question of the copybook, never anything else.
 */
import type { Candidate } from './find-eligible-questions.ts';
import { type PlanInput, planTurn } from './plan-turn.ts';
import type { EndReason, Stage, Subject, Understanding } from './types.ts';

export type RulesReason = 'only_one' | 'phrase' | 'busy' | 'deadline' | 'engine_down' | 'engine_error' | 'unasked';

export type Choice =
  | { readonly chooser: 'model'; readonly reason: 'likeliest'; readonly id: string }
  | { readonly chooser: 'rules'; readonly reason: RulesReason };

export interface ChoiceTask {
  readonly subject: Subject;
  /** What the client has said last; empty at the beginning. */
  readonly lastAnswer: string;
  readonly candidates: readonly Candidate[];
}

/** The model's choice, or the reason why rules must choose. Never throws but when the caller leaves. */
export type ChooseQuestion = (task: ChoiceTask) => Promise<Choice>;

export interface NextTurn {
  readonly text: string;
  readonly questionId: string;
  readonly stage: Stage;
  readonly understoodAs: Understanding | '';
  readonly chooser: 'model' | 'rules';
  readonly reason: RulesReason | 'likeliest';
  readonly eligibleIds: readonly string[];
  readonly endReason: EndReason | null;
}

/** @param choose absent: rules choose. */
export async function nextTurn(input: PlanInput, choose?: ChooseQuestion): Promise<NextTurn> {
  const plan = planTurn(input);
  const { stage, understoodAs } = plan;
  if (plan.kind !== 'ask') {
    const endReason = plan.kind === 'end' ? plan.reason : null;
    const said = { text: plan.text, questionId: plan.id, eligibleIds: [], endReason };
    return { ...said, stage, understoodAs, chooser: 'rules', reason: 'phrase' };
  }
  const { candidates, lead } = plan;
  const lastAnswer = input.transcript.findLast(({ speaker }) => speaker === 'client')?.text ?? '';
  const choice = await chooseAmong({ subject: input.subject, lastAnswer, candidates }, choose);
  const chosen =
    choice.chooser === 'model'
      ? candidates.find(({ id }) => id === choice.id)!
      : pickByRules(candidates, input.seed + input.transcript.length);
  return {
    text: lead === null ? chosen.text : `${lead.text} ${chosen.text}`,
    questionId: lead === null ? chosen.id : `${lead.id}+${chosen.id}`,
    stage,
    understoodAs,
    chooser: choice.chooser,
    reason: choice.reason,
    eligibleIds: candidates.map(({ id }) => id),
    endReason: null,
  };
}

async function chooseAmong(task: ChoiceTask, choose: ChooseQuestion | undefined): Promise<Choice> {
  if (task.candidates.length === 1) return { chooser: 'rules', reason: 'only_one' };
  return choose === undefined ? { chooser: 'rules', reason: 'unasked' } : await choose(task);
}

/** One of the best, by the seed. */
function pickByRules(candidates: readonly Candidate[], seed: number): Candidate {
  const best = candidates.filter(({ score }) => score === candidates[0]!.score);
  return best[seed % best.length]!;
}
