/** Interviews: what the bank's people do with them, and what a client does by a link, without being signed in. */
import type { Router } from '@koa/router';
import {
  answerQuestionSchema,
  createInterviewSchema,
  emptyBodySchema,
  giveConsentSchema,
  interviewLinkPathSchema,
  interviewPathSchema,
  interviewsQuerySchema,
} from '../api/interviews.ts';
import { parseInput } from '../api/parse-input.ts';
import { requireRole } from '../auth/require-role.ts';
import type { Clock, CreateUuid } from '../clock.ts';
import type { AdapterContext, AdapterMiddleware, AdapterState } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listInterviews } from '../db/interviews/list-interviews.ts';
import { RequestError } from '../errors.ts';
import type { InferenceClient } from '../inference/inference-client.ts';
import {
  answerQuestion,
  deleteByClient,
  giveConsent,
  openInterview,
  stopInterview,
} from '../insight/interviews/client-interview.ts';
import { createInterview, renewLink } from '../insight/interviews/create-interview.ts';
import type { InterviewsContext } from '../insight/interviews/interviews-context.ts';
import { createLinkCallLimit, type LinkCallLimit } from '../insight/interviews/limit-link-calls.ts';
import {
  deleteByStaff,
  deleteOutdated,
  finishInterview,
  noteExport,
  readInterviewDetails,
} from '../insight/interviews/staff-interview.ts';
import { writeResult, writeResultDocx } from '../insight/interviews/write-result.ts';

export interface InterviewRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly database: () => Database;
  readonly catalogue: () => { readonly inference: InferenceClient };
  readonly clock: Clock;
  readonly createUuid: CreateUuid;
}

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function addInterviewRoutes(router: Router<AdapterState>, options: InterviewRouteOptions): void {
  const readers = requireRole('administrator', 'manager', 'reviewer', 'compliance');
  const askers = requireRole('administrator', 'manager');
  const removers = requireRole('administrator', 'manager', 'compliance');
  const base = '/v1/insight/interviews';
  router.get(base, readers, listRoute(options));
  router.post(base, askers, createRoute(options));
  router.get(`${base}/:id`, readers, detailsRoute(options));
  router.delete(`${base}/:id`, removers, deleteRoute(options));
  router.post(`${base}/:id/link`, askers, linkRoute(options));
  router.post(`${base}/:id/finish`, askers, finishRoute(options));
  router.get(`${base}/:id/result.md`, readers, resultRoute(options));
  router.get(`${base}/:id/result.docx`, readers, resultDocxRoute(options));
  addLinkRoutes(router, options, createLinkCallLimit());
}

/** Need nobody signed in: auth/authenticate.ts lets them through. */
function addLinkRoutes(router: Router<AdapterState>, options: InterviewRouteOptions, linkCalls: LinkCallLimit): void {
  const link = '/v1/insight/interview-links/:token';
  const open =
    (act: (context: InterviewsContext, token: string, body: unknown) => Promise<object>): AdapterMiddleware =>
    async (context) => {
      const { token } = parseInput(interviewLinkPathSchema, paramsOf(context));
      await linkCalls.count(context.ip, token);
      context.set('Cache-Control', 'no-store');
      context.body = await act(contextOf(options), token, context.request.body).catch(async (error: unknown) => {
        if (error instanceof RequestError && error.kind === 'not_found') await linkCalls.countStray(context.ip);
        throw error;
      });
    };
  router.get(
    link,
    open((context, token) => openInterview(context, token)),
  );
  router.post(
    `${link}/consent`,
    open((context, token, body) => {
      const { version } = parseInput(giveConsentSchema, body);
      return giveConsent(context, token, { version, channel: 'web' });
    }),
  );
  router.post(
    `${link}/turn`,
    open((context, token, body) => answerQuestion(context, token, parseInput(answerQuestionSchema, body))),
  );
  router.post(
    `${link}/stop`,
    open((context, token, body) => {
      parseInput(emptyBodySchema, body);
      return stopInterview(context, token);
    }),
  );
  router.delete(
    link,
    open(async (context, token) => {
      await deleteByClient(context, token);
      return { deleted: true };
    }),
  );
}

/** GET /v1/insight/interviews */
function listRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const query = parseInput(interviewsQuerySchema, { ...context.query });
    await deleteOutdated(contextOf(options));
    const { items, nextCursor } = await listInterviews(options.database(), query);
    context.body = { items, next_cursor: nextCursor };
  };
}

/** POST /v1/insight/interviews */
function createRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const wish = parseInput(createInterviewSchema, context.request.body);
    const created = await createInterview(contextOf(options), wish, context.state.user!.id);
    context.status = 201;
    context.body = created;
  };
}

/** GET /v1/insight/interviews/{id} */
function detailsRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(interviewPathSchema, paramsOf(context));
    await deleteOutdated(contextOf(options));
    context.body = await readInterviewDetails(contextOf(options), id);
  };
}

/** DELETE /v1/insight/interviews/{id}: on a client's request. */
function deleteRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(interviewPathSchema, paramsOf(context));
    await deleteByStaff(contextOf(options), id, context.state.user!.id);
    context.body = { deleted: true };
  };
}

/** POST /v1/insight/interviews/{id}/link */
function linkRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(interviewPathSchema, paramsOf(context));
    parseInput(emptyBodySchema, context.request.body);
    context.body = await renewLink(contextOf(options), id, context.state.user!.id);
  };
}

/** POST /v1/insight/interviews/{id}/finish */
function finishRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { id } = parseInput(interviewPathSchema, paramsOf(context));
    parseInput(emptyBodySchema, context.request.body);
    context.body = await finishInterview(contextOf(options), id, context.state.user!.id);
  };
}

/** GET /v1/insight/interviews/{id}/result.md */
function resultRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const details = await exported(options, context);
    context.attachment(`interview-${details.interview.id}.md`);
    context.type = 'text/markdown';
    context.body = writeResult(details);
  };
}

/** GET /v1/insight/interviews/{id}/result.docx */
function resultDocxRoute(options: InterviewRouteOptions): AdapterMiddleware {
  return async (context) => {
    const details = await exported(options, context);
    const bytes = await writeResultDocx(details);
    context.attachment(`interview-${details.interview.id}.docx`);
    context.type = docxType;
    context.body = bytes;
  };
}

async function exported(options: InterviewRouteOptions, context: AdapterContext) {
  const { id } = parseInput(interviewPathSchema, paramsOf(context));
  const details = await readInterviewDetails(contextOf(options), id);
  await noteExport(contextOf(options), id, context.state.user!.id);
  return details;
}

function contextOf({ database, catalogue, clock, createUuid }: InterviewRouteOptions): InterviewsContext {
  return { database: database(), inference: catalogue().inference, clock, createUuid };
}

function paramsOf(context: AdapterContext): object {
  return { ...(context as { params?: object }).params };
}
