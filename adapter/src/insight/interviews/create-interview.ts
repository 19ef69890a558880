/**
 * Makes an interview and the client's link to it. The link holds a random token, shown once; the database holds its
 * SHA-256. A lost link is replaced by a new one, as long as nobody has begun.
 */
import { createHash } from 'node:crypto';
import type { InterviewItem, InterviewSubject } from '../../api/interviews.ts';
import { insertAudit } from '../../db/audit/insert-audit.ts';
import { findInterview } from '../../db/interviews/find-interview.ts';
import { insertInterview } from '../../db/interviews/insert-interview.ts';
import { updateInterviewLink } from '../../db/interviews/update-interview-link.ts';
import { RequestError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import type { InterviewsContext } from './interviews-context.ts';
import { chooseSubject } from './subjects.ts';

export interface InterviewWish {
  readonly goal: string;
  readonly subject?: InterviewSubject | undefined;
  readonly product?: string | undefined;
}

export interface CreatedInterview {
  readonly interview: InterviewItem;
  readonly link: { readonly token: string; readonly path: string; readonly expires_at: string };
}

/** @throws RequestError unknown_product, invalid_request */
export async function createInterview(
  context: InterviewsContext,
  { goal, subject, product }: InterviewWish,
  userId: string,
): Promise<CreatedInterview> {
  const { database, clock, createUuid } = context;
  const chosen = chooseSubject(subject, product);
  const link = makeLink(context);
  const [id, atMs] = [createUuid(), clock.epochMs()];
  return await database.transaction(async (transaction) => {
    await insertInterview(transaction, {
      id,
      createdAtMs: atMs,
      createdBy: userId,
      goal,
      subject: chosen,
      productCode: product ?? null,
      seed: clock.randomBytes(4).readUInt32LE(0),
      tokenSha256: link.tokenSha256,
      linkExpiresAtMs: link.expiresAtMs,
    });
    const details = { subject: chosen, product: product ?? null };
    await insertAudit(transaction, { userId, action: 'interviews.create', subject: id, details, atMs });
    return show((await findInterview(transaction, id))!, link);
  });
}

/** @throws RequestError not_found, interview_over when the client has begun. */
export async function renewLink(context: InterviewsContext, id: string, userId: string): Promise<CreatedInterview> {
  const { database, clock } = context;
  const link = makeLink(context);
  return await database.transaction(async (transaction) => {
    if ((await findInterview(transaction, id)) === null) throw noInterview();
    const { tokenSha256, expiresAtMs } = link;
    if (!(await updateInterviewLink(transaction, { id, tokenSha256, expiresAtMs }))) {
      throw new RequestError('interview_over', 'the client has begun already: the link that was given holds');
    }
    const about = { userId, subject: id, details: {}, atMs: clock.epochMs() };
    await insertAudit(transaction, { ...about, action: 'interviews.link' });
    return show((await findInterview(transaction, id))!, link);
  });
}

export function digestOfLink(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function noInterview(): RequestError {
  return new RequestError('not_found', 'there is no such interview', { field: 'id' });
}

interface Link {
  readonly token: string;
  readonly tokenSha256: string;
  readonly expiresAtMs: number;
}

function makeLink({ clock }: InterviewsContext): Link {
  const token = clock.randomBytes(24).toString('base64url');
  return { token, tokenSha256: digestOfLink(token), expiresAtMs: clock.epochMs() + limits.interviewLinkMsMax };
}

function show(interview: InterviewItem, { token, expiresAtMs }: Link): CreatedInterview {
  const link = { token, path: `/web/interview/${token}`, expires_at: new Date(expiresAtMs).toISOString() };
  return { interview, link };
}
