/** The copybook: threads by revision, what people say of them, drafts checked and composed, coverage, editions. */
import { z } from 'zod';
import { channelCodes } from '../api/channels.ts';
import {
  approveThreadSchema,
  checkDraftSchema,
  commentThreadSchema,
  composeDraftSchema,
  createThreadSchema,
  retireThreadSchema,
  reviewVariantSchema,
  reviseThreadSchema,
  threadIdSchema,
  threadsQuerySchema,
} from '../api/copybook.ts';
import { takeAnswersSchema } from '../api/copybook-candidates.ts';
import { importCopybookSchema } from '../api/copybook-import.ts';
import { concernNames } from '../api/generate-request.ts';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { checkDraft } from '../copybook/check-draft.ts';
import { type CopybookContext, findThreadOrRefuse, type Person } from '../copybook/copybook-context.ts';
import { describeCoverage } from '../copybook/describe-coverage.ts';
import { findDuplicates } from '../copybook/find-duplicates.ts';
import { importShipped } from '../copybook/import-shipped.ts';
import {
  approveThread,
  type approveVariant,
  commentThread,
  retireThread,
  type retireVariant,
} from '../copybook/review-thread.ts';
import { createThread, reviseThread } from '../copybook/save-thread.ts';
import { takeAnswers } from '../copybook/take-answers.ts';
import { listEditions } from '../db/copybook/list-editions.ts';
import { listThreads } from '../db/copybook/list-threads.ts';
import { RequestError } from '../errors.ts';
import { limits } from '../limits.ts';

export interface CopybookRouteOptions {
  /** @throws RequestError database_unavailable. */
  readonly copybook: () => CopybookContext;
}

/** GET /v1/copybook/threads */
export function threadsRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { database } = copybook();
    context.body = await listThreads(database, parseInput(threadsQuerySchema, { ...context.query }));
  };
}

/** GET /v1/copybook/threads/{thread} */
export function threadRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { database } = copybook();
    context.body = await findThreadOrRefuse(database, parseThreadId(context));
  };
}

/** POST /v1/copybook/threads */
export function createThreadRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { thread: content, note } = parseInput(createThreadSchema, context.request.body);
    context.body = await createThread(copybook(), { content, note, person: personOf(context) });
    context.status = 201;
  };
}

/** POST /v1/copybook/threads/{thread}/revisions */
export function reviseThreadRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const id = parseThreadId(context);
    const { expected_revision, thread: content, note } = parseInput(reviseThreadSchema, context.request.body);
    if (content.id !== id) {
      const limit = 'the id in the address';
      throw new RequestError('invalid_request', `thread.id: must be ${limit}`, {
        field: 'thread.id',
        limit,
        given: 'another',
      });
    }
    const draft = { content, note, person: personOf(context), expectedRevision: expected_revision };
    const changed = await reviseThread(copybook(), draft);
    context.body = changed;
    context.status = changed.changed ? 201 : 200;
  };
}

/** POST /v1/copybook/threads/{thread}/approve */
export function approveThreadRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const threadId = parseThreadId(context);
    const { expected_revision, with_variants, comment } = parseInput(approveThreadSchema, context.request.body);
    const review = { threadId, expectedRevision: expected_revision, comment, person: personOf(context) };
    context.body = await approveThread(copybook(), { ...review, withVariants: with_variants });
  };
}

/** POST /v1/copybook/threads/{thread}/retire */
export function retireThreadRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const threadId = parseThreadId(context);
    const { expected_revision, comment } = parseInput(retireThreadSchema, context.request.body);
    const review = { threadId, expectedRevision: expected_revision, comment, person: personOf(context) };
    context.body = await retireThread(copybook(), review);
  };
}

/** POST /v1/copybook/threads/{thread}/variants/approve and …/retire */
export function reviewVariantRoute(
  { copybook }: CopybookRouteOptions,
  act: typeof approveVariant | typeof retireVariant,
): AdapterMiddleware {
  return async (context) => {
    const threadId = parseThreadId(context);
    const { expected_revision, ...rest } = parseInput(reviewVariantSchema, context.request.body);
    context.body = await act(copybook(), {
      ...rest,
      threadId,
      expectedRevision: expected_revision,
      person: personOf(context),
    });
  };
}

/** POST /v1/copybook/threads/{thread}/comments */
export function commentThreadRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const threadId = parseThreadId(context);
    const { comment } = parseInput(commentThreadSchema, context.request.body);
    context.body = await commentThread(copybook(), { threadId, comment, person: personOf(context) });
  };
}

/** POST /v1/copybook/threads/check */
export function checkDraftRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { thread: content, profile, language } = parseInput(checkDraftSchema, context.request.body);
    const open = copybook();
    const wish = { content, profile, language, examplesCount: 0, seed: 1, withTerms: true };
    const [judged, duplicates] = await Promise.all([checkDraft(open, wish), findDuplicates(open.database, content)]);
    context.body = { passed: judged.problems.length === 0, ...judged, duplicates };
  };
}

/** POST /v1/copybook/threads/compose */
export function composeDraftRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { thread: content, count, ...rest } = parseInput(composeDraftSchema, context.request.body);
    const { problems, examples } = await checkDraft(copybook(), {
      ...rest,
      content,
      examplesCount: count,
      withTerms: true,
    });
    // Those that were drawn come last, after those that show every sentence.
    context.body = { problems, examples: examples.slice(-count) };
  };
}

/** POST /v1/copybook/candidates/from-answers */
export function takeAnswersRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const wish = parseInput(takeAnswersSchema, context.request.body);
    context.body = await takeAnswers(copybook(), wish, personOf(context));
  };
}

/** POST /v1/copybook/import */
export function importCopybookRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    const { approve: isApproved } = parseInput(importCopybookSchema, context.request.body);
    context.body = await importShipped(copybook(), { isApproved, person: personOf(context) });
  };
}

/** GET /v1/copybook/coverage */
export function coverageRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    parseInput(noQuerySchema, { ...context.query });
    context.body = await describeCoverage(copybook().database, channelCodes, concernNames);
  };
}

/** GET /v1/copybook/editions */
export function editionsRoute({ copybook }: CopybookRouteOptions): AdapterMiddleware {
  return async (context) => {
    parseInput(noQuerySchema, { ...context.query });
    context.body = { items: await listEditions(copybook().database, limits.editionsPageMax) };
  };
}

const noQuerySchema = z.strictObject({});
const threadPathSchema = z.strictObject({ thread: threadIdSchema });

function parseThreadId(context: AdapterContext): string {
  return parseInput(threadPathSchema, { ...(context as { params?: object }).params }).thread;
}

function personOf(context: AdapterContext): Person {
  const { id, name } = context.state.user!;
  return { id, name };
}
