/** Limits of an interview, with their meaning. */
import type { Stage } from './types.ts';

export const limits = {
  /** Questions in all; then the interview closes with its last one. */
  questionsMax: 20,
  /** Things an interviewer says in all, phrases without a question included: an end whatever happens. */
  turnsMax: 30,
  /** Words up to which an answer is short, and a client who answers so is terse. */
  terseWordsMax: 3,
  /** Words on average from which a client is talkative. */
  talkativeWordsMin: 40,
  /** Characters of an answer that are read for meaning; all of it is kept. */
  readCharsMax: 2000,
  quoteWordsMin: 2,
  quoteWordsMax: 14,
  quoteCharsMax: 110,
  /** Questions put to the choice of the model. */
  candidatesMax: 6,
  /** Score below the best at which a question is no choice any more. */
  candidateSpread: 2,
  /** Silent or off-topic answers in a row after which the interview ends. */
  silencesMax: 3,
  offTopicsMax: 4,
  hostilitiesMax: 2,
} as const;

/** Questions in one stage. */
export const questionsOfStageMax: Readonly<Record<Stage, number>> = {
  goal: 3,
  context: 3,
  last_case: 5,
  consequences: 3,
  tried: 3,
  price: 3,
  closing: 1,
};
