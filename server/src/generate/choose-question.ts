/**
 * The model's part of an interview: among the questions that the rules allow it takes the one that the client's words
 * make likelier. The same walk as for texts (walk-threads.ts), with each question as a thread of one sentence, so the
 * model can say nothing that is not written in the question copybook, whatever the client types into it.
 *
 * When no slot is free in time, rules choose: an answer never waits longer than its soft deadline.
 */
import { ChoiceWalk, VariantTokens } from '../copybook/choice-graph.ts';
import type { RulesReason } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import { createRandom } from '../domain/random.ts';
import type { Thread } from '../domain/thread.ts';
import { type Engine, EngineError, type EngineSlot } from '../engine/engine.ts';
import { type Choice, type ChoiceTask, subjectNames } from '../insight/interview/index.ts';
import type { Admission, Lease } from './admission.ts';
import type { EngineHolder } from './engine-holder.ts';
import { withoutMarkup } from './prompt.ts';
import { type SoftDeadline, startSoftDeadline } from './soft-deadline.ts';
import { walkThreads } from './walk-threads.ts';

export interface QuestionChooserOptions {
  readonly clock: Clock;
  readonly engineHolder: EngineHolder;
  readonly admission: Admission;
  /** Called with the cause when the engine fails: for the log. */
  readonly onEngineError: (error: unknown) => void;
}

export interface ChoiceBudget {
  readonly arrivedAtMs: number;
  readonly answerWithinMs: number;
  readonly signal: AbortSignal;
}

/** @throws AbortError when the caller leaves. */
export type QuestionChooser = (task: ChoiceTask, budget: ChoiceBudget) => Promise<Choice>;

/** Whose estimate of time counts in the admission. */
const channel = 'INTERVIEW';
/** Nats for a point of the rules' score (find-eligible-questions.ts): the rules' taste, which the model may outweigh. */
const scoreWeight = 0.7;
/** Characters of the client's words that the model reads. */
const answerCharsMax = 300;

export function createQuestionChooser(options: QuestionChooserOptions): QuestionChooser {
  const { clock, engineHolder, admission } = options;
  return async (task, { arrivedAtMs, answerWithinMs, signal }) => {
    const engine = engineHolder.engine();
    if (engine === null) return byRules('engine_down');
    const deadline = startSoftDeadline(clock, arrivedAtMs, answerWithinMs, signal);
    try {
      const acquired = await admission.acquire(channel, deadline.atMs, deadline.signal);
      if ('refused' in acquired) return byRules(acquired.refused === 'overload' ? 'busy' : 'deadline');
      const startedAtMs = clock.nowMs();
      const id = await chooseInSlot(engine, acquired.lease, task, deadline);
      admission.learn(channel, clock.nowMs() - startedAtMs);
      return { chooser: 'model', reason: 'likeliest', id };
    } catch (error) {
      if (deadline.passed()) return byRules('deadline');
      if (!(error instanceof EngineError)) throw error;
      options.onEngineError(error);
      return byRules('engine_error');
    } finally {
      deadline.stop();
    }
  };
}

function byRules(reason: Extract<RulesReason, 'deadline' | 'engine_error'> | 'busy' | 'engine_down'): Choice {
  return { chooser: 'rules', reason };
}

async function chooseInSlot(engine: Engine, lease: Lease, task: ChoiceTask, deadline: SoftDeadline): Promise<string> {
  let slot: EngineSlot;
  try {
    slot = engine.openSlot();
  } catch (error) {
    lease.release();
    throw error;
  }
  try {
    return await walkQuestions(engine, slot, task, deadline.signal);
  } finally {
    void slot.release().then(() => lease.release());
  }
}

async function walkQuestions(engine: Engine, slot: EngineSlot, task: ChoiceTask, signal: AbortSignal): Promise<string> {
  const { subject, lastAnswer, candidates } = task;
  const best = Math.max(...candidates.map(({ score }) => score));
  const threads = candidates.map(({ id, text, score }) => ({
    thread: asThread(id, text),
    allowedVariants: [[0]],
    logPrior: scoreWeight * (score - best),
  }));
  const walk = new ChoiceWalk(new VariantTokens((text) => engine.tokenize(text)), threads);
  const walked = walkThreads(slot, engine.tokenizePrompt(promptOf(subjectNames[subject], lastAnswer)), walk, {
    temperature: 0,
    random: createRandom(0),
    signal,
    scoreWithoutClient: async (tokens) => {
      const bare = engine.tokenizePrompt(promptOf(subjectNames[subject], ''));
      return (await slot.start(bare, tokens, signal)).logProbabilities;
    },
  });
  for (;;) {
    const step = await walked.next();
    if (step.done) return step.value.choice.thread.id;
  }
}

/** The client's words are text to the model: its own markup is taken out of them, digits as well. */
function promptOf(subjectName: string, lastAnswer: string): string {
  const answer = withoutMarkup(lastAnswer.slice(-answerCharsMax * 2)).slice(-answerCharsMax);
  const said = answer === '' ? '' : `\nКлиент: ${answer}`;
  return `<|im_start|>user\nИнтервью с клиентом банка, тема: ${subjectName}.${said}\nСледующий вопрос?<|im_end|>\n<|im_start|>assistant\n`;
}

function asThread(id: string, text: string): Thread {
  return {
    id,
    version: '',
    product: 'DC',
    channel: 'MOBILE_CHAT',
    need: 'support',
    signals: [],
    gender: 'u',
    age: 'u',
    idea: '',
    claims: [],
    positions: [[text]],
  };
}
