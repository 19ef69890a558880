/** Operations of client journeys and of companies' statements. */
import { journeyQuerySchema, reportQuerySchema } from './insight-reports.ts';
import { errorResponses, json, pathParameter, queryParameters, ref, text } from './openapi-parts.ts';
import type { JsonSchema, Openapi, OpenapiOperation } from './openapi-types.ts';

const id = pathParameter('id', 'Id of what was uploaded', { type: 'string', format: 'uuid' });
const binary: JsonSchema = { type: 'string', format: 'binary' };
const fileBody = (example: string) => ({
  required: true as const,
  content: {
    'text/csv': { schema: { type: 'string' }, example },
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: binary, example: 'the file' },
  },
});
const fileKinds = ['body_too_large', 'unsupported_media_type', 'invalid_request', 'invalid_import'] as const;
const gone = {
  200: json('It is gone', { type: 'object', properties: { deleted: { const: true } }, required: ['deleted'] }),
};
const noBody = 'Roles: all.';

function get(operationId: string, summary: string, schema: string): OpenapiOperation {
  const responses = { 200: json(summary, ref(schema)), ...errorResponses() };
  return { operationId, summary, description: noBody, security: [{ basic: [] }], responses };
}

function getOne(operationId: string, summary: string, ok: OpenapiOperation['responses'][number]): OpenapiOperation {
  return {
    operationId,
    summary,
    description: noBody,
    security: [{ basic: [] }],
    parameters: [id],
    responses: { 200: ok, ...errorResponses('invalid_request', 'not_found') },
  };
}

function remove(operationId: string, summary: string): OpenapiOperation {
  return {
    operationId,
    summary,
    description: 'Roles: administrator, manager.',
    security: [{ basic: [] }],
    parameters: [id],
    responses: { ...gone, ...errorResponses('forbidden', 'invalid_request', 'not_found') },
  };
}

const postJourney: OpenapiOperation = {
  operationId: 'postJourney',
  summary: 'Read the event log of a process',
  description:
    'A table of events: case, step, time. Rows that cannot be read are told by kind and lose nothing else. The answer has ' +
    'steps, moves, losses, loops, ways and proposals with their expected effect. Roles: administrator, manager, compliance.',
  security: [{ basic: [] }],
  parameters: queryParameters(journeyQuerySchema),
  requestBody: fileBody('case;step;time\n1;Заявка;2026-08-01T10:00:00Z\n1;Карта выдана;2026-08-03T12:00:00Z\n'),
  responses: { 201: json('What was read out of it', ref('Journey')), ...errorResponses(...fileKinds, 'forbidden') },
};

const postReport: OpenapiOperation = {
  operationId: 'postCompanyReport',
  summary: "Read a company's financial statements",
  description:
    'A table of lines (codes or names of forms 1 and 2) by period. The answer has ratios, trends, problems and the bank ' +
    'products that answer them, each with its arithmetic. Roles: administrator, manager, compliance.',
  security: [{ basic: [] }],
  parameters: queryParameters(reportQuerySchema),
  requestBody: fileBody('code;2024;2025\n1600;103500;136000\n2110;205000;270000\n'),
  responses: {
    201: json('What was read out of them', ref('CompanyReport')),
    ...errorResponses(...fileKinds, 'forbidden'),
  },
};

export const insightReportOperations: Openapi['paths'] = {
  '/v1/insight/journeys': {
    get: get('listJourneys', 'Uploaded journeys, newest first', 'Journeys'),
    post: postJourney,
  },
  '/v1/insight/journeys/{id}': {
    get: getOne('getJourney', 'A journey', json('The journey', ref('Journey'))),
    delete: remove('deleteJourney', 'Delete a journey with its events'),
  },
  '/v1/insight/journeys/{id}/map.svg': {
    get: getOne('getJourneyMap', 'The map of a journey', text('The map', 'image/svg+xml')),
  },
  '/v1/insight/journeys/{id}/report.md': {
    get: getOne('getJourneyReport', 'The report of a journey, in Russian', text('The report', 'text/markdown')),
  },
  '/v1/insight/reports': {
    get: get('listCompanyReports', 'Uploaded statements, newest first', 'CompanyReports'),
    post: postReport,
  },
  '/v1/insight/reports/{id}': {
    get: getOne('getCompanyReport', "A company's statements", json('The statements', ref('CompanyReport'))),
    delete: remove('deleteCompanyReport', "Delete a company's statements"),
  },
  '/v1/insight/reports/{id}/report.md': {
    get: getOne('getCompanyReportText', 'The report of a company, in Russian', text('The report', 'text/markdown')),
  },
};
