/** What the routes of campaigns take and give: settings, states, progress, approval, results. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { mappingSchema } from './campaign-files.ts';
import { keptRankingSchema, rankedBySchema } from './campaign-ranking.ts';
import { codeSchema, concernNames, isStorableText, profileNames } from './generate-request.ts';
import { answeredClientSchema, answerStatuses, clientErrorSchema, sources } from './generate-response.ts';
import { labelStates, roles, wholeNumberPattern } from './history.ts';
import { planLimits } from './plan-limits.ts';

const storable = (charsMax: number) =>
  z.string().trim().max(charsMax).refine(isStorableText, { message: 'text without NUL characters' });
const policySchema = z.enum(['model_first', 'rules_only']);

const uniqueCodes = z
  .array(codeSchema)
  .min(1)
  .max(planLimits.campaignCodesMax)
  .refine((codes) => new Set(codes).size === codes.length, { message: 'different codes' });

export const offersSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('chosen').describe('Every client gets every product through every channel'),
    products: uniqueCodes,
    channels: uniqueCodes,
  }),
  z.strictObject({
    mode: z.literal('ranked').describe('Each client gets the offers that suit best; at most one channel a product'),
    products: uniqueCodes.describe('To choose from'),
    channels: uniqueCodes.describe('To choose from'),
    per_client: z.int().min(1).max(planLimits.campaignOffersPerClientMax),
  }),
]);
export type CampaignOffers = z.output<typeof offersSchema>;

export const audienceSchema = z
  .strictObject({
    age_min: z.int().min(0).max(130).optional(),
    age_max: z.int().min(0).max(130).optional(),
    genders: z
      .array(z.enum(['m', 'f', 'u']))
      .max(3)
      .optional()
      .describe('u: unknown'),
    regions: z
      .array(storable(200).min(1))
      .max(planLimits.campaignRegionsMax)
      .optional()
      .describe('As the file writes them'),
    signals_any: z.array(codeSchema).max(planLimits.campaignSignalsMax).optional().describe('At least one of them'),
    signals_none: z.array(codeSchema).max(planLimits.campaignSignalsMax).optional(),
    with_consent: z.boolean().optional().describe('Only where consent for the channel is known'),
  })
  .describe('Who is meant; what is absent filters nothing. An unknown value passes no filter');
export type CampaignAudience = z.output<typeof audienceSchema>;

const armSchema = z.strictObject({
  name: storable(planLimits.campaignArmNameCharsMax).min(1),
  weight: z.int().min(1).max(100).describe('Share of clients, relative to the others'),
  concern: z.enum(concernNames).optional().describe('What its texts answer; derived from the client if absent'),
  policy: policySchema.optional().describe('Instead of the campaign’s own'),
});

export const campaignSettingsSchema = z.strictObject({
  mapping: mappingSchema,
  offers: offersSchema,
  audience: audienceSchema.prefault({}),
  control_share: z
    .number()
    .min(0)
    .max(planLimits.campaignControlShareMax)
    .default(0)
    .describe('Share of clients that get no text, drawn by the seed, to compare with'),
  variants: z
    .array(armSchema)
    .min(1)
    .max(planLimits.campaignArmsMax)
    .refine((arms) => new Set(arms.map(({ name }) => name)).size === arms.length, { message: 'different names' })
    .default([{ name: 'A', weight: 1 }])
    .describe('Clients are divided among them by the seed'),
  profile: z.enum(profileNames).default('strict'),
  policy: policySchema.default('model_first'),
  approved_only: z.boolean().default(false),
});
export type CampaignSettings = z.output<typeof campaignSettingsSchema>;

export const createCampaignSchema = z
  .strictObject({
    name: storable(planLimits.campaignNameCharsMax).min(1),
    file_id: z.uuid(),
    seed: z.int().min(0).max(4_294_967_295).optional().describe('Drawn if absent'),
    settings: campaignSettingsSchema,
  })
  .meta({ id: 'CreateCampaign' });

export const changeCampaignSchema = z
  .strictObject({
    name: storable(planLimits.campaignNameCharsMax).min(1),
    settings: campaignSettingsSchema.describe('All of them: what is absent gets its default'),
  })
  .meta({ id: 'ChangeCampaign' });

export const campaignActSchema = z.strictObject({}).meta({ id: 'CampaignAct' });
export const campaignStates = ['draft', 'preparing', 'running', 'paused', 'finished', 'cancelled', 'failed'] as const;
export type CampaignState = (typeof campaignStates)[number];

export const progressSchema = z
  .object({
    planned: z.int().describe('Texts to be asked for; 0 until the clients are divided'),
    done: z.int(),
    model: z.int(),
    rules: z.int(),
    refused: z.int(),
    not_sendable: z.int(),
    errors: z.array(z.object({ kind: z.string(), count: z.int() })),
    control: z.int().describe('Clients of the control group'),
    excluded: z.array(z.object({ reason: z.string(), count: z.int() })).describe('Clients, by the reason'),
    problems: z.int().describe('Rows of the file that no client can be made of'),
    rows_prepared: z.int(),
    texts_per_minute: z.number().nullable().describe('In the last minute'),
    seconds_left: z.int().nullable().describe('At that pace'),
  })
  .meta({ id: 'CampaignProgress' });
export type CampaignProgress = z.output<typeof progressSchema>;

export const approverRoles = ['manager', 'compliance'] as const;
const approversSchema = z.array(
  z.strictObject({
    role: z.enum(approverRoles).describe('manager: manager, compliance or administrator; compliance: compliance'),
    count: z.int().min(1).max(planLimits.campaignApproversMax),
  }),
);
export type Approvers = z.output<typeof approversSchema>;

export const approvalStepsSchema = z
  .array(z.strictObject({ clients_max: z.int().min(1).nullable(), approvers: approversSchema.min(1).max(2) }))
  .min(1)
  .max(planLimits.campaignApprovalStepsMax)
  .refine(
    (steps) =>
      steps.every(({ clients_max: max }, index) =>
        index === steps.length - 1 ? max === null : max !== null && max > (steps[index - 1]?.clients_max ?? 0),
      ),
    { message: 'steps of rising clients_max, the last null' },
  );

export const putApprovalRulesSchema = z.strictObject({ steps: approvalStepsSchema }).meta({ id: 'PutApprovalRules' });
export const approvalRulesSchema = z
  .object({
    version: z.int(),
    steps: approvalStepsSchema,
    created_by: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'ApprovalRules' });

export const approveCampaignSchema = z
  .strictObject({
    decision: z.enum(['approve', 'reject']),
    comment: storable(limits.reviewCommentCharsMax).default(''),
  })
  .meta({ id: 'ApproveCampaign' });

export const approvalSchema = z
  .object({
    state: z.enum(['not_ready', 'waiting', 'approved', 'rejected']).describe('not_ready: texts are still missing'),
    needed: approversSchema.describe('By the rules and the reach of the campaign'),
    missing: approversSchema,
    decisions: z.array(
      z.object({
        user: z.string(),
        role: z.enum(roles),
        decision: z.enum(['approve', 'reject']),
        comment: z.string(),
        at: z.iso.datetime(),
        counts: z.boolean().describe('false: a later word of the same person took its place'),
      }),
    ),
  })
  .meta({ id: 'CampaignApproval' });
export type CampaignApproval = z.output<typeof approvalSchema>;

export const campaignItemSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(campaignStates),
    created_by: z.string(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
    file_name: z.string(),
    file_rows: z.int(),
    reach: z.int().nullable().describe('Different clients that get a text; null until they are divided'),
    planned: z.int(),
    done: z.int(),
    products: z.array(z.string()),
    channels: z.array(z.string()),
    approval: approvalSchema.shape.state,
  })
  .meta({ id: 'CampaignItem' });
export type CampaignItem = z.output<typeof campaignItemSchema>;

export const campaignSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(campaignStates),
    waiting_for: z.string().nullable().describe('inference, model, database or turn; null when for nothing'),
    failure: z.object({ kind: z.string(), message: z.string() }).nullable(),
    seed: z.int(),
    version: z.int().describe('Rises with each change of the draft'),
    changed_by: z.string().nullable(),
    changed_at: z.iso.datetime().nullable(),
    settings: campaignSettingsSchema,
    file: z.object({ id: z.uuid(), name: z.string(), rows: z.int() }),
    created_by: z.string(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
    reach: z.int().nullable(),
    ranked_by: rankedBySchema.nullable().describe('Fixed at the start; null before, and where people chose the offers'),
    cells: z.array(
      z.object({
        product: z.string(),
        channel: z.string(),
        variant: z.string(),
        planned: z.int(),
        done: z.int(),
        sendable: z.int(),
        model: z.int(),
        rules: z.int(),
        request_id: z.uuid(),
      }),
    ),
    progress: progressSchema,
    approval: approvalSchema,
  })
  .meta({ id: 'Campaign' });
export type Campaign = z.output<typeof campaignSchema>;

const wholeNumber = z.string().regex(wholeNumberPattern, { message: 'a whole number' }).transform(Number);

export const campaignsQuerySchema = z.strictObject({
  state: z.enum(campaignStates).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(planLimits.campaignsPageMax)).optional(),
  cursor: z.uuid().optional().describe('next_cursor of the page before'),
});
export type CampaignsQuery = z.output<typeof campaignsQuerySchema>;

export const campaignsResponseSchema = z
  .object({ items: z.array(campaignItemSchema), next_cursor: z.uuid().nullable() })
  .meta({ id: 'Campaigns' });

export const memberStatuses = [...answerStatuses, 'error', 'waiting', 'control', 'excluded', 'problem'] as const;

export const campaignResultsQuerySchema = z.strictObject({
  status: z.enum(memberStatuses).optional(),
  source: z.enum(sources).optional(),
  verdict: z.enum(['passed', 'warned', 'blocked']).optional(),
  label: z.enum(labelStates).optional().describe('What people say of the text; none: nobody has said anything'),
  product: codeSchema.optional(),
  channel: codeSchema.optional(),
  variant: storable(planLimits.campaignArmNameCharsMax).optional(),
  client_id: wholeNumber.pipe(z.int()).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(planLimits.campaignResultsPageMax)).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,9}\.\d{1,4}$/, { message: 'next_cursor of the page before' })
    .optional(),
});
export type CampaignResultsQuery = z.output<typeof campaignResultsQuerySchema>;

export const campaignResultSchema = z
  .object({
    row: z.int().describe('Of the file, under the header from 1'),
    offer: z.int().describe('Of the offers of one client, from 0'),
    client_id: z.int().nullable(),
    status: z.enum(memberStatuses),
    reason: z.string().nullable().describe('Why it was excluded, or the kind of problem'),
    product: z.string().nullable(),
    channel: z.string().nullable(),
    variant: z.string().nullable(),
    score: z.number().nullable(),
    reasons: z.array(z.string()),
    ranking: keptRankingSchema.nullable().describe('Null where people chose the offers, and in campaigns of before'),
    answer_id: z.uuid().nullable(),
    label: z.enum(labelStates),
    answer: answeredClientSchema.nullable(),
    error: clientErrorSchema.nullable(),
  })
  .meta({ id: 'CampaignResult' });
export type CampaignResult = z.output<typeof campaignResultSchema>;

export const campaignResultsSchema = z
  .object({ items: z.array(campaignResultSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'CampaignResults' });

export const campaignExportQuerySchema = z.strictObject({ format: z.enum(['csv', 'xlsx']).optional() });
