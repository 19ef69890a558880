/** Operations of the history and of labels, and the schemas that they refer to. */
import { historyFilterSchema, historyItemSchema, historyQuerySchema, historyResponseSchema } from './history.ts';
import { historyFacetsSchema } from './history-facets.ts';
import { historyExportSchema, historyRecordSchema } from './history-record.ts';
import {
  answerLabelsSchema,
  disagreementsQuerySchema,
  disagreementsResponseSchema,
  labelRequestSchema,
  labelSchema,
  labelTaskSchema,
  nextQuerySchema,
  nextResponseSchema,
  progressQuerySchema,
  progressResponseSchema,
  skippedSchema,
  skipRequestSchema,
} from './labels.ts';
import { bodyKinds, errorResponses, json, pathParameter, queryParameters, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation, OpenapiResponse } from './openapi-types.ts';

export const historyRequestSchemas = [labelRequestSchema, skipRequestSchema];
export const historyResponseSchemas = [
  historyResponseSchema,
  historyItemSchema,
  historyFacetsSchema,
  historyRecordSchema,
  labelSchema,
  answerLabelsSchema,
  skippedSchema,
  labelTaskSchema,
  nextResponseSchema,
  progressResponseSchema,
  disagreementsResponseSchema,
];

const basic = [{ basic: [] }];
const answerId = pathParameter('id', 'Id of the entry in the history', { type: 'string', format: 'uuid' });
const labellers = 'Roles: administrator, reviewer, compliance.';

const historyOperation: OpenapiOperation = {
  operationId: 'listHistory',
  summary: 'What was asked and answered, newest first',
  description: 'Pages lead both ways and stay where they are while new entries come. Roles: all.',
  security: basic,
  parameters: queryParameters(historyQuerySchema),
  responses: { 200: json('A page', ref('HistoryResponse')), ...errorResponses('invalid_request') },
};

const facetsOperation: OpenapiOperation = {
  operationId: 'countHistory',
  summary: 'How much of the history has which product, channel, label and so on',
  description: 'Counted one by one up to 10,000 matches, beyond that estimated from a sample. Roles: all.',
  security: basic,
  parameters: queryParameters(historyFilterSchema),
  responses: { 200: json('Counts', ref('HistoryFacets')), ...errorResponses('invalid_request') },
};

const recordOperation: OpenapiOperation = {
  operationId: 'getHistoryRecord',
  summary: 'One entry whole: what was asked, what was answered, its labels',
  description: 'Roles: all.',
  security: basic,
  parameters: [answerId],
  responses: { 200: json('The entry', ref('HistoryRecord')), ...errorResponses('not_found') },
};

const file = { schema: { type: 'string' } } as const;
const exported: OpenapiResponse = {
  description: 'A file',
  content: {
    'text/csv': file,
    'application/x-ndjson': file,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
      schema: { type: 'string', format: 'binary' },
    },
  },
};

const exportOperation: OpenapiOperation = {
  operationId: 'exportHistory',
  summary: 'The filtered history with its labels as csv, jsonl or xlsx',
  description:
    'Written as it is read. What a spreadsheet would take for a formula gets a leading apostrophe (csv) or is a text ' +
    '(xlsx). The audit trail tells of it. Roles: administrator, compliance, manager.',
  security: basic,
  parameters: queryParameters(historyExportSchema),
  responses: { 200: exported, ...errorResponses('forbidden', 'invalid_request') },
};

const postLabelOperation: OpenapiOperation = {
  operationId: 'labelAnswer',
  summary: 'Says what is good or wrong about a text',
  description:
    'A label of the same person replaces by being newer; nothing is deleted. A correction is checked at once, by the ' +
    'terms in force today. Roles: administrator, manager, reviewer, compliance.',
  security: basic,
  parameters: [answerId],
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: ref('LabelRequest'), example: { mark: 'wrong', reason: 'tone', comment: 'Сухо' } },
    },
  },
  responses: {
    201: json('All labels of the text', ref('AnswerLabels')),
    ...errorResponses(...bodyKinds, 'forbidden', 'not_found', 'inference_unavailable'),
  },
};

const labelsOperation: OpenapiOperation = {
  operationId: 'listLabels',
  summary: 'All labels of a text',
  description: 'Roles: all.',
  security: basic,
  parameters: [answerId],
  responses: { 200: json('The newest first', ref('AnswerLabels')), ...errorResponses('not_found') },
};

const skipOperation: OpenapiOperation = {
  operationId: 'skipText',
  summary: 'Passes a text over: others get it, I do not',
  description: labellers,
  security: basic,
  parameters: [answerId],
  requestBody: { required: true, content: { 'application/json': { schema: ref('SkipText'), example: {} } } },
  responses: {
    200: json('Passed over', ref('SkippedText')),
    ...errorResponses(...bodyKinds, 'forbidden', 'not_found'),
  },
};

const nextOperation: OpenapiOperation = {
  operationId: 'nextLabels',
  summary: 'Texts to label next',
  description:
    'Unlabelled ones, likelier those of low confidence and of campaigns that wait for approval; one in ten has the ' +
    `label of somebody else. Nobody gets a text twice, and no two people the same at once (10 minutes). ${labellers}`,
  security: basic,
  parameters: queryParameters(nextQuerySchema),
  responses: { 200: json('What is before me', ref('LabelTasks')), ...errorResponses('forbidden', 'invalid_request') },
};

const progressOperation: OpenapiOperation = {
  operationId: 'getLabelProgress',
  summary: 'How much has been labelled since a moment, and how much waits',
  description: labellers,
  security: basic,
  parameters: queryParameters(progressQuerySchema).map((parameter) => ({ ...parameter, required: true })),
  responses: { 200: json('Counts', ref('LabelProgress')), ...errorResponses('forbidden', 'invalid_request') },
};

const disagreementsOperation: OpenapiOperation = {
  operationId: 'listDisagreements',
  summary: 'Texts about which people disagree, and how far each two agree',
  description: labellers,
  security: basic,
  parameters: queryParameters(disagreementsQuerySchema).map((parameter) => ({
    ...parameter,
    required: parameter.name === 'from' || parameter.name === 'to',
  })),
  responses: { 200: json('A page', ref('LabelDisagreements')), ...errorResponses('forbidden', 'invalid_request') },
};

export const historyOperations: Openapi['paths'] = {
  '/v1/history': { get: historyOperation },
  '/v1/history/facets': { get: facetsOperation },
  '/v1/history/export': { get: exportOperation },
  '/v1/history/{id}': { get: recordOperation },
  '/v1/answers/{id}/labels': { post: postLabelOperation, get: labelsOperation },
  '/v1/answers/{id}/skip': { post: skipOperation },
  '/v1/labels/next': { get: nextOperation },
  '/v1/labels/progress': { get: progressOperation },
  '/v1/labels/disagreements': { get: disagreementsOperation },
};
