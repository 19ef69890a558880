/**
 * What POST /v1/compose takes and gives: one text for one client, streamed as it is decided, for a person who watches.
 * Also what a person asks for when the text is to be another one.
 */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { contactFactsSchema } from './contact-facts.ts';
import {
  channelSchema,
  clientIdSchema,
  concernNames,
  concernTextSchema,
  featuresSchema,
  isStorableText,
  optionsSchema,
  productSchema,
  profileSchema,
} from './generate-request.ts';
import { clientErrorSchema, clientResultSchema, generateHeader, requestTimingsSchema } from './generate-response.ts';

/** What the service can steer; everything else of a comment is kept for people. */
export const regenerationSteps = [
  'another_idea',
  ...concernNames.map((concern) => `concern_${concern}` as const),
  'bolder',
  'plainer',
  'shorter',
  'longer',
] as const;
export type RegenerationStep = (typeof regenerationSteps)[number];

const exclusive: readonly (readonly RegenerationStep[])[] = [
  concernNames.map((concern) => `concern_${concern}` as const),
  ['bolder', 'plainer', 'shorter', 'longer'],
];

const stepsSchema = z
  .array(z.enum(regenerationSteps))
  .max(regenerationSteps.length)
  .refine(
    (steps) =>
      new Set(steps).size === steps.length &&
      exclusive.every((group) => group.filter((step) => steps.includes(step)).length <= 1),
    { message: 'each step once, at most one concern, at most one of bolder, plainer, shorter and longer' },
  )
  .describe(
    'another_idea: the threads of the earlier texts are left out; concern_…: the text answers this concern; bolder, ' +
      'plainer: a higher temperature, or 0; shorter, longer: of several texts by rules the shortest, or the longest',
  );

export const regenerationSchema = z
  .strictObject({
    of: z.uuid().describe('answer_id of the text that is to be another one'),
    steps: stepsSchema.default([]),
    comment: z
      .string()
      .max(limits.regenerationCommentCharsMax)
      .refine(isStorableText, { message: 'text without NUL characters and broken surrogates' })
      .default('')
      .describe('Kept with the new answer for people to read; nothing else reads it'),
  })
  .meta({ id: 'Regeneration' });
export type Regeneration = z.output<typeof regenerationSchema>;

const composedClientSchema = z.strictObject({
  id: clientIdSchema.optional().describe('Absent: somebody who is in no list; no contact facts are looked up'),
  features: featuresSchema,
  recent_thread_ids: z.array(z.string().min(1).max(limits.threadIdCharsMax)).max(limits.recentThreadsMax).optional(),
  contact: contactFactsSchema.optional(),
  concern_text: concernTextSchema.optional(),
});

export const composeRequestSchema = z
  .strictObject({
    client: composedClientSchema,
    product: productSchema,
    channel: channelSchema,
    profile: profileSchema,
    options: optionsSchema.prefault({}),
    regeneration: regenerationSchema.optional(),
  })
  .meta({ id: 'ComposeRequest' });
export type ComposeRequest = z.output<typeof composeRequestSchema>;

export const composeStartedSchema = z
  .object({
    answer_id: z.uuid().describe('Id of the answer in the history'),
    ...generateHeader,
    steered: z
      .object({
        concern: z.enum(concernNames).nullable(),
        temperature: z.number().nullable(),
        left_out_thread_ids: z.array(z.string()),
      })
      .describe('What the request asked the server for, steps included; null: the server’s own choice'),
  })
  .meta({ id: 'ComposeStarted' });
export type ComposeStarted = z.output<typeof composeStartedSchema>;

export const composeDeltaSchema = z
  .object({ text: z.string().describe('The next piece of the draft; the result replaces it') })
  .meta({ id: 'ComposeDelta' });
export type ComposeDelta = z.output<typeof composeDeltaSchema>;

export const composeFinalSchema = z
  .object({ answer_id: z.uuid(), result: clientResultSchema, timings: requestTimingsSchema })
  .meta({ id: 'ComposeFinal' });
export type ComposeFinal = z.output<typeof composeFinalSchema>;

export const composeFailedSchema = z
  .object({ answer_id: z.uuid(), error: clientErrorSchema, request_id: z.uuid() })
  .meta({ id: 'ComposeFailed' });
export type ComposeFailed = z.output<typeof composeFailedSchema>;

export const answerPathSchema = z.strictObject({ id: z.uuid() });

export const lineageResponseSchema = z
  .object({
    items: z.array(
      z.object({
        answer_id: z.uuid(),
        from_answer_id: z.uuid(),
        steps: z.array(z.string()),
        comment: z.string(),
        user: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .describe('From this answer back to the first one; empty where it was asked for once only')
  .meta({ id: 'Lineage' });
export type LineageResponse = z.output<typeof lineageResponseSchema>;
