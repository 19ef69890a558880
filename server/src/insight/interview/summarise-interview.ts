/**
 * The written result of an interview, made of the client's own words and hand-written frames (summary-words.ts): quotes
 * with the turn where they stand, needs, pains with their strength by evidence, hypotheses, what was asked of the bank,
 * sayings that do not agree, and what was not covered. Nothing is in it that the transcript does not hold.
 */
import { findEvidence, findPains, namesNeed, type PainTheme, painThemes } from './find-evidence.ts';
import type { ClientSaying, Contradiction, InterviewState } from './interview-state.ts';
import { replayInterview, sayingsWithWords } from './replay-interview.ts';
import { describeGaps, gapsOf, hypothesisOf, painTitles } from './summary-words.ts';
import { type EndReason, type InterviewCopybook, type Stage, type Subject, stages, type Turn } from './types.ts';
import { questionsToBank } from './understand-answer.ts';
import { clausesOf, countWords, normalise, sentencesOf } from './words.ts';

export interface Quote {
  readonly text: string;
  /** Index in the transcript. */
  readonly turn: number;
  readonly stage: Stage;
}

export const evidenceKinds = ['case', 'price', 'attempt', 'consequence', 'repeated'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export interface Pain {
  readonly theme: PainTheme;
  readonly title: string;
  readonly quotes: readonly Quote[];
  readonly evidence: readonly EvidenceKind[];
}

export interface Hypothesis {
  readonly theme: PainTheme;
  readonly text: string;
  readonly check: string;
}

export interface InterviewSummary {
  readonly quotes: readonly Quote[];
  readonly needs: readonly Quote[];
  /** The strongest first. */
  readonly pains: readonly Pain[];
  readonly hypotheses: readonly Hypothesis[];
  readonly notCovered: readonly { readonly stage: Stage; readonly text: string }[];
  readonly asked: readonly Quote[];
  readonly contradiction: Contradiction | null;
  readonly questionsCount: number;
  readonly clientShare: number;
  readonly strength: 'none' | 'weak' | 'middling' | 'strong';
  readonly endReason: EndReason | null;
}

const limits = {
  quotesMax: 10,
  quotesOfStageMax: 2,
  quotesOfPainMax: 4,
  needsMax: 5,
  hypothesesMax: 3,
  sentenceWordsMax: 30,
  sentenceWordsMin: 3,
} as const;

export function summariseInterview(
  transcript: readonly Turn[],
  subject: Subject,
  copybook: InterviewCopybook,
): InterviewSummary {
  const state = replayInterview(transcript, subject, copybook);
  const quotes = sayingsWithWords(state).flatMap(quotesOf);
  const pains = findPainsOf(state, quotes);
  return {
    quotes: chooseQuotes(quotes),
    needs: chooseNeeds(quotes),
    pains,
    hypotheses: pains
      .filter(({ evidence }) => evidence.length > 0)
      .slice(0, limits.hypothesesMax)
      .map(({ theme }, index) => ({ theme, ...hypothesisOf(theme, index === 0 ? state : null) })),
    notCovered: describeGaps(gapsOf(state)),
    asked: state.sayings.flatMap(({ text, turn, stage }) =>
      questionsToBank(text).map((question) => ({ text: question, turn, stage })),
    ),
    contradiction: state.contradiction,
    questionsCount: state.questionsCount,
    clientShare: shareOfClient(transcript),
    strength: strengthOf(pains),
    endReason: endReasonOf(transcript, copybook),
  };
}

/** Sentences, exactly as they stand; those that are too long by their clauses. */
function quotesOf({ text, turn, stage }: ClientSaying): readonly Quote[] {
  return sentencesOf(text)
    .flatMap((sentence) => (countWords(sentence) > limits.sentenceWordsMax ? clausesOf(sentence) : [sentence]))
    .map((sentence) => sentence.replace(/[.…]+$/u, ''))
    .filter((sentence) => countWords(sentence) <= limits.sentenceWordsMax && !/\d{9,}|@/u.test(sentence))
    .map((sentence) => ({ text: sentence, turn, stage }));
}

function chooseQuotes(quotes: readonly Quote[]): readonly Quote[] {
  const chosen = stages.flatMap((stage) =>
    quotes
      .filter((quote) => quote.stage === stage && countWords(quote.text) >= limits.sentenceWordsMin)
      .map((quote) => ({ quote, weight: weightOf(quote.text) }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, limits.quotesOfStageMax)
      .filter(({ weight }) => weight > 0)
      .map(({ quote }) => quote),
  );
  return chosen.slice(0, limits.quotesMax).sort((one, other) => one.turn - other.turn);
}

/** How much a sentence tells. */
function weightOf(text: string): number {
  const found = findEvidence(text);
  return (
    found.pains.length * 2 +
    [found.hasEmotion, found.hasMoney, found.hasTime, found.hasAttempt, found.hasNeed, found.hasCase].filter(Boolean)
      .length
  );
}

/** What the client wanted, first in the words of the goal. */
function chooseNeeds(quotes: readonly Quote[]): readonly Quote[] {
  const needs = quotes.filter(({ text }) => namesNeed(text) && countWords(text) >= limits.sentenceWordsMin);
  const ofGoal = quotes.filter(({ stage }) => stage === 'goal');
  const chosen = [...needs.filter(({ stage }) => stage === 'goal'), ...needs.filter(({ stage }) => stage !== 'goal')];
  return (chosen.length > 0 ? chosen : ofGoal).slice(0, limits.needsMax);
}

function findPainsOf(state: InterviewState, quotes: readonly Quote[]): readonly Pain[] {
  return painThemes
    .map((theme) => {
      const own = quotes.filter(({ text }) => findPains(normalise(text)).includes(theme));
      return { theme, title: painTitles[theme], quotes: own, evidence: own.length > 0 ? evidenceOf(state, own) : [] };
    })
    .filter(({ quotes: own }) => own.length > 0)
    .sort((one, other) => other.evidence.length - one.evidence.length || other.quotes.length - one.quotes.length)
    .map((pain) => ({ ...pain, quotes: pain.quotes.slice(0, limits.quotesOfPainMax) }));
}

/**
 * What was asked of the story holds for the pain of the story; a pain named in passing has only what was said with it.
 */
function evidenceOf(state: InterviewState, own: readonly Quote[]): readonly EvidenceKind[] {
  const inStory = state.hasCase && own.some(({ stage }) => stage === 'last_case' || stage === 'consequences');
  const within = (stage: Stage) => own.some((quote) => quote.stage === stage);
  const named = own.some(({ text }) => findEvidence(text).hasMoney || findEvidence(text).hasTime);
  const hasOutcome = sayingsWithWords(state).some(
    ({ stage, understanding, text }) =>
      stage === 'consequences' && (understanding === 'answer' || understanding === 'terse') && countWords(text) > 1,
  );
  const holds: Readonly<Record<EvidenceKind, boolean>> = {
    case: inStory,
    price: named || (state.hasPrice && (inStory || within('price'))),
    attempt: state.hasAttempt && (inStory || within('tried')),
    consequence: hasOutcome && (inStory || within('consequences')),
    repeated: new Set(own.map(({ turn }) => turn)).size > 1,
  };
  return evidenceKinds.filter((kind) => holds[kind]);
}

function strengthOf(pains: readonly Pain[]): InterviewSummary['strength'] {
  const points = pains[0]?.evidence.length ?? -1;
  if (points < 0) return 'none';
  if (points >= 4) return 'strong';
  return points === 3 ? 'middling' : 'weak';
}

function shareOfClient(transcript: readonly Turn[]): number {
  const words = (speaker: Turn['speaker']) =>
    transcript.filter((turn) => turn.speaker === speaker).reduce((sum, { text }) => sum + countWords(text), 0);
  const all = words('client') + words('interviewer');
  return all === 0 ? 0 : words('client') / all;
}

function endReasonOf(transcript: readonly Turn[], copybook: InterviewCopybook): EndReason | null {
  const last = transcript.at(-1);
  const kind = last?.speaker === 'interviewer' ? copybook.phraseById.get(last.questionId)?.kind : undefined;
  return kind?.startsWith('farewell_') ? (kind.slice('farewell_'.length) as EndReason) : null;
}
