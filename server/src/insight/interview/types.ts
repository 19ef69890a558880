/** The words of an interview: subjects, stages, questions, what was said (docs/INTERVIEWS.md). */
export const subjects = [
  'payments',
  'saving',
  'borrowing',
  'housing',
  'investing',
  'insurance',
  'currency',
  'salary',
  'office',
  'app',
  'applying',
  'support',
] as const;
export type Subject = (typeof subjects)[number];

/** The steps of the methodology that are asked about, in their order. */
export const stages = ['goal', 'context', 'last_case', 'consequences', 'tried', 'price', 'closing'] as const;
export type Stage = (typeof stages)[number];

export type Topic = 'product' | 'process';

export const processSubjects: readonly Subject[] = ['office', 'app', 'applying', 'support'];

export function topicOf(subject: Subject): Topic {
  return processSubjects.includes(subject) ? 'process' : 'product';
}

export const questionKinds = ['open', 'probe', 'echo'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export const tones = ['terse', 'talkative', 'upset'] as const;
export type Tone = (typeof tones)[number];

/** What the client's last words must hold for a question to be asked; `first`: it begins its stage. */
export const conditions = [
  'first',
  'terse',
  'unsure',
  'no_case',
  'pain',
  'number',
  'case',
  'attempt',
  'nothing_tried',
  'person',
  'emotion',
  'habit',
] as const;
export type Condition = (typeof conditions)[number];

export interface Question {
  readonly id: string;
  readonly stage: Stage;
  readonly kind: QuestionKind;
  readonly topic: Topic | 'any';
  /** Empty: every subject of the topic. */
  readonly subjects: readonly Subject[];
  /** What it wants to know: of two questions that ask the same, one is asked. */
  readonly asks: string;
  /** All of them must hold. */
  readonly when: readonly Condition[];
  /** Empty: for every client. */
  readonly tones: readonly Tone[];
  /** An echo has the slot {quote}. */
  readonly text: string;
}

export const phraseKinds = [
  'greeting',
  'thanks',
  'thanks_long',
  'thanks_upset',
  'respect',
  'unsure',
  'rephrase',
  'come_back',
  'hand_over',
  'identity',
  'soothe',
  'silence',
  'clarify',
  'farewell_complete',
  'farewell_stopped',
  'farewell_hostile',
  'farewell_silent',
  'farewell_long',
] as const;
export type PhraseKind = (typeof phraseKinds)[number];

/** What an interviewer says besides questions. */
export interface Phrase {
  readonly id: string;
  readonly kind: PhraseKind;
  readonly text: string;
}

export interface InterviewCopybook {
  readonly questions: readonly Question[];
  readonly phrases: readonly Phrase[];
  readonly questionById: ReadonlyMap<string, Question>;
  readonly phraseById: ReadonlyMap<string, Phrase>;
  /** First 12 hex digits of the SHA-256 over both files. */
  readonly hash: string;
}

export interface Turn {
  readonly speaker: 'interviewer' | 'client';
  readonly text: string;
  /** Of the interviewer: ids of what was said, joined by "+": "thanks-1+goal-aim-2". Empty for a client. */
  readonly questionId: string;
}

/** What a client's words are taken for. */
export type Understanding =
  | 'answer'
  | 'terse'
  | 'unsure'
  | 'no_case'
  | 'refuses'
  | 'silent'
  | 'unclear'
  | 'off_topic'
  | 'injection'
  | 'identity'
  | 'asks'
  | 'hostile'
  | 'stop'
  | 'go_on';

export type EndReason = 'complete' | 'stopped' | 'hostile' | 'silent' | 'long';
