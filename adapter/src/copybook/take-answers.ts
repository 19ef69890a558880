/** Answers that a model wrote freely become candidates: those named, or the newest that are none yet. */
import { channelCodes } from '../api/channels.ts';
import type { TakeAnswers, TakenAnswers } from '../api/copybook-candidates.ts';
import { concernNames } from '../api/generate-request.ts';
import { findFreeAnswers, listNewestFreeAnswers, type StoredFreeAnswer } from '../db/copybook/list-free-answers.ts';
import { limits } from '../limits.ts';
import type { CopybookContext, Person } from './copybook-context.ts';
import { storeCandidate } from './store-candidate.ts';

type Taken = TakenAnswers['items'][number];

/** One after another, each in a transaction of its own. @throws RequestError inference_unavailable */
export async function takeAnswers(
  context: CopybookContext,
  { answers, count }: TakeAnswers,
  person: Person,
): Promise<TakenAnswers> {
  const { database } = context;
  const found = answers ? await findFreeAnswers(database, answers) : await listNewestFreeAnswers(database, count);
  const byId = new Map(found.map((answer) => [answer.id, answer]));
  const items: Taken[] = [];
  for (const id of new Set(answers ?? byId.keys())) {
    const answer = byId.get(id);
    items.push(answer ? await takeAnswer(context, answer, person) : leave(id, 'not_found'));
  }
  return { items };
}

async function takeAnswer(context: CopybookContext, answer: StoredFreeAnswer, person: Person): Promise<Taken> {
  const channel = channelCodes.find((code) => code === answer.channel_code);
  const need = concernNames.find((name) => name === answer.concern);
  const { provenance, verdict } = answer;
  if (!answer.is_free || !channel || !need || answer.product_code === '' || !provenance || !verdict) {
    return leave(answer.id, 'not_free');
  }
  const stored = await storeCandidate(context, {
    written: {
      product: answer.product_code,
      channel,
      need,
      // Those that its prompt named: without them the text may be odd.
      signals: answer.signals.slice(0, limits.promptSignalsMax),
      body: answer.body,
      modelName: provenance.model_name,
    },
    origin: {
      engine: provenance.engine,
      model_name: provenance.model_name,
      prompt_version: provenance.prompt_version,
      answer: answer.id,
      confidence: answer.confidence ?? 0,
      confidence_basis: answer.confidence_basis ?? 'unknown',
      law_score: verdict.law_score,
      brand_voice_score: verdict.brand_voice_score,
      fit_score: verdict.fit_score,
    },
    submitter: person,
  });
  return { answer: answer.id, outcome: stored.outcome, thread: stored.thread, problems: [...stored.problems] };
}

function leave(id: string, outcome: 'not_free' | 'not_found'): Taken {
  return { answer: id, outcome, thread: null, problems: [] };
}
