/**
 * What a client does by the link: reads, consents, answers, stops, deletes. Channels (the web page, Telegram) call these
 * acts and add nothing. Before the consent nothing is asked and nothing is kept; the database refuses it as well.
 */
import type { ClientInterview } from '../../api/interviews.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { deleteAnswers } from '../../db/interviews/delete-answers.ts';
import { findLinkedInterview, type LinkedInterview } from '../../db/interviews/find-linked-interview.ts';
import { insertTurn } from '../../db/interviews/insert-turn.ts';
import { listTurns } from '../../db/interviews/list-turns.ts';
import { lockActiveInterview } from '../../db/interviews/lock-active-interview.ts';
import { startInterview } from '../../db/interviews/start-interview.ts';
import { RequestError } from '../../errors.ts';
import { consentInForce } from './consent.ts';
import { digestOfLink } from './create-interview.ts';
import type { InterviewsContext } from './interviews-context.ts';
import { maskNumbers } from './mask-numbers.ts';
import { takeTurn } from './take-turn.ts';

export type Channel = 'web' | 'telegram';

export interface Answer {
  /** Of this turn: one above the question's. */
  readonly number: number;
  /** Null: nothing new, what is missing of the interviewer is asked for. */
  readonly text: string | null;
}

/** What the stop button says for the client: the state machine takes it for what it is. */
const stopWord = 'Закончить';
/** A turn an attempt: the answer that was waiting, the stop, and as much again for another window. */
const stopAttemptsMax = 4;

/** @throws RequestError not_found */
export async function openInterview(context: InterviewsContext, token: string): Promise<ClientInterview> {
  return await view(context, await find(context, token));
}

/** @throws RequestError not_found, invalid_request when the client has read an older text. */
export async function giveConsent(
  context: InterviewsContext,
  token: string,
  consent: { readonly version: string; readonly channel: Channel },
): Promise<ClientInterview> {
  const { database, clock } = context;
  const interview = await find(context, token);
  if (interview.status === 'invited') {
    assertInForce(consent.version);
    await database.transaction(async (transaction) => {
      const atMs = clock.epochMs();
      if (!(await startInterview(transaction, { id: interview.id, ...consent, atMs }))) return;
      const details = { version: consent.version, channel: consent.channel };
      const about = { userId: null, subject: interview.id, details, atMs };
      await insertAudit(transaction, { ...about, action: 'interviews.consent' });
    });
    // The consent stands even when the first question cannot be had now: the page asks again.
    await takeTurn(context, interview).catch((error: unknown) => {
      if (!(error instanceof RequestError) || error.status !== 503) throw error;
    });
  }
  return await openInterview(context, token);
}

/**
 * The same answer sent twice is one answer.
 * @throws RequestError not_found, consent_required, interview_over, interview_conflict, inference_unavailable …
 */
export async function answerQuestion(
  context: InterviewsContext,
  token: string,
  answer: Answer,
): Promise<ClientInterview> {
  const interview = await findActive(context, token, answer);
  if (interview.status === 'ended') return await view(context, interview);
  if (answer.text !== null) await keepAnswer(context, interview, answer.number, maskNumbers(answer.text));
  await takeTurn(context, interview);
  return await openInterview(context, token);
}

/**
 * Stopping twice, or beside an answer in another window, is stopping once: what the client said before is answered first.
 * @throws RequestError not_found, consent_required, inference_unavailable …
 */
export async function stopInterview(context: InterviewsContext, token: string): Promise<ClientInterview> {
  assertConsented(await find(context, token));
  for (let attempt = 0; attempt < stopAttemptsMax; attempt += 1) {
    const interview = await find(context, token);
    if (interview.status !== 'active') break;
    const { length } = await listTurns(context.database, interview.id);
    // Said after a question.
    if (length % 2 === 1) await keepStop(context, interview, length);
    await takeTurn(context, interview);
  }
  return await openInterview(context, token);
}

/** Beside another answer it waits for its turn. */
async function keepStop(context: InterviewsContext, interview: LinkedInterview, number: number): Promise<void> {
  await keepAnswer(context, interview, number, stopWord).catch((error: unknown) => {
    if (!(error instanceof RequestError) || error.kind !== 'interview_conflict') throw error;
  });
}

/** Whoever has the link may delete, always. @throws RequestError not_found */
export async function deleteByClient(context: InterviewsContext, token: string): Promise<void> {
  const { database, clock } = context;
  const { id } = await find(context, token);
  const atMs = clock.epochMs();
  await database.transaction(async (transaction) => {
    if (!(await deleteAnswers(transaction, id, { by: 'client', atMs }))) return;
    const about = { userId: null, subject: id, details: { by: 'client' }, atMs };
    await insertAudit(transaction, { ...about, action: 'interviews.delete' });
  });
}

async function find({ database, clock }: InterviewsContext, token: string): Promise<LinkedInterview> {
  const interview = await findLinkedInterview(database, digestOfLink(token), clock.epochMs());
  if (interview !== null) return interview;
  throw new RequestError('not_found', 'this link leads nowhere: it is wrong, has ended, or the answers were deleted');
}

/** An ended interview is given back to whoever repeats the last answer. */
async function findActive(context: InterviewsContext, token: string, answer: Answer): Promise<LinkedInterview> {
  const interview = await find(context, token);
  assertConsented(interview);
  if (interview.status === 'active') return interview;
  const turns = await listTurns(context.database, interview.id);
  const kept = turns.find(({ number }) => number === answer.number);
  if (answer.text !== null && kept?.text === maskNumbers(answer.text)) return interview;
  throw new RequestError('interview_over', 'this interview is over', { current: await view(context, interview) });
}

function assertConsented({ status }: LinkedInterview): void {
  if (status !== 'invited') return;
  throw new RequestError('consent_required', 'the client has not consented yet: nothing is asked or kept before');
}

function assertInForce(version: string): void {
  if (version === consentInForce.version) return;
  const limit = 'the version of the text that is in force';
  throw new RequestError('invalid_request', `version: must be ${limit}; got another one`, {
    field: 'version',
    limit,
    given: 'another one',
    current: { version: consentInForce.version },
  });
}

/** @throws RequestError interview_conflict when another window has answered otherwise. */
async function keepAnswer(
  context: InterviewsContext,
  interview: LinkedInterview,
  number: number,
  text: string,
): Promise<void> {
  const { database, clock } = context;
  const before = await listTurns(database, interview.id);
  const turn = { interviewId: interview.id, number, speaker: 'client', text, atMs: clock.epochMs() } as const;
  const fits = number === before.length && number % 2 === 1;
  const isKept =
    fits &&
    (await database.transaction(async (transaction) => {
      const isActive = await lockActiveInterview(transaction, interview.id);
      return isActive && (await insertTurn(transaction, { ...turn, question: null }));
    }));
  if (isKept) return;
  // The same answer may have come meanwhile: a double click, a repeated call.
  const turns = await listTurns(database, interview.id);
  const kept = turns.find((one) => one.number === number);
  if (kept?.speaker === 'client' && kept.text === text) return;
  throw new RequestError('interview_conflict', `number: the interview has ${turns.length} turns by now`, {
    field: 'number',
    limit: `${turns.length}`,
    given: `${number}`,
    current: await view(context, interview),
  });
}

async function view({ database }: InterviewsContext, interview: LinkedInterview): Promise<ClientInterview> {
  const { status, subject, end_reason } = interview;
  const turns = status === 'invited' ? [] : await listTurns(database, interview.id);
  return {
    status,
    subject,
    consent: status === 'invited' ? { ...consentInForce, paragraphs: [...consentInForce.paragraphs] } : null,
    turns: turns.map(({ number, speaker, text, at }) => ({ number, speaker, text, at })),
    end_reason,
  };
}
