/** CustDev interviews: the question copybook, the state machine, the result. */
export { loadInterviewCopybook } from './load-interview-copybook.ts';
export { type Choice, type ChoiceTask, type ChooseQuestion, type NextTurn, nextTurn } from './next-turn.ts';
export { type EstimatedConcern, renderSummary } from './render-summary.ts';
export { type ClientScript, clientScriptSchema, type PlayedInterview, playInterview } from './scripted-client.ts';
export { type InterviewSummary, summariseInterview } from './summarise-interview.ts';
export { subjectNames } from './summary-words.ts';
export type { InterviewCopybook, Stage, Subject, Turn } from './types.ts';
