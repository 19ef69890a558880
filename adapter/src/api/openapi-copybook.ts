/** Operations of the copybook. */
import type { RequestErrorKind } from '../errors.ts';
import { limits } from '../limits.ts';
import { threadsQuerySchema } from './copybook.ts';
import { bodyKinds, errorResponses, json, pathParameter, queryParameters, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const thread = pathParameter('thread', 'Id of the thread', {
  type: 'string',
  minLength: 1,
  maxLength: limits.threadIdCharsMax,
});

/** Shown for every body that holds a thread. */
const exampleThread = {
  id: 'CC-SMS-5001',
  product: 'CC',
  channel: 'SMS',
  need: 'finance',
  signals: [],
  gender: 'u',
  age: 'u',
  idea: 'запас на крупную трату',
  claims: [],
  positions: [['Крупная трата посреди недели?', 'Трата пришла раньше срока?'], ['Выручит кредитная карта.']],
};

const readers = 'Roles: all.';
const writers = 'Roles: administrator, manager.';
const reviewers = 'Roles: administrator, compliance, reviewer; of wording of one’s own nobody.';

function reading(operationId: string, summary: string, description: string, schema: string): OpenapiOperation {
  return {
    operationId,
    summary,
    description: `${description} ${readers}`.trim(),
    security: [{ basic: [] }],
    responses: { 200: json('As it stands', ref(schema)), ...errorResponses('invalid_request') },
  };
}

function posting(
  operationId: string,
  summary: string,
  description: string,
  body: { readonly schema: string; readonly example: unknown },
  responses: OpenapiOperation['responses'],
): OpenapiOperation {
  return {
    operationId,
    summary,
    description,
    security: [{ basic: [] }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: ref(body.schema), example: body.example } },
    },
    responses,
  };
}

const changed = { 200: json('As it stands now', ref('ChangedThread')) };
const conflicts = ['revision_conflict', 'thread_retired'] as const;
const reviewKinds = [...bodyKinds, 'forbidden', 'not_found', ...conflicts] as const;

function reviewing(
  operationId: string,
  summary: string,
  description: string,
  body: { readonly schema: string; readonly example: unknown },
  ...kinds: readonly RequestErrorKind[]
): OpenapiOperation {
  const responses = { ...changed, ...errorResponses(...reviewKinds, ...kinds) };
  return { ...posting(operationId, summary, `${description} ${reviewers}`, body, responses), parameters: [thread] };
}

const listOperation: OpenapiOperation = {
  ...reading('listThreads', 'Threads by id, a page at a time', 'Filters look at the latest revision.', 'Threads'),
  parameters: queryParameters(threadsQuerySchema),
};

const threadOperation: OpenapiOperation = {
  ...reading(
    'getThread',
    'One thread with its revisions and what was said of it',
    'Retired threads too: `revisions[].version` is what answers carry as `thread.version`.',
    'ThreadDetails',
  ),
  parameters: [thread],
  responses: {
    200: json('As it stands', ref('ThreadDetails')),
    ...errorResponses('invalid_request', 'not_found'),
  },
};

const createOperation = posting(
  'createThread',
  'A new thread, as a draft',
  `What POST …/check finds wrong is refused. ${writers}`,
  { schema: 'CreateThread', example: { thread: exampleThread, note: 'для осенней кампании' } },
  {
    201: json('Stored', ref('ChangedThread')),
    ...errorResponses(...bodyKinds, 'forbidden', 'thread_exists', 'invalid_thread', 'inference_unavailable'),
  },
);

const reviseOperation: OpenapiOperation = {
  ...posting(
    'reviseThread',
    'The next revision of a thread, as a draft',
    'Revisions are added, never changed. An approved revision stays in force until the new one is approved. Sentences ' +
      `that were there keep their approval, new ones are drafts. ${writers}`,
    { schema: 'ReviseThread', example: { expected_revision: 1, thread: exampleThread } },
    {
      200: json('The same content was there already', ref('ChangedThread')),
      201: json('A new revision', ref('ChangedThread')),
      ...errorResponses(
        ...bodyKinds,
        'forbidden',
        'not_found',
        ...conflicts,
        'invalid_thread',
        'inference_unavailable',
      ),
    },
  ),
  parameters: [thread],
};

const variantExample = { expected_revision: 1, position: 0, variant: 1 };

const commentOperation: OpenapiOperation = {
  ...posting(
    'commentThread',
    'A comment on a thread',
    'Roles: all but viewer.',
    { schema: 'CommentThread', example: { comment: 'вторая фраза длинновата' } },
    { ...changed, ...errorResponses(...bodyKinds, 'forbidden', 'not_found') },
  ),
  parameters: [thread],
};

const checkOperation = posting(
  'checkThread',
  'What is wrong with a draft',
  'Alphabet, banned words, the length of every choice, claims, sentences that other threads have, and the verdict of a ' +
    'text for every sentence, with the terms in force. Nothing is stored. Roles: all but viewer.',
  { schema: 'CheckThread', example: { thread: exampleThread } },
  {
    200: json('Judged', ref('CheckedThread')),
    ...errorResponses(...bodyKinds, 'forbidden', 'inference_unavailable'),
  },
);

const composeOperation = posting(
  'composeThread',
  'Texts composed from a draft',
  'Drawn by seed, with disclosures and verdict. Nothing is stored. Roles: all but viewer.',
  { schema: 'ComposeThread', example: { thread: exampleThread, count: 5, seed: 7 } },
  {
    200: json('Composed', ref('ComposedThread')),
    ...errorResponses(...bodyKinds, 'forbidden', 'inference_unavailable'),
  },
);

export const copybookOperations: Openapi['paths'] = {
  '/v1/copybook/threads': { get: listOperation, post: createOperation },
  '/v1/copybook/threads/check': { post: checkOperation },
  '/v1/copybook/threads/compose': { post: composeOperation },
  '/v1/copybook/threads/{thread}': { get: threadOperation },
  '/v1/copybook/threads/{thread}/revisions': { post: reviseOperation },
  '/v1/copybook/threads/{thread}/approve': {
    post: reviewing(
      'approveThread',
      'Approve the latest revision',
      'With its draft sentences, unless `with_variants` is false.',
      { schema: 'ApproveThread', example: { expected_revision: 1 } },
      'own_wording',
    ),
  },
  '/v1/copybook/threads/{thread}/retire': {
    post: reviewing('retireThread', 'Withdraw a thread for good', 'It is gone from the next text.', {
      schema: 'RetireThread',
      example: { expected_revision: 1, comment: 'тарифа больше нет' },
    }),
  },
  '/v1/copybook/threads/{thread}/variants/approve': {
    post: reviewing(
      'approveVariant',
      'Approve one sentence',
      'In all revisions of the thread.',
      { schema: 'ReviewVariant', example: variantExample },
      'own_wording',
    ),
  },
  '/v1/copybook/threads/{thread}/variants/retire': {
    post: reviewing(
      'retireVariant',
      'Withdraw one sentence for good',
      'In all revisions of the thread; it is gone from the next text, and other threads may not take it up.',
      { schema: 'ReviewVariant', example: variantExample },
    ),
  },
  '/v1/copybook/threads/{thread}/comments': { post: commentOperation },
  '/v1/copybook/candidates/from-answers': {
    post: posting(
      'takeAnswers',
      'Free texts become candidates',
      'What a model wrote freely, as threads of origin `free` for people to read (GET …/threads?origin=free&status=draft). ' +
        `Nothing of them is used before a person approves it. ${writers}`,
      { schema: 'TakeAnswers', example: { count: 20 } },
      {
        200: json('What became of each', ref('TakenAnswers')),
        ...errorResponses(...bodyKinds, 'forbidden', 'inference_unavailable'),
      },
    ),
  },
  '/v1/copybook/import': {
    post: posting(
      'importCopybook',
      'The threads that the server started with, into the database',
      'All or none. Twice the same changes nothing, and nothing that people wrote since is undone. Roles: administrator, ' +
        'compliance.',
      { schema: 'ImportCopybook', example: { approve: false } },
      {
        200: json('Imported', ref('ImportedCopybook')),
        ...errorResponses(...bodyKinds, 'forbidden', 'invalid_import', 'inference_unavailable'),
      },
    ),
  },
  '/v1/copybook/coverage': {
    get: reading(
      'getCoverage',
      'Where the edition in force has wording and where it has none',
      'By product, channel, need and signal.',
      'CopybookCoverage',
    ),
  },
  '/v1/copybook/editions': {
    get: reading(
      'listEditions',
      'What was in force, and since when',
      `The last ${limits.editionsPageMax}; answers carry the hash as provenance.copybook_hash.`,
      'Editions',
    ),
  },
};
