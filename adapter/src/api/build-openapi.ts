/** The OpenAPI 3.1 document, from the zod schemas that check requests and describe responses. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { auditItemSchema, auditResponseSchema } from './audit.ts';
import {
  catalogueResponseSchema,
  catalogueTermsSchema,
  checkTermsResponseSchema,
  claimsResponseSchema,
  importReportSchema,
  productVersionsSchema,
  putTermsResponseSchema,
  termsCheckSchema,
  termsSchema,
} from './catalogue.ts';
import { checkRequestSchema, checkResponseSchema } from './check.ts';
import {
  composeDeltaSchema,
  composeFailedSchema,
  composeFinalSchema,
  composeRequestSchema,
  composeStartedSchema,
  lineageResponseSchema,
  regenerationSchema,
} from './compose.ts';
import { concernRequestSchemas, concernResponseSchemas } from './concerns.ts';
import { contactFactsSchema } from './contact-facts.ts';
import {
  contactPoliciesSchema,
  contactPolicySchema,
  contactSchema,
  postContactsResponseSchema,
  postContactsSchema,
  putContactPolicySchema,
  putContactSchema,
} from './contacts.ts';
import {
  approveThreadSchema,
  changedThreadSchema,
  checkDraftResponseSchema,
  checkDraftSchema,
  commentThreadSchema,
  composeDraftResponseSchema,
  composeDraftSchema,
  coverageResponseSchema,
  createThreadSchema,
  editionsResponseSchema,
  retireThreadSchema,
  reviewVariantSchema,
  reviseThreadSchema,
  threadContentSchema,
  threadDetailsSchema,
  threadItemSchema,
  threadsResponseSchema,
} from './copybook.ts';
import { candidateSchema, takeAnswersSchema, takenAnswersSchema } from './copybook-candidates.ts';
import { importCopybookSchema, importedCopybookSchema } from './copybook-import.ts';
import {
  channelSchema,
  clientSchema,
  generateRequestSchema,
  optionsSchema,
  productSchema,
} from './generate-request.ts';
import {
  answeredClientSchema,
  clientErrorSchema,
  clientResultSchema,
  errorResponseSchema,
  failedClientSchema,
  generateDoneSchema,
  generateResponseSchema,
  provenanceSchema,
  threadSchema,
  verdictSchema,
} from './generate-response.ts';
import { meResponseSchema, readinessSchema } from './history.ts';
import {
  marketDigestSchema,
  marketDigestsSchema,
  marketEventSchema,
  marketItemsSchema,
  postDigestSchema,
  postMarketItemsSchema,
  takenItemsSchema,
} from './insight-market.ts';
import { companyReportSchema, companyReportsSchema, journeySchema, journeysSchema } from './insight-reports.ts';
import { inboxLookSchema, marketInboxSchema } from './market-inbox.ts';
import { campaignRequestSchemas, campaignResponseSchemas } from './openapi-campaigns.ts';
import { historyRequestSchemas, historyResponseSchemas } from './openapi-history.ts';
import { interviewRequestSchemas, interviewResponseSchemas } from './openapi-interviews.ts';
import { describePaths } from './openapi-operations.ts';
import type { JsonSchema, Openapi, OpenapiOperation } from './openapi-types.ts';
import { propensityRequestSchemas, propensityResponseSchemas } from './propensity.ts';
import { replayRequestSchema, replayResponseSchema } from './replay.ts';
import { ruleSchema, rulesResponseSchema } from './rules.ts';
import { sessionSchema, signedOutSchema, signInSchema } from './session.ts';
import { putSettingsSchema, settingsSchema } from './settings.ts';
import { statsRequestSchemas, statsResponseSchemas } from './stats-schemas.ts';
import {
  changePasswordSchema,
  invitationSchema,
  invitedUserSchema,
  inviteUserSchema,
  listedUserSchema,
  passwordSetSchema,
  putUserSchema,
  resetPasswordSchema,
  takeUpInvitationSchema,
  usersResponseSchema,
} from './users.ts';
import { vocabularySchemas } from './vocabulary.ts';

const requestSchemas = [
  postMarketItemsSchema,
  postDigestSchema,
  ...interviewRequestSchemas,
  ...propensityRequestSchemas,
  ...campaignRequestSchemas,
  ...historyRequestSchemas,
  generateRequestSchema,
  clientSchema,
  contactFactsSchema,
  productSchema,
  channelSchema,
  optionsSchema,
  checkRequestSchema,
  replayRequestSchema,
  replayResponseSchema,
  termsSchema,
  putContactSchema,
  postContactsSchema,
  putContactPolicySchema,
  threadContentSchema,
  createThreadSchema,
  reviseThreadSchema,
  approveThreadSchema,
  retireThreadSchema,
  reviewVariantSchema,
  takeAnswersSchema,
  importCopybookSchema,
  commentThreadSchema,
  checkDraftSchema,
  composeDraftSchema,
  signInSchema,
  changePasswordSchema,
  inviteUserSchema,
  putUserSchema,
  resetPasswordSchema,
  takeUpInvitationSchema,
  composeRequestSchema,
  regenerationSchema,
  putSettingsSchema,
  ...statsRequestSchemas,
];
const responseSchemas = [
  ...interviewResponseSchemas,
  ...propensityResponseSchemas,
  ...concernRequestSchemas,
  ...concernResponseSchemas,
  generateResponseSchema,
  generateDoneSchema,
  clientResultSchema,
  answeredClientSchema,
  failedClientSchema,
  clientErrorSchema,
  verdictSchema,
  threadSchema,
  provenanceSchema,
  errorResponseSchema,
  ...campaignResponseSchemas,
  ...historyResponseSchemas,
  meResponseSchema,
  readinessSchema,
  checkResponseSchema,
  catalogueResponseSchema,
  catalogueTermsSchema,
  productVersionsSchema,
  putTermsResponseSchema,
  termsCheckSchema,
  importReportSchema,
  claimsResponseSchema,
  contactSchema,
  postContactsResponseSchema,
  contactPolicySchema,
  contactPoliciesSchema,
  checkTermsResponseSchema,
  ruleSchema,
  rulesResponseSchema,
  threadsResponseSchema,
  threadItemSchema,
  threadDetailsSchema,
  changedThreadSchema,
  checkDraftResponseSchema,
  composeDraftResponseSchema,
  coverageResponseSchema,
  editionsResponseSchema,
  candidateSchema,
  takenAnswersSchema,
  importedCopybookSchema,
  sessionSchema,
  signedOutSchema,
  listedUserSchema,
  usersResponseSchema,
  invitedUserSchema,
  invitationSchema,
  passwordSetSchema,
  auditItemSchema,
  auditResponseSchema,
  ...statsResponseSchemas,
  ...vocabularySchemas,
  composeStartedSchema,
  composeDeltaSchema,
  composeFinalSchema,
  composeFailedSchema,
  lineageResponseSchema,
  settingsSchema,
  marketInboxSchema,
  inboxLookSchema,
  takenItemsSchema,
  marketItemsSchema,
  marketEventSchema,
  marketDigestSchema,
  marketDigestsSchema,
  journeySchema,
  journeysSchema,
  companyReportSchema,
  companyReportsSchema,
];

/** @param clientsMax clients that a request may hold here. */
export function buildOpenapi(clientsMax: number = limits.clientsPerRequestMax): Openapi {
  const schemas = { ...toSchemas(requestSchemas, 'input'), ...toSchemas(responseSchemas, 'output') };
  Object.assign(schemas.GenerateRequest!.properties!.clients!, { maxItems: clientsMax });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Offerwright',
      version: '1',
      description:
        'Personal, lawful marketing texts for a bank’s clients. Every error is {error: {kind, message, field, limit, ' +
        'given}, request_id}: `kind` is stable, messages are for people and never repeat a client’s data.',
    },
    paths: withSessions(describePaths()),
    components: {
      schemas,
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic' },
        session: { type: 'apiKey', in: 'cookie', name: 'offerwright_session' },
      },
    },
  };
}

/** Whatever basic authentication opens, the session of a browser opens as well. */
function withSessions(paths: Openapi['paths']): Openapi['paths'] {
  const open = (operation: OpenapiOperation): OpenapiOperation =>
    operation.security.length === 0 ? operation : { ...operation, security: [...operation.security, { session: [] }] };
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, open(operation)])),
    ]),
  );
}

function toSchemas(schemas: readonly z.ZodType[], io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const schema of schemas) registry.add(schema, { id: schema.meta()!.id! });
  const generated = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    metadata: z.globalRegistry,
  });
  return Object.fromEntries(
    Object.entries(generated.schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [
      id,
      schema as JsonSchema,
    ]),
  );
}
