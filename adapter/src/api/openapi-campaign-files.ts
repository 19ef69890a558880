/** Operations of the files that campaigns run over: upload, check by a mapping, count of an audience. */
import type { z } from 'zod';
import { audienceCountSchema, countAudienceSchema } from './campaign-audience.ts';
import {
  campaignFileSchema,
  campaignFilesSchema,
  checkFileSchema,
  fileReportSchema,
  openedFileSchema,
  uploadQuerySchema,
} from './campaign-files.ts';
import { bodyKinds, errorResponses, json, pathParameter, queryParameters, ref } from './openapi-parts.ts';
import type { JsonSchema, Openapi, OpenapiOperation } from './openapi-types.ts';

export const campaignFileRequestSchemas: readonly z.ZodType[] = [checkFileSchema, countAudienceSchema];
export const campaignFileResponseSchemas: readonly z.ZodType[] = [
  campaignFileSchema,
  campaignFilesSchema,
  openedFileSchema,
  fileReportSchema,
  audienceCountSchema,
];

export const basic = [{ basic: [] }];
export const writers = 'Roles: administrator, manager.';
export const binary: JsonSchema = { type: 'string', contentMediaType: 'application/octet-stream' };
const fileId = pathParameter('id', 'Id of the file', { type: 'string', format: 'uuid' });

export function body(schema: string, example: unknown): NonNullable<OpenapiOperation['requestBody']> {
  return { required: true, content: { 'application/json': { schema: ref(schema), example } } };
}

const uploadOperation: OpenapiOperation = {
  operationId: 'uploadCampaignFile',
  summary: 'Takes a file of clients: .csv (UTF-8 or Windows-1251) or .xlsx',
  description:
    'Up to 128 MiB; 200,000 rows of .csv, 100,000 of .xlsx. Header and rows are stored as they stand; what they mean is ' +
    `said by the mapping of each campaign. ${writers}`,
  security: basic,
  parameters: [...queryParameters(uploadQuerySchema).map((parameter) => ({ ...parameter, required: true }))],
  requestBody: {
    required: true,
    content: {
      'text/csv': { schema: binary, example: 'id,age,gender\n1,41.5,1\n' },
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: binary, example: '' },
    },
  },
  responses: {
    201: json('Stored, with a suggested mapping and the first rows', ref('OpenedCampaignFile')),
    ...errorResponses('forbidden', 'invalid_request', 'unsupported_media_type', 'body_too_large', 'wrong_clients_file'),
  },
};

const filesOperation: OpenapiOperation = {
  operationId: 'listCampaignFiles',
  summary: 'Uploaded files, the newest first',
  description: writers,
  security: basic,
  responses: { 200: json('Up to 50', ref('CampaignFiles')), ...errorResponses('forbidden') },
};

const fileOperation: OpenapiOperation = {
  operationId: 'getCampaignFile',
  summary: 'An uploaded file with its first rows',
  description: writers,
  security: basic,
  parameters: [fileId],
  responses: {
    200: json('As it stands', ref('OpenedCampaignFile')),
    ...errorResponses('forbidden', 'not_found', 'invalid_request'),
  },
};

export const exampleMapping = { id_column: 0, columns: [{ column: 1, target: 'age' }] };

const checkOperation: OpenapiOperation = {
  operationId: 'checkCampaignFile',
  summary: 'What a campaign would find in the file by this mapping',
  description: `Problems by kind with the numbers of their rows, minors, features that are missing. ${writers}`,
  security: basic,
  parameters: [fileId],
  requestBody: body('CheckCampaignFile', { mapping: exampleMapping }),
  responses: {
    200: json('The report', ref('CampaignFileReport')),
    ...errorResponses(...bodyKinds, 'forbidden', 'not_found'),
  },
};

const audienceOperation: OpenapiOperation = {
  operationId: 'countCampaignAudience',
  summary: 'Who of the file would get what, before a campaign is started',
  description:
    'By the same decisions as the run: filters, opt-outs, age, consent, control group, ranking. Of a large file a ' +
    `random part is read, and the counts say so. ${writers}`,
  security: basic,
  parameters: [fileId],
  requestBody: body('CountCampaignAudience', {
    settings: {
      mapping: exampleMapping,
      offers: { mode: 'chosen', products: ['DEPOSIT'], channels: ['PUSH'] },
      audience: { age_min: 30 },
    },
  }),
  responses: {
    200: json('The counts', ref('CampaignAudienceCount')),
    ...errorResponses(
      ...bodyKinds,
      'forbidden',
      'not_found',
      'unknown_product',
      'unknown_channel',
      'no_terms_in_force',
      'inference_unavailable',
    ),
  },
};

export const campaignFileOperations: Openapi['paths'] = {
  '/v1/campaigns/files': { get: filesOperation, post: uploadOperation },
  '/v1/campaigns/files/{id}': { get: fileOperation },
  '/v1/campaigns/files/{id}/check': { post: checkOperation },
  '/v1/campaigns/files/{id}/audience': { post: audienceOperation },
};
