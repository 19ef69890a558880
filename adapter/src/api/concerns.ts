/** What POST /v1/insight/concerns takes and gives. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { clientIdSchema, concernNames, isStorableText } from './generate-request.ts';

const storable = (max: number) =>
  z.string().max(max).refine(isStorableText, { message: 'text without NUL and broken surrogates' });

const statementSchema = z.strictObject({
  client_id: clientIdSchema.optional().describe('Who said it, where it is known'),
  text: storable(limits.statementCharsMax)
    .refine((text) => text.trim() !== '', { message: 'words of a client' })
    .describe('What the client says, in Russian or English'),
});

export const estimateConcernsSchema = z
  .strictObject({
    product: storable(limits.descriptionCharsMax)
      .default('')
      .describe('The product that they speak about: a code, a name or a description; empty: unknown'),
    statements: z.array(statementSchema).min(1).max(limits.statementsPerRequestMax),
  })
  .meta({ id: 'EstimateConcerns' });

const likelihood = z.number().min(0).max(1);
const concern = z.enum(concernNames);

export const estimatedConcernsSchema = z
  .object({
    model_version: z.string(),
    model_sha256: z.string(),
    items: z
      .array(
        z.object({
          id: z.uuid().describe('Under which it is stored'),
          client_id: clientIdSchema.nullable(),
          language: z.enum(['ru', 'en']),
          likelihoods: z
            .object({ finance: likelihood, efficiency: likelihood, purchase: likelihood, support: likelihood })
            .describe('Calibrated, each for itself: several may hold'),
          found: z.array(concern).describe('Above their thresholds, the likeliest first'),
          phrases: z.array(
            z.object({
              concern,
              text: z.string().describe('As the client wrote it'),
              start: z.int().min(0).describe('In UTF-16 units of the statement'),
              end: z.int().min(0).describe('Exclusive'),
              contribution: z.number().describe('What it adds to the log of the odds'),
            }),
          ),
        }),
      )
      .describe('One for each statement, in their order'),
  })
  .meta({ id: 'EstimatedConcerns' });
export type EstimatedConcernsBody = z.output<typeof estimatedConcernsSchema>;
export type EstimatedStatement = EstimatedConcernsBody['items'][number];

export const concernRequestSchemas = [estimateConcernsSchema];
export const concernResponseSchemas = [estimatedConcernsSchema];
