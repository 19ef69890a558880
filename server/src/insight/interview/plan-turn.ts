/**
 * What the interviewer does next: asks (one of the candidates, perhaps after a phrase), says something without a
 * question, or ends. Pure: by transcript, subject, copybook and seed.
 */
import { type Candidate, findEligibleQuestions } from './find-eligible-questions.ts';
import type { InterviewState } from './interview-state.ts';
import { limits } from './limits.ts';
import { enterStage, isStageDone, nextStage, replayInterview } from './replay-interview.ts';
import type { EndReason, InterviewCopybook, Phrase, PhraseKind, Stage, Subject, Turn, Understanding } from './types.ts';
import { countWords } from './words.ts';

/** Phrases that are said one after the other: the first is the mildest. */
const inOrder: readonly PhraseKind[] = ['silence', 'soothe', 'come_back', 'rephrase'];

/** Words of an answer from which it is thanked for as a story. */
const longWordsMin = 25;

interface Planned {
  readonly stage: Stage;
  /** Empty at the beginning. */
  readonly understoodAs: Understanding | '';
}

export type Plan =
  | (Planned & { readonly kind: 'ask'; readonly lead: Phrase | null; readonly candidates: readonly Candidate[] })
  | (Planned & { readonly kind: 'say'; readonly id: string; readonly text: string })
  | (Planned & { readonly kind: 'end'; readonly id: string; readonly text: string; readonly reason: EndReason });

export interface PlanInput {
  readonly transcript: readonly Turn[];
  readonly subject: Subject;
  readonly copybook: InterviewCopybook;
  readonly seed: number;
}

export function planTurn({ transcript, subject, copybook, seed }: PlanInput): Plan {
  const state = replayInterview(transcript, subject, copybook);
  const planner = createPlanner(state, copybook, seed);
  if (state.last === null) return planner.ask(copybook.phraseById.get(`greeting-${subject}`)!);
  if (state.turnsCount >= limits.turnsMax) return planner.end('long');
  switch (state.last.understanding) {
    case 'stop':
      return planner.end('stopped');
    case 'hostile':
      return state.hostilities >= limits.hostilitiesMax ? planner.end('hostile') : planner.say('soothe');
    case 'silent':
      return state.silences >= limits.silencesMax ? planner.end('silent') : planner.say('silence');
    case 'off_topic':
    case 'injection':
      return state.offTopics >= limits.offTopicsMax ? planner.end('long') : planner.again('come_back');
    case 'unclear':
      return planner.again('rephrase');
    case 'asks':
      return planner.again('hand_over');
    case 'identity':
      return planner.again('identity');
    case 'go_on':
      return planner.again(null);
    case 'refuses':
      return planner.goOn('respect');
    case 'unsure':
      return planner.goOn('unsure');
    case 'no_case':
    case 'terse':
      return planner.goOn(null);
    case 'answer':
      return planner.clarify() ?? planner.goOn('thanks');
  }
}

function createPlanner(state: InterviewState, copybook: InterviewCopybook, seed: number) {
  const planned = (): Planned => ({ stage: state.stage, understoodAs: state.last?.understanding ?? '' });

  /** A phrase of the kind that was not said yet; when all were, none: a phrase said twice sounds like a machine. */
  function phraseOf(kind: PhraseKind): Phrase | null {
    const fresh = copybook.phrases.filter((phrase) => phrase.kind === kind && !state.said.has(phrase.id));
    const place = inOrder.includes(kind) ? 0 : (seed + state.turnsCount) % Math.max(1, fresh.length);
    return fresh[place] ?? null;
  }

  function firstOf(kind: PhraseKind): Phrase {
    return phraseOf(kind) ?? copybook.phrases.find((phrase) => phrase.kind === kind)!;
  }

  function end(reason: EndReason): Plan {
    const { id, text } = firstOf(`farewell_${reason}`);
    return { ...planned(), kind: 'end', id, text, reason };
  }

  function say(kind: PhraseKind): Plan {
    const { id, text } = firstOf(kind);
    return { ...planned(), kind: 'say', id, text };
  }

  /** The next question of the stage, or of the next stage that has one. */
  function ask(lead: Phrase | null, repeats = false): Plan {
    let candidates = findEligibleQuestions(state, copybook, repeats);
    while (candidates.length === 0) {
      const next = nextStage(state);
      if (next === null) return end('complete');
      enterStage(state, next);
      candidates = findEligibleQuestions(state, copybook, false);
    }
    return { ...planned(), kind: 'ask', lead, candidates };
  }

  function goOn(kind: PhraseKind | null): Plan {
    const lead = leadOf(kind);
    if (isStageDone(state)) {
      const next = nextStage(state);
      if (next === null) return end('complete');
      enterStage(state, next);
    }
    return ask(lead);
  }

  /** Thanks after every second answer at most; a client who is upset hears that. */
  function leadOf(kind: PhraseKind | null): Phrase | null {
    if (kind !== 'thanks') return kind === null ? null : phraseOf(kind);
    if (state.tone === 'upset') return phraseOf('thanks_upset');
    if (state.questionsCount % 2 === 1) return null;
    const isLong = countWords(state.last?.text ?? '') >= longWordsMin;
    return phraseOf(isLong ? 'thanks_long' : 'thanks');
  }

  /** The same once more in other words; where there are none left, what comes next. */
  function again(kind: PhraseKind | null): Plan {
    const lead = kind === null ? null : phraseOf(kind);
    const answered = state.goodAnswersInStage > 0 || state.questionsInStage === 0;
    if (answered) return goOnAfter(lead);
    const candidates = findEligibleQuestions(state, copybook, true);
    return candidates.length > 0 ? { ...planned(), kind: 'ask', lead, candidates } : goOnAfter(lead);
  }

  function goOnAfter(lead: Phrase | null): Plan {
    if (isStageDone(state)) {
      const next = nextStage(state);
      if (next === null) return end('complete');
      enterStage(state, next);
    }
    return ask(lead);
  }

  function clarify(): Plan | null {
    if (state.contradiction === null || state.wasClarified || state.stage === 'closing') return null;
    const { id, text } = firstOf('clarify');
    const { earlier, later } = state.contradiction;
    const filled = text.replace('{earlier}', earlier.text).replace('{later}', later.text);
    return { ...planned(), kind: 'say', id, text: filled };
  }

  return { ask, say, end, goOn, again, clarify };
}
