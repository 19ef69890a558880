/**
 * Reads a transcript from its beginning and says where the interview stands. Pure: the same transcript gives the same
 * state on any server, so nothing is kept between turns.
 *
 * Order for each pair: `noteInterviewer` (what was asked) → `noteClient` (what it was taken for, evidence, and whether
 * the stage is done).
 */

import { findContradiction } from './find-contradiction.ts';
import { type Evidence, findEvidence, isPastStory, isUpset } from './find-evidence.ts';
import { askedKey, type ClientSaying, createState, type InterviewState } from './interview-state.ts';
import { limits, questionsOfStageMax } from './limits.ts';
import { type InterviewCopybook, type Stage, type Subject, stages, type Tone, type Turn } from './types.ts';
import { understandAnswer } from './understand-answer.ts';
import { countWords } from './words.ts';

export function replayInterview(
  transcript: readonly Turn[],
  subject: Subject,
  copybook: InterviewCopybook,
): InterviewState {
  const state = createState(subject);
  for (const [index, turn] of transcript.entries()) {
    if (turn.speaker === 'interviewer') noteInterviewer(state, turn, copybook);
    else noteClient(state, turn.text, index);
  }
  return state;
}

function noteInterviewer(state: InterviewState, turn: Turn, copybook: InterviewCopybook): void {
  state.turnsCount += 1;
  state.offered = false;
  for (const id of turn.questionId.split('+')) {
    state.said.add(id);
    const phrase = copybook.phraseById.get(id);
    if (phrase?.kind === 'soothe' || phrase?.kind === 'silence') state.offered = true;
    if (phrase?.kind === 'clarify') {
      state.wasClarified = true;
      state.wasEcho = true;
    }
    const question = copybook.questionById.get(id);
    if (!question) continue;
    if (question.stage !== state.stage) enterStage(state, question.stage);
    state.questionsCount += 1;
    state.questionsInStage += 1;
    state.asked.add(askedKey(question.stage, question.asks));
    state.wasEcho = question.kind === 'echo';
    const quote = question.kind === 'echo' ? /«([^»]+)»/u.exec(turn.text)?.[1] : undefined;
    if (quote !== undefined) state.usedQuotes.add(quote);
  }
}

function noteClient(state: InterviewState, text: string, turn: number): void {
  const read = text.slice(0, limits.readCharsMax);
  const understanding = understandAnswer(text, state);
  const saying: ClientSaying = { turn, text, stage: state.stage, understanding };
  state.last = saying;
  state.silences = understanding === 'silent' ? state.silences + 1 : 0;
  const isAway = understanding === 'off_topic' || understanding === 'injection';
  state.offTopics = isAway ? state.offTopics + 1 : 0;
  if (understanding === 'hostile') state.hostilities += 1;
  if (understanding === 'unsure' || understanding === 'refuses' || understanding === 'no_case') {
    state.emptyAnswersInStage += 1;
  }
  if (understanding === 'no_case') state.hasNoCase = true;
  if (understanding === 'answer' || understanding === 'terse' || understanding === 'no_case') {
    noteEvidence(state, findEvidence(read), understanding === 'answer', isPastStory(read));
    state.wordsInStage += countWords(read);
  }
  if (understanding === 'answer') {
    state.goodAnswersInStage += 1;
    if (!state.wasClarified && state.contradiction === null) {
      state.contradiction = findContradiction(sayingsWithWords(state), { text: read, turn });
    }
  }
  state.sayings.push(saying);
  state.tone = toneOf(state, read);
}

const pastSayingsMin = 2;

function noteEvidence(state: InterviewState, found: Evidence, isAnswer: boolean, isPast: boolean): void {
  if (found.hasCase && isAnswer && state.stage !== 'goal') state.hasCase = true;
  if (isPast && state.stage === 'last_case') state.pastSayings += 1;
  // A terse client tells a case in pieces.
  if (state.pastSayings >= pastSayingsMin) state.hasCase = true;
  if (found.hasAttempt && (state.stage === 'tried' || isAnswer)) state.hasAttempt = true;
  if (state.stage === 'tried' && found.triedNothing) state.triedNothing = true;
  if (found.hasMoney || found.hasTime) state.hasPrice = true;
  for (const theme of found.pains) state.pains.add(theme);
}

export function sayingsWithWords(state: InterviewState): readonly ClientSaying[] {
  return state.sayings.filter(({ understanding }) =>
    ['answer', 'terse', 'no_case', 'unsure', 'refuses'].includes(understanding),
  );
}

/** By the last answers: anger first, then length. */
function toneOf(state: InterviewState, lastText: string): Tone | null {
  const recent = state.sayings.slice(-2);
  if (isUpset(lastText) || recent.some(({ understanding }) => understanding === 'hostile')) return 'upset';
  const lengths = state.sayings.slice(-3).map(({ text }) => countWords(text));
  const average = lengths.reduce((sum, count) => sum + count, 0) / lengths.length;
  if (average >= limits.talkativeWordsMin) return 'talkative';
  return average <= limits.terseWordsMax + 2 ? 'terse' : null;
}

export function enterStage(state: InterviewState, stage: Stage): void {
  state.stage = stage;
  state.questionsInStage = 0;
  state.goodAnswersInStage = 0;
  state.wordsInStage = 0;
  state.emptyAnswersInStage = 0;
}

/** Whether the stage has what it is for, or cannot get it. */
export function isStageDone(state: InterviewState): boolean {
  const { stage, questionsInStage: asked, goodAnswersInStage: good, wordsInStage: words, emptyAnswersInStage } = state;
  if (asked >= questionsOfStageMax[stage]) return true;
  if (asked > 0 && state.last?.understanding === 'refuses') return true;
  if (emptyAnswersInStage >= 2) return true;
  switch (stage) {
    case 'goal':
    case 'consequences':
      return good >= 1 && (words >= 8 || asked >= 2);
    case 'context':
      return good >= 1 && (words >= 12 || asked >= 2);
    case 'last_case':
      return good >= 1 && state.hasCase && asked >= 2 && (asked >= (state.tone === 'terse' ? 4 : 3) || words >= 60);
    case 'tried':
      return asked >= 2 && (good >= 1 || state.triedNothing);
    case 'price':
      return good >= 1 && (state.hasPrice || asked >= 2);
    case 'closing':
      return asked >= 1;
  }
}

/** Null: nothing is left to ask. Who has no case to tell is not asked what it led to and what it cost. */
export function nextStage(state: InterviewState): Stage | null {
  if (state.questionsCount >= limits.questionsMax - 1) return state.stage === 'closing' ? null : 'closing';
  let next = stages[stages.indexOf(state.stage) + 1];
  const isEmpty = state.hasNoCase && !state.hasCase;
  if (next === 'consequences' && isEmpty) next = 'tried';
  if (next === 'price' && isEmpty) next = 'closing';
  return next ?? null;
}
