/** Operations of outcomes and of the dashboards' numbers. */
import { limits } from '../limits.ts';
import { bodyKinds, errorResponses, json, pathParameter, queryParameters, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';
import { importOutcomesQuerySchema } from './outcomes.ts';
import { statsQuerySchema } from './stats.ts';
import { threadStatsQuerySchema } from './stats-results.ts';

const basic = [{ basic: [] }];
const writers = 'Roles: administrator, manager.';
const fileTypes = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] as const;
const file = { schema: { type: 'string', format: 'binary' }, example: 'a file' };
const fileBody = { required: true as const, content: Object.fromEntries(fileTypes.map((type) => [type, file])) };

const postOperation: OpenapiOperation = {
  operationId: 'postOutcomes',
  summary: 'What became of texts that were sent',
  description:
    'Each outcome is judged by itself: a wrong one is told by its place, the others stay. The same text, event and time ' +
    'told again changes nothing, so whatever broke off is simply sent again. An opt-out (unsubscribed, or complained ' +
    'with opt_out) stops the client’s messages at once, in running campaigns as well, also where no text was found; it ' +
    `outweighs what requests and files say, until do_not_disturb is set anew. ${writers}`,
  security: basic,
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: ref('PostOutcomes'),
        example: {
          outcomes: [
            { client_id: 1001, product: 'CC', channel: 'SMS', event: 'delivered', at: '2026-03-01T10:00:00+03:00' },
          ],
        },
      },
    },
  },
  responses: { 200: json('Stored', ref('OutcomesReport')), ...errorResponses(...bodyKinds, 'forbidden') },
};

const fileKinds = ['forbidden', 'body_too_large', 'unsupported_media_type', 'invalid_import'] as const;

const inspectOperation: OpenapiOperation = {
  operationId: 'inspectOutcomes',
  summary: 'What a file of outcomes seems to hold',
  description: `Columns, what they probably are, and the words of the events. Nothing is stored. ${writers}`,
  security: basic,
  requestBody: fileBody,
  responses: { 200: json('Read', ref('InspectedOutcomes')), ...errorResponses(...fileKinds) },
};

const importOperation: OpenapiOperation = {
  operationId: 'importOutcomes',
  summary: 'Outcomes of a file',
  description:
    `CSV (UTF-8 or Windows-1251) or the first sheet of .xlsx, ${limits.outcomeFileRowsMax} rows at most. Rows are judged ` +
    `as POST /v1/outcomes does. ${writers}`,
  security: basic,
  parameters: queryParameters(importOutcomesQuerySchema).map((parameter) =>
    parameter.name === 'mapping' ? { ...parameter, required: true } : parameter,
  ),
  requestBody: fileBody,
  responses: {
    200: json('Stored, or checked', ref('OutcomesReport')),
    ...errorResponses(...fileKinds, 'invalid_request'),
  },
};

function stats(operationId: string, summary: string, schema: string, description = ''): OpenapiOperation {
  return {
    operationId,
    summary,
    description: `${description} Roles: all.`.trim(),
    security: basic,
    parameters: queryParameters(statsQuerySchema),
    responses: { 200: json('Counted', ref(schema)), ...errorResponses('invalid_request') },
  };
}

const thread = pathParameter('thread', 'Id of the thread', {
  type: 'string',
  minLength: 1,
  maxLength: limits.threadIdCharsMax,
});

export const statsOperations: Openapi['paths'] = {
  '/v1/outcomes': { post: postOperation },
  '/v1/outcomes/inspect': { post: inspectOperation },
  '/v1/outcomes/import': { post: importOperation },
  '/v1/stats/volumes': { get: stats('getVolumes', 'What was asked, and how it was answered', 'VolumeStats') },
  '/v1/stats/latency': {
    get: stats('getLatency', 'Times of answers against two seconds', 'LatencyStats', 'Times are the server’s.'),
  },
  '/v1/stats/rules': { get: stats('getRuleStats', 'What the rules of law said of texts', 'RuleStats') },
  '/v1/stats/labels': { get: stats('getLabelStats', 'What people said of texts', 'LabelStats') },
  '/v1/stats/calibration': {
    get: stats('getCalibration', 'Whether confidence means what people say', 'CalibrationStats'),
  },
  '/v1/stats/outcomes': { get: stats('getOutcomeStats', 'What became of texts', 'OutcomeStats') },
  '/v1/stats/versions': { get: stats('getVersionStats', 'What wrote the texts, and when', 'VersionStats') },
  '/v1/stats/threads': {
    get: {
      ...stats('getThreadStats', 'Results of threads', 'ThreadStats'),
      parameters: queryParameters(threadStatsQuerySchema),
    },
  },
  '/v1/stats/threads/{thread}': {
    get: {
      ...stats('getVariantStats', 'Results of the sentences of a thread', 'VariantStats'),
      parameters: [thread, ...queryParameters(statsQuerySchema)],
    },
  },
  '/v1/stats/uplift': {
    get: stats(
      'getUplift',
      'Campaigns against their control groups',
      'UpliftStats',
      'Everybody counts in the group that the draw put him into.',
    ),
  },
  '/v1/stats/queue': {
    get: {
      operationId: 'getQueue',
      summary: 'What is being worked on now',
      description: 'Roles: all.',
      security: basic,
      responses: { 200: json('Now', ref('QueueStats')), ...errorResponses() },
    },
  },
};
