/** Operations about interviews. */
import {
  answerQuestionSchema,
  clientInterviewSchema,
  createdInterviewSchema,
  createInterviewSchema,
  deletedInterviewSchema,
  emptyBodySchema,
  giveConsentSchema,
  interviewDetailsSchema,
  interviewItemSchema,
  interviewSummarySchema,
  interviewsQuerySchema,
  interviewsResponseSchema,
  interviewTurnSchema,
} from './interviews.ts';
import {
  bodyKinds,
  errorResponses,
  json,
  openErrorResponses,
  pathParameter,
  queryParameters,
  ref,
  text,
} from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

export const interviewRequestSchemas = [
  createInterviewSchema,
  emptyBodySchema,
  giveConsentSchema,
  answerQuestionSchema,
];
export const interviewResponseSchemas = [
  interviewsResponseSchema,
  interviewItemSchema,
  interviewTurnSchema,
  interviewSummarySchema,
  interviewDetailsSchema,
  createdInterviewSchema,
  clientInterviewSchema,
  deletedInterviewSchema,
];

const basic = [{ basic: [] }];
const id = pathParameter('id', 'Id of the interview', { type: 'string', format: 'uuid' });
const token = pathParameter('token', 'The end of the client’s link', { type: 'string' });
const readers = 'Roles: administrator, manager, reviewer, compliance.';
const askers = 'Roles: administrator, manager.';
const byLink = 'By the client’s link: nobody needs to be signed in.';

function body(schema: string, example: unknown): NonNullable<OpenapiOperation['requestBody']> {
  return { required: true, content: { 'application/json': { schema: ref(schema), example } } };
}

const details = { 200: json('The interview', ref('InterviewDetails')) };
const state = { 200: json('As it stands now', ref('ClientInterview')) };
const deleted = { 200: json('Deleted', ref('DeletedInterview')) };
const asks = ['inference_unavailable', 'overloaded'] as const;

const listOperation: OpenapiOperation = {
  operationId: 'listInterviews',
  summary: 'Interviews, newest first',
  description: readers,
  security: basic,
  parameters: queryParameters(interviewsQuerySchema),
  responses: {
    200: json('A page', ref('InterviewsResponse')),
    ...errorResponses('forbidden', 'invalid_request'),
  },
};

const createOperation: OpenapiOperation = {
  operationId: 'createInterview',
  summary: 'Makes an interview and the client’s link to it',
  description: `The link is shown this once; the client may begin within 14 days. ${askers}`,
  security: basic,
  requestBody: body('CreateInterview', { goal: 'Почему вклады снимают до срока', product: 'DEPOSIT' }),
  responses: {
    201: json('Made', ref('CreatedInterview')),
    ...errorResponses(...bodyKinds, 'forbidden', 'unknown_product'),
  },
};

const detailsOperation: OpenapiOperation = {
  operationId: 'getInterview',
  summary: 'An interview, word for word, with its result',
  description: readers,
  security: basic,
  parameters: [id],
  responses: { ...details, ...errorResponses('forbidden', 'not_found', 'invalid_request') },
};

const deleteOperation: OpenapiOperation = {
  operationId: 'deleteInterview',
  summary: 'Deletes every word of the client, on request',
  description: 'What stays is that there was an interview. Roles: administrator, manager, compliance.',
  security: basic,
  parameters: [id],
  responses: { ...deleted, ...errorResponses('forbidden', 'not_found', 'invalid_request', 'interview_over') },
};

const linkOperation: OpenapiOperation = {
  operationId: 'renewInterviewLink',
  summary: 'A new link in place of a lost one',
  description: `Until the client has begun. ${askers}`,
  security: basic,
  parameters: [id],
  requestBody: body('NothingGiven', {}),
  responses: {
    200: json('Made', ref('CreatedInterview')),
    ...errorResponses(...bodyKinds, 'forbidden', 'not_found', 'interview_over'),
  },
};

const finishOperation: OpenapiOperation = {
  operationId: 'finishInterview',
  summary: 'Ends an interview that the client has left, and makes its result',
  description: askers,
  security: basic,
  parameters: [id],
  requestBody: body('NothingGiven', {}),
  responses: { ...details, ...errorResponses(...bodyKinds, 'forbidden', 'not_found', 'interview_over') },
};

function resultOperation(operationId: string, type: string): OpenapiOperation {
  return {
    operationId,
    summary: 'The result and the conversation as a document',
    description: `Noted in the audit trail. ${readers}`,
    security: basic,
    parameters: [id],
    responses: { 200: text('A file', type), ...errorResponses('forbidden', 'not_found', 'invalid_request') },
  };
}

const openOperation: OpenapiOperation = {
  operationId: 'openInterviewLink',
  summary: 'What the client sees: the text of the consent first, then the conversation',
  description: byLink,
  security: [],
  parameters: [token],
  responses: { ...state, ...openErrorResponses('not_found', 'rate_limited', 'invalid_request') },
};

const consentOperation: OpenapiOperation = {
  operationId: 'giveInterviewConsent',
  summary: 'The client agrees; nothing is asked or kept before',
  description: `Gives the first question, unless the inference server is away. ${byLink}`,
  security: [],
  parameters: [token],
  requestBody: body('GiveConsent', { version: '2026-11-26', agreed: true }),
  responses: { ...state, ...openErrorResponses(...bodyKinds, 'not_found', 'rate_limited') },
};

const turnOperation: OpenapiOperation = {
  operationId: 'answerInterviewQuestion',
  summary: 'The client’s answer; gives the next question',
  description: `The answer is kept first. Sent twice it is one answer. ${byLink}`,
  security: [],
  parameters: [token],
  requestBody: body('AnswerQuestion', { number: 1, text: 'На машину. Старая сломалась в августе.' }),
  responses: {
    ...state,
    ...openErrorResponses(
      ...bodyKinds,
      ...asks,
      'not_found',
      'rate_limited',
      'consent_required',
      'interview_over',
      'interview_conflict',
    ),
  },
};

const stopOperation: OpenapiOperation = {
  operationId: 'stopInterview',
  summary: 'The client ends the conversation',
  description: byLink,
  security: [],
  parameters: [token],
  requestBody: body('NothingGiven', {}),
  responses: {
    ...state,
    ...openErrorResponses(...bodyKinds, ...asks, 'not_found', 'rate_limited', 'consent_required', 'interview_conflict'),
  },
};

const deleteByLinkOperation: OpenapiOperation = {
  operationId: 'deleteInterviewAnswers',
  summary: 'The client deletes every answer; the link ends',
  description: byLink,
  security: [],
  parameters: [token],
  responses: { ...deleted, ...openErrorResponses('not_found', 'rate_limited', 'invalid_request') },
};

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const interviewOperations: Openapi['paths'] = {
  '/v1/insight/interviews': { get: listOperation, post: createOperation },
  '/v1/insight/interviews/{id}': { get: detailsOperation, delete: deleteOperation },
  '/v1/insight/interviews/{id}/link': { post: linkOperation },
  '/v1/insight/interviews/{id}/finish': { post: finishOperation },
  '/v1/insight/interviews/{id}/result.md': { get: resultOperation('getInterviewResult', 'text/markdown') },
  '/v1/insight/interviews/{id}/result.docx': { get: resultOperation('getInterviewResultDocx', docx) },
  '/v1/insight/interview-links/{token}': { get: openOperation, delete: deleteByLinkOperation },
  '/v1/insight/interview-links/{token}/consent': { post: consentOperation },
  '/v1/insight/interview-links/{token}/turn': { post: turnOperation },
  '/v1/insight/interview-links/{token}/stop': { post: stopOperation },
};
