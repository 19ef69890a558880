/**
 * The questions that may be asked now, best first, each as it would be said. Rules decide what may be asked; among what
 * is nearly as good as the best the model chooses (generate/choose-question.ts).
 *
 * Score: a condition that the client's words meet 2, a question of the very subject 2, of the topic 1, for the client's
 * tone 1.5, an echo 1. Never twice the same question, nor two that ask the same (`asks`).
 */
import { findEvidence } from './find-evidence.ts';
import { askedKey, type InterviewState } from './interview-state.ts';
import { limits } from './limits.ts';
import { pickQuote } from './pick-quote.ts';
import { type Condition, type InterviewCopybook, type Question, topicOf } from './types.ts';

export interface Candidate {
  readonly id: string;
  /** With the client's words in it. */
  readonly text: string;
  readonly score: number;
}

/** @param repeats the last question got no answer: another one may ask the same. */
export function findEligibleQuestions(
  state: InterviewState,
  copybook: InterviewCopybook,
  repeats: boolean,
): readonly Candidate[] {
  const holding = findConditions(state);
  const quote = isAnswered(state) && !state.wasEcho ? pickQuote(state.last!.text, state.usedQuotes) : null;
  const holdingOfQuote = quote === null ? holding : findQuoteConditions(holding, quote);
  const fitting = copybook.questions.flatMap((question): Candidate[] => {
    if (!mayBeAsked(question, state, repeats)) return [];
    if (question.kind === 'echo' && quote === null) return [];
    const held = question.kind === 'echo' ? holdingOfQuote : holding;
    if (!question.when.every((condition) => held.has(condition))) return [];
    if (question.tones.length > 0 && (state.tone === null || !question.tones.includes(state.tone))) return [];
    return [{ id: question.id, text: question.text.replace('{quote}', quote ?? ''), score: scoreOf(question) }];
  });
  const sorted = fitting.sort((one, other) => other.score - one.score);
  const best = sorted[0]?.score ?? 0;
  return sorted.filter(({ score }) => score >= best - limits.candidateSpread).slice(0, limits.candidatesMax);
}

function mayBeAsked(question: Question, state: InterviewState, repeats: boolean): boolean {
  if (question.stage !== state.stage || state.said.has(question.id)) return false;
  if (question.topic !== 'any' && question.topic !== topicOf(state.subject)) return false;
  if (question.subjects.length > 0 && !question.subjects.includes(state.subject)) return false;
  const opens = state.questionsInStage === 0;
  if (opens || repeats) {
    if (question.kind !== 'open') return false;
    return repeats || !state.asked.has(askedKey(question.stage, question.asks));
  }
  return question.kind !== 'open' && !state.asked.has(askedKey(question.stage, question.asks));
}

function findConditions(state: InterviewState): ReadonlySet<Condition> {
  const holding = new Set<Condition>(['first']);
  const { last } = state;
  if (last === null) return holding;
  if (last.understanding === 'terse') holding.add('terse');
  if (last.understanding === 'unsure') holding.add('unsure');
  if (state.hasNoCase && !state.hasCase) holding.add('no_case');
  if (!isAnswered(state)) return holding;
  const found = findEvidence(last.text.slice(0, limits.readCharsMax));
  if (found.pains.length > 0) holding.add('pain');
  if (found.hasNumber) holding.add('number');
  if (found.hasCase) holding.add('case');
  if (found.hasAttempt) holding.add('attempt');
  if (found.triedNothing || (state.triedNothing && !found.hasAttempt)) holding.add('nothing_tried');
  if (found.hasPerson) holding.add('person');
  if (found.hasEmotion) holding.add('emotion');
  if (found.hasHabit) holding.add('habit');
  return holding;
}

/** An echo asks after the words it says back: a pain beside them is none of theirs. */
function findQuoteConditions(holding: ReadonlySet<Condition>, quote: string): ReadonlySet<Condition> {
  const found = findEvidence(quote);
  const ofQuote: readonly (readonly [Condition, boolean])[] = [
    ['pain', found.pains.length > 0],
    ['number', found.hasNumber],
    ['attempt', found.hasAttempt],
    ['person', found.hasPerson],
    ['emotion', found.hasEmotion],
    ['habit', found.hasHabit],
  ];
  const held = new Set(holding);
  for (const [condition, holds] of ofQuote) {
    if (holds) held.add(condition);
    else held.delete(condition);
  }
  return held;
}

function isAnswered({ last }: InterviewState): boolean {
  return last !== null && ['answer', 'terse', 'no_case'].includes(last.understanding);
}

function scoreOf(question: Question): number {
  const conditions = question.when.filter((condition) => condition !== 'first').length;
  return (
    conditions * 2 +
    (question.subjects.length > 0 ? 2 : question.topic === 'any' ? 0 : 1) +
    (question.tones.length > 0 ? 1.5 : 0) +
    (question.kind === 'echo' ? 1 : 0)
  );
}
