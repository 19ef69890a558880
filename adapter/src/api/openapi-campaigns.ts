/** Operations of campaigns. */
import type { z } from 'zod';
import { keptRankingSchema, rankedBySchema } from './campaign-ranking.ts';
import {
  approvalRulesSchema,
  approvalSchema,
  approveCampaignSchema,
  campaignActSchema,
  campaignExportQuerySchema,
  campaignItemSchema,
  campaignResultSchema,
  campaignResultsQuerySchema,
  campaignResultsSchema,
  campaignSchema,
  campaignsQuerySchema,
  campaignsResponseSchema,
  changeCampaignSchema,
  createCampaignSchema,
  progressSchema,
  putApprovalRulesSchema,
} from './campaigns.ts';
import {
  basic,
  binary,
  body,
  campaignFileOperations,
  campaignFileRequestSchemas,
  campaignFileResponseSchemas,
  exampleMapping,
  writers,
} from './openapi-campaign-files.ts';
import { bodyKinds, errorResponses, ifMatch, json, pathParameter, queryParameters, ref } from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

export const campaignRequestSchemas: readonly z.ZodType[] = [
  ...campaignFileRequestSchemas,
  createCampaignSchema,
  changeCampaignSchema,
  campaignActSchema,
  approveCampaignSchema,
  putApprovalRulesSchema,
];
export const campaignResponseSchemas: readonly z.ZodType[] = [
  ...campaignFileResponseSchemas,
  progressSchema,
  approvalSchema,
  approvalRulesSchema,
  campaignItemSchema,
  rankedBySchema,
  keptRankingSchema,
  campaignSchema,
  campaignsResponseSchema,
  campaignResultSchema,
  campaignResultsSchema,
];

const everybody = 'Roles: all.';
const approvers = 'Roles: administrator, manager, compliance.';
const campaignId = pathParameter('id', 'Id of the campaign', { type: 'string', format: 'uuid' });

const listOperation: OpenapiOperation = {
  operationId: 'listCampaigns',
  summary: 'Campaigns, the newest first',
  description: everybody,
  security: basic,
  parameters: queryParameters(campaignsQuerySchema),
  responses: { 200: json('A page', ref('Campaigns')), ...errorResponses('invalid_request') },
};

const createOperation: OpenapiOperation = {
  operationId: 'createCampaign',
  summary: 'Makes a campaign; nothing runs before it is started',
  description: writers,
  security: basic,
  requestBody: body('CreateCampaign', {
    name: 'Вклады весной',
    file_id: '01890000-0000-7000-8000-000000000000',
    settings: {
      mapping: exampleMapping,
      offers: { mode: 'chosen', products: ['DEPOSIT'], channels: ['PUSH'] },
      audience: { age_min: 30 },
      control_share: 0.1,
    },
  }),
  responses: {
    201: json('Made', ref('Campaign')),
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

const getOperation: OpenapiOperation = {
  operationId: 'getCampaign',
  summary: 'A campaign: settings, progress, approval',
  description: everybody,
  security: basic,
  parameters: [campaignId],
  responses: { 200: json('As it stands', ref('Campaign')), ...errorResponses('not_found', 'invalid_request') },
};

const changeOperation: OpenapiOperation = {
  operationId: 'changeCampaign',
  summary: 'Changes a draft: everything but its file and its seed',
  description: `With the version that was read; a campaign that was started is refused. ${writers}`,
  security: basic,
  parameters: [campaignId, ifMatch],
  requestBody: body('ChangeCampaign', {
    name: 'Вклады весной',
    settings: { mapping: exampleMapping, offers: { mode: 'chosen', products: ['DEPOSIT'], channels: ['PUSH'] } },
  }),
  responses: {
    200: json('As it stands now', ref('Campaign')),
    ...errorResponses(
      ...bodyKinds,
      'forbidden',
      'not_found',
      'campaign_state',
      'version_conflict',
      'version_required',
      'unknown_product',
      'unknown_channel',
      'no_terms_in_force',
      'inference_unavailable',
    ),
  },
};

function acting(act: string, summary: string): OpenapiOperation {
  return {
    operationId: `${act}Campaign`,
    summary,
    description: writers,
    security: basic,
    parameters: act === 'start' ? [campaignId, { ...ifMatch, required: false }] : [campaignId],
    requestBody: body('CampaignAct', {}),
    responses: {
      200: json('As it stands now', ref('Campaign')),
      ...errorResponses(
        ...bodyKinds,
        'forbidden',
        'not_found',
        'campaign_state',
        ...(act === 'start' ? (['version_conflict'] as const) : []),
      ),
    },
  };
}

const approveOperation: OpenapiOperation = {
  operationId: 'approveCampaign',
  summary: 'Approves or rejects the texts of a finished campaign',
  description: `Not by its author. The last word of each person counts. A rejection needs a comment. ${approvers}`,
  security: basic,
  parameters: [campaignId],
  requestBody: body('ApproveCampaign', { decision: 'approve', comment: 'Прочитано 30 текстов' }),
  responses: {
    201: json('How far the approval has come', ref('CampaignApproval')),
    ...errorResponses(...bodyKinds, 'forbidden', 'own_campaign', 'not_found', 'campaign_state'),
  },
};

const resultsOperation: OpenapiOperation = {
  operationId: 'listCampaignResults',
  summary: 'Everybody of a campaign with their texts, in the order of the file',
  description: everybody,
  security: basic,
  parameters: [campaignId, ...queryParameters(campaignResultsQuerySchema)],
  responses: { 200: json('A page', ref('CampaignResults')), ...errorResponses('not_found', 'invalid_request') },
};

const exportOperation: OpenapiOperation = {
  operationId: 'exportCampaign',
  summary: 'The file of texts of an approved campaign',
  description:
    'Everybody, the control group marked and without texts. What a spreadsheet would take for a formula gets a leading ' +
    `apostrophe. ${approvers}`,
  security: basic,
  parameters: [campaignId, ...queryParameters(campaignExportQuerySchema)],
  responses: {
    200: {
      description: 'A file',
      content: {
        'text/csv': { schema: { type: 'string' } },
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: binary },
      },
    },
    ...errorResponses('forbidden', 'not_found', 'invalid_request', 'campaign_not_approved'),
  },
};

const rulesOperation: OpenapiOperation = {
  operationId: 'getApprovalRules',
  summary: 'How many approvers of which role a campaign needs, by its reach',
  description: everybody,
  security: basic,
  responses: { 200: json('The rules that hold', ref('ApprovalRules')), ...errorResponses() },
};

const putRulesOperation: OpenapiOperation = {
  operationId: 'putApprovalRules',
  summary: 'Changes these rules',
  description: 'They count at once, also for campaigns that wait. Roles: administrator, compliance.',
  security: basic,
  parameters: [ifMatch],
  requestBody: body('PutApprovalRules', {
    steps: [
      { clients_max: 100, approvers: [{ role: 'manager', count: 1 }] },
      { clients_max: null, approvers: [{ role: 'compliance', count: 1 }] },
    ],
  }),
  responses: {
    200: json('The rules that hold now', ref('ApprovalRules')),
    ...errorResponses(...bodyKinds, 'forbidden', 'version_conflict', 'version_required'),
  },
};

export const campaignOperations: Openapi['paths'] = {
  ...campaignFileOperations,
  '/v1/campaigns': { get: listOperation, post: createOperation },
  '/v1/campaigns/{id}': { get: getOperation, put: changeOperation },
  '/v1/campaigns/{id}/start': { post: acting('start', 'Starts a draft') },
  '/v1/campaigns/{id}/pause': { post: acting('pause', 'Pauses; clients in flight are answered') },
  '/v1/campaigns/{id}/resume': { post: acting('resume', 'Goes on where it stopped, after a pause or a failure') },
  '/v1/campaigns/{id}/cancel': { post: acting('cancel', 'Ends it for good; the texts so far stay in the history') },
  '/v1/campaigns/{id}/approvals': { post: approveOperation },
  '/v1/campaigns/{id}/results': { get: resultsOperation },
  '/v1/campaigns/{id}/export': { get: exportOperation },
  '/v1/campaign-approval-rules': { get: rulesOperation, put: putRulesOperation },
};
