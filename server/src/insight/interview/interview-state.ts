/** What is known after a transcript has been read from its beginning (replay-interview.ts). */
import type { PainTheme } from './find-evidence.ts';
import type { Stage, Subject, Tone, Understanding } from './types.ts';

export interface ClientSaying {
  /** Index in the transcript. */
  readonly turn: number;
  readonly text: string;
  readonly stage: Stage;
  readonly understanding: Understanding;
}

export interface Contradiction {
  readonly earlier: { readonly text: string; readonly turn: number };
  readonly later: { readonly text: string; readonly turn: number };
}

export interface InterviewState {
  readonly subject: Subject;
  stage: Stage;
  /** Ids of questions and phrases said. */
  readonly said: Set<string>;
  /** What was asked about (`asks`). */
  readonly asked: Set<string>;
  readonly usedQuotes: Set<string>;
  readonly sayings: ClientSaying[];
  turnsCount: number;
  questionsCount: number;
  questionsInStage: number;
  goodAnswersInStage: number;
  wordsInStage: number;
  /** Answers in the stage that gave nothing: unknown, refused. */
  emptyAnswersInStage: number;
  wasEcho: boolean;
  /** An offer to stop stands. */
  offered: boolean;
  silences: number;
  offTopics: number;
  hostilities: number;
  hasCase: boolean;
  /** Sayings about the last case that tell of something past. */
  pastSayings: number;
  hasNoCase: boolean;
  hasAttempt: boolean;
  triedNothing: boolean;
  hasPrice: boolean;
  readonly pains: Set<PainTheme>;
  contradiction: Contradiction | null;
  wasClarified: boolean;
  tone: Tone | null;
  /** Of the last words of the client; null at the beginning. */
  last: ClientSaying | null;
}

export function createState(subject: Subject): InterviewState {
  return {
    subject,
    stage: 'goal',
    said: new Set(),
    asked: new Set(),
    usedQuotes: new Set(),
    sayings: [],
    turnsCount: 0,
    questionsCount: 0,
    questionsInStage: 0,
    goodAnswersInStage: 0,
    wordsInStage: 0,
    emptyAnswersInStage: 0,
    wasEcho: false,
    offered: false,
    silences: 0,
    offTopics: 0,
    hostilities: 0,
    hasCase: false,
    pastSayings: 0,
    hasNoCase: false,
    hasAttempt: false,
    triedNothing: false,
    hasPrice: false,
    pains: new Set(),
    contradiction: null,
    wasClarified: false,
    tone: null,
    last: null,
  };
}

/** Two questions with one key are not both asked. What is asked of a detail is another thing in each stage. */
export function askedKey(stage: Stage, asks: string): string {
  return asks.startsWith('echo_') || asks === 'detail' || asks === 'moment' ? `${stage}:${asks}` : asks;
}
