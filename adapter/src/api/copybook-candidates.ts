/** Candidates: texts that a model wrote freely, as threads for people to read. Nothing of them is used before approval. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { confidenceBases, fieldProblemSchema } from './generate-response.ts';

export const threadOrigins = ['people', 'free'] as const;

export const candidateSchema = z
  .object({
    engine: z.string(),
    model_name: z.string(),
    prompt_version: z.string(),
    answer: z.uuid().nullable().describe('`id` in the history; null: written in idle time, for nobody'),
    confidence: z.number(),
    confidence_basis: z.enum(confidenceBases),
    law_score: z.number(),
    brand_voice_score: z.number(),
    fit_score: z.number(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Candidate' });
export type Candidate = z.output<typeof candidateSchema>;

export const takeAnswersSchema = z
  .strictObject({
    answers: z
      .array(z.uuid())
      .min(1)
      .max(limits.candidatesPerRequestMax)
      .optional()
      .describe('`id` of GET /v1/history; absent: the newest free texts that are no candidates yet'),
    count: z
      .int()
      .min(1)
      .max(limits.candidatesPerRequestMax)
      .default(limits.candidatesPerRequestDefault)
      .describe('Of the newest, where no answers are named'),
  })
  .meta({ id: 'TakeAnswers' });
export type TakeAnswers = z.output<typeof takeAnswersSchema>;

/**
 * known: there is a thread with this text; duplicate: the copybook says it already, nearly so; unfit: `problems` say what
 * keeps it from being stored; not_free: the answer was not written freely, or its product has no code.
 */
export const candidateOutcomes = ['stored', 'known', 'duplicate', 'unfit', 'not_free', 'not_found'] as const;
export type CandidateOutcome = (typeof candidateOutcomes)[number];

export const takenAnswersSchema = z
  .object({
    items: z
      .array(
        z.object({
          answer: z.uuid(),
          outcome: z.enum(candidateOutcomes),
          thread: z.string().nullable().describe('The candidate, where it is stored or known'),
          problems: z.array(fieldProblemSchema),
        }),
      )
      .describe('In the order asked'),
  })
  .meta({ id: 'TakenAnswers' });
export type TakenAnswers = z.output<typeof takenAnswersSchema>;
